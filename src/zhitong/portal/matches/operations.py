"""Keeping what a run found: audiences as bitmaps of business numbers, figures by county."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from django.db import transaction
from django.utils import timezone
from pyroaring import BitMap

from zhitong.columnar.breakdown import breakdown
from zhitong.columnar.run import Result, Run
from zhitong.engine.values import Verdict
from zhitong.portal.foundation.journal import record
from zhitong.portal.matches.models import Audience, MatchRun, RunState

COUNTY_DIGITS = 6


def start_run(*, as_of: date, rules_sha256: str) -> MatchRun:
    """A run that has begun; an earlier one that was killed is closed as not completed."""
    stale = MatchRun.objects.filter(state=RunState.RUNNING, as_of=as_of)
    stale.update(state=RunState.FAILED, ended_at=timezone.now(), problem="中途停止，已由后一批次重做。")
    return MatchRun.objects.create(as_of=as_of, rules_sha256=rules_sha256)


def fail_run(run: MatchRun, problem: str) -> None:
    """Says why a run came to nothing."""
    MatchRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(
        state=RunState.FAILED, ended_at=timezone.now(), problem=problem[:300]
    )


def of_businesses(rows: BitMap, numbers: np.ndarray) -> bytes:
    """A bitmap of rows as a bitmap of business numbers."""
    return bytes(BitMap(numbers[np.asarray(rows.to_array())] if rows else []).serialize())


def audience_of(run: MatchRun, result: Result, numbers: np.ndarray) -> Audience:
    """One provision's audience with its figures, in all and by county."""
    amount = result.amount
    return Audience(
        run=run,
        provision_key=result.provision.key,
        rule_hash=result.rule_hash,
        met_count=result.counts[Verdict.MET],
        unknown_count=result.counts[Verdict.UNKNOWN],
        not_met_count=result.counts[Verdict.NOT_MET],
        amount_low=amount.low_fen if amount else None,
        amount_high=amount.high_fen if amount else None,
        amount_missing=amount.missing if amount else 0,
        by_region=counties(result),
        met=of_businesses(result.met, numbers),
        unknown=of_businesses(result.unknown, numbers),
    )


def counties(result: Result) -> dict[str, list[int | None]]:
    """Per county where anybody may get it: met, unknown, low, high, missing."""
    return {
        one.value: [
            one.met,
            one.unknown,
            one.amount.low_fen if one.amount else None,
            one.amount.high_fen if one.amount else None,
            one.amount.missing if one.amount else 0,
        ]
        for one in breakdown(result, "region", COUNTY_DIGITS)
        if one.met or one.unknown
    }


def finish_run(run: MatchRun, found: Run, business_numbers: Sequence[int]) -> MatchRun:
    """Writes all audiences and marks the run done, in one transaction."""
    numbers = np.asarray(business_numbers, dtype=np.uint32)
    audiences = [audience_of(run, result, numbers) for result in found.values()]
    first = next(iter(found.values()), None)
    rows = {one.value: one.rows for one in breakdown(first, "region", COUNTY_DIGITS)} if first else {}
    with transaction.atomic():
        Audience.objects.bulk_create(audiences, batch_size=50)
        run.state = RunState.DONE
        run.ended_at = timezone.now()
        run.businesses = found.snapshot.rows
        run.provisions = len(found)
        run.by_region = rows
        run.members = BitMap(numbers).serialize()
        run.snapshot_sha256 = found.snapshot.sha
        run.save()
        record(
            action="run_matching",
            kind="match_run",
            key=str(run.pk),
            after={
                "as_of": run.as_of.isoformat(),
                "businesses": run.businesses,
                "provisions": run.provisions,
            },
        )
    return run
