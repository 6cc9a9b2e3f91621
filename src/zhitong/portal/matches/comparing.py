"""What a new run changes against the complete one before, provision by provision."""

import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import polars as pl
from pyroaring import BitMap

from zhitong.columnar.amount_rows import RowAmounts, nothing
from zhitong.columnar.changes import gain_or_loss_reason
from zhitong.columnar.entitlement import ends_of
from zhitong.columnar.kept_amounts import alike, read_amounts
from zhitong.columnar.totals import Totals
from zhitong.engine.rules.of_day import rule_of_day
from zhitong.portal.matches.models import Audience, Difference, MatchRun, RunState
from zhitong.portal.matches.operations import Compared

NOBODY = BitMap()


def latest_complete() -> MatchRun | None:
    """The run to compare with."""
    return MatchRun.objects.filter(state=RunState.DONE).first()


def compare(
    run: MatchRun,
    found: Totals,
    audiences: Mapping[str, Audience],
    amounts: Path,
    before: MatchRun | None,
    amounts_before: Path,
) -> Compared:
    """Everything that differs; without the files of the run before, amounts are not compared."""
    if before is None:
        return Compared(None, [], amounts=False)
    old = {each.provision_key: each for each in before.audiences.select_related("run")}
    with_amounts = amounts_before.is_dir()
    same_facts = before.snapshot_sha256 == found.snapshot_sha
    differences = []
    for key in sorted({*old, *audiences}):
        one = _difference(run, key, old.get(key), audiences.get(key), found, same_facts=same_facts)
        if with_amounts and key in old and key in audiences:
            lines = _amount_lines(old[key], audiences[key], amounts_before, amounts)
            if lines.height:
                one.amounts_count, one.amounts = lines.height, _bytes(lines)
                same_rule = old[key].rule_hash == audiences[key].rule_hash
                one.amounts_reason = (
                    ("time_passed" if same_facts else "facts_changed") if same_rule else "rule_changed"
                )
        if one.newly_count or one.lost_count or one.amounts_count:
            differences.append(one)
    return Compared(before, differences, amounts=with_amounts)


def _difference(
    run: MatchRun,
    key: str,
    old: Audience | None,
    new: Audience | None,
    found: Totals,
    *,
    same_facts: bool,
) -> Difference:
    was, now = _bitmap(old), _bitmap(new)
    newly, lost = now - was, was - now
    reasons = []
    for direction in ("newly", "lost"):
        if old is None or new is None:
            reasons.append("provision_new" if direction == "newly" else "provision_gone")
            continue
        total = found[key]
        reasons.append(
            gain_or_loss_reason(
                direction,
                was_open=rule_of_day(total.provision, old.run.as_of).is_in_force,
                is_open=rule_of_day(total.provision, run.as_of).is_in_force,
                same_rule=old.rule_hash == new.rule_hash,
                same_facts=same_facts,
            )
        )
    return Difference(
        run=run,
        provision_key=key,
        newly=newly.serialize(),
        lost=lost.serialize(),
        newly_count=len(newly),
        lost_count=len(lost),
        newly_reason=reasons[0] if newly else "",
        lost_reason=reasons[1] if lost else "",
    )


def _bitmap(audience: Audience | None) -> BitMap:
    return NOBODY if audience is None else BitMap.deserialize(bytes(audience.met))


def _amount_lines(old: Audience, new: Audience, folder_before: Path, folder: Path) -> pl.DataFrame:
    both = np.frombuffer((_bitmap(old) & _bitmap(new)).to_array(), dtype=np.uint32).astype(np.int64)
    was, now = _amounts(old, folder_before, both), _amounts(new, folder, both)
    differs = ~now.same_as(was)
    numbers = pl.Series("business", both[differs], dtype=pl.UInt32)
    return pl.DataFrame([numbers, *ends_of("was", was, differs), *ends_of("now", now, differs)])


def _amounts(audience: Audience, folder: Path, numbers: np.ndarray) -> RowAmounts:
    if audience.each is not None:
        return alike((audience.each[0], audience.each[1]), numbers.size)
    if audience.amount_low is None:
        return nothing(numbers.size)
    return read_amounts(folder, audience.provision_key, numbers)


def _bytes(lines: pl.DataFrame) -> bytes:
    file = io.BytesIO()
    lines.write_parquet(file, compression="zstd")
    return file.getvalue()
