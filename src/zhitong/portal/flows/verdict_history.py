"""What one business newly got or lost from run to run, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pyroaring import BitMap

from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.businesses.queries import find_business
from zhitong.portal.matches.models import Difference, MatchRun, RunState
from zhitong.portal.provisions.queries import ProvisionRow, provision_rows

MOST_RUNS = 12


@dataclass(frozen=True, slots=True)
class Turn:
    """A provision newly met (`is_gain`) or no longer; `reason` is a code of `columnar.changes.REASONS`."""

    provision: ProvisionRow
    is_gain: bool
    reason: str


@dataclass(frozen=True, slots=True)
class RunTurns:
    """One run: its day, what turned for the business since the run before; the oldest one has no before."""

    as_of: date
    number: int
    provisions: int
    turns: Sequence[Turn]
    is_first: bool


def verdict_history(person: Viewer, uscc: str, on: date) -> list[RunTurns]:
    """The latest runs, newest first, for a business the person may see.

    Only what differs between runs is read, never whole audiences: the cost follows the changes.
    """
    number = find_business(person, uscc).pk
    runs = list(MatchRun.objects.filter(state=RunState.DONE).defer("members").order_by("-id")[:MOST_RUNS])
    oldest = MatchRun.objects.filter(state=RunState.DONE).order_by("id").values_list("pk", flat=True).first()
    rows = provision_rows(on=on)
    turns: dict[int, list[Turn]] = {}
    differing = Difference.objects.filter(run__in=[run.pk for run in runs]).exclude(
        newly_count=0, lost_count=0
    )
    for one in differing.defer("amounts").iterator(chunk_size=20):
        if one.provision_key not in rows:
            continue
        for is_gain, kept, reason in (
            (True, one.newly, one.newly_reason),
            (False, one.lost, one.lost_reason),
        ):
            if kept and number in BitMap.deserialize(bytes(kept)):
                turns.setdefault(one.run_id, []).append(Turn(rows[one.provision_key], is_gain, reason))
    return [
        RunTurns(run.as_of, run.pk, run.provisions, turns.get(run.pk, []), run.pk == oldest) for run in runs
    ]
