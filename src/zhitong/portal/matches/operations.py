"""Keeping what a run found: audiences as bitmaps of business numbers, figures by county, differences."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from django.db import transaction
from django.utils import timezone
from pyroaring import BitMap

from zhitong.columnar.kept_amounts import each_of
from zhitong.columnar.totals import Total, Totals
from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.values import Verdict
from zhitong.portal.foundation.journal import record
from zhitong.portal.matches.models import Audience, Difference, MatchRun, RunState
from zhitong.portal.matches.problems import TakenOver
from zhitong.portal.matches.running import fail_run, keep_alive, start_run

Numbers = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs from the complete run before; `amounts` says whether amounts could be compared."""

    before: MatchRun | None
    differences: list[Difference]
    amounts: bool


def audience_of(run: MatchRun, total: Total, numbers: Numbers) -> Audience:
    """One provision's audience with its figures, in all and by county."""
    amount = total.amount
    each = each_of(rule_of_day(total.provision, run.as_of).amount)
    return Audience(
        run=run,
        provision_key=total.provision.key,
        rule_hash=total.rule_hash,
        met_count=total.counts[Verdict.MET],
        unknown_count=total.counts[Verdict.UNKNOWN],
        not_met_count=total.counts[Verdict.NOT_MET],
        amount_low=amount.low_fen if amount else None,
        amount_high=amount.high_fen if amount else None,
        amount_missing=amount.missing if amount else 0,
        by_region=counties(total),
        each=None if each is None else list(each),
        met=of_businesses(total.met, numbers).serialize(),
        unknown=of_businesses(total.unknown, numbers).serialize(),
    )


def of_businesses(rows: BitMap, numbers: Numbers) -> BitMap:
    """A bitmap of rows as a bitmap of business numbers."""
    return BitMap(numbers[np.asarray(rows.to_array())] if rows else [])


def counties(total: Total) -> dict[str, list[int | None]]:
    """Per county where anybody may get it: met, unknown, low, high, missing."""
    return {
        one.value: [
            one.met,
            one.unknown,
            one.amount.low_fen if one.amount else None,
            one.amount.high_fen if one.amount else None,
            one.amount.missing if one.amount else 0,
        ]
        for one in total.groups["region"].values()
        if one.met or one.unknown
    }


def finish_run(
    *, run: MatchRun, found: Totals, audiences: Mapping[str, Audience], numbers: Numbers, compared: Compared
) -> MatchRun:
    """Writes audiences and differences and marks the run done, in one transaction; TakenOver, and nothing
    written, when another run has taken its place."""
    first = next(iter(found.values()), None)
    with transaction.atomic():
        done = MatchRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(
            state=RunState.DONE,
            ended_at=timezone.now(),
            businesses=found.rows,
            provisions=len(found),
            by_region={one.value: one.rows for one in first.groups["region"].values()} if first else {},
            members=BitMap(numbers).serialize(),
            snapshot_sha256=found.snapshot_sha,
            before=compared.before,
            amounts_compared=compared.amounts,
        )
        if not done:
            raise TakenOver
        Audience.objects.bulk_create(audiences.values(), batch_size=50)
        Difference.objects.bulk_create(compared.differences, batch_size=50)
        record(
            action="run_matching",
            kind="match_run",
            key=str(run.pk),
            after={"as_of": run.as_of.isoformat(), "businesses": found.rows, "provisions": len(found)},
        )
    run.refresh_from_db()
    return run


__all__ = [
    "Compared",
    "audience_of",
    "counties",
    "fail_run",
    "finish_run",
    "keep_alive",
    "of_businesses",
    "start_run",
]
