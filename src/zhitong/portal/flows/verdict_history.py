"""What changed for one business from run to run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pyroaring import BitMap

from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.businesses.queries import find_business
from zhitong.portal.matches.models import Audience, MatchRun, RunState
from zhitong.portal.provisions.queries import ProvisionRow, provision_rows

MOST_RUNS = 6


@dataclass(frozen=True, slots=True)
class Turn:
    """A verdict that turned: "" stands for a provision or a business that took no part before."""

    provision: ProvisionRow
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RunTurns:
    """One run: its day, how many provisions took part, what turned since the run before it."""

    as_of: date
    number: int
    provisions: int
    turns: Sequence[Turn]
    is_first: bool


def verdict_history(person: Viewer, uscc: str, on: date) -> list[RunTurns]:
    """The latest runs, newest first, for a business the person may see; two queries and one per run."""
    business = find_business(person, uscc)
    runs = list(MatchRun.objects.filter(state=RunState.DONE).order_by("-id")[:MOST_RUNS])
    rows = provision_rows(on=on)
    verdicts = [verdicts_in(run, business.pk) for run in runs]
    history = []
    for place, run in enumerate(runs):
        now = verdicts[place]
        was = verdicts[place + 1] if place + 1 < len(runs) else None
        turns = (
            [
                Turn(rows[key], was.get(key, ""), now.get(key, ""))
                for key in sorted({*now, *was})
                if key in rows and now.get(key, "") != was.get(key, "")
            ]
            if was is not None
            else []
        )
        history.append(RunTurns(run.as_of, run.pk, len(now), turns, was is None))
    return history


def verdicts_in(run: MatchRun, number: int) -> Mapping[str, str]:
    """Provision → verdict of one business in one run; empty when it took no part."""
    if number not in BitMap.deserialize(bytes(run.members)):
        return {}
    found = {}
    for key, met, unknown in Audience.objects.filter(run=run).values_list("provision_key", "met", "unknown"):
        if number in BitMap.deserialize(bytes(met)):
            found[key] = "met"
        else:
            found[key] = "unknown" if number in BitMap.deserialize(bytes(unknown)) else "not_met"
    return found
