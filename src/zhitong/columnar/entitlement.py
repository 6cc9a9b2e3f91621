"""What else changed between two runs than who is entitled: amounts, and windows about to close."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from zhitong.columnar.amount_rows import RowAmounts, at, in_64_bits, row_amounts
from zhitong.columnar.bits import count, positions
from zhitong.columnar.changes import row_places
from zhitong.columnar.run import Run


@dataclass(frozen=True, slots=True, eq=False)
class AmountChange:
    """Businesses surely entitled in both runs whose amount differs; `lines` holds uscc, was_low, was_high,
    now_low, now_high in fen (empty: not known or open). The reason is the common one."""

    provision: str
    reason: str  # rule_changed | facts_changed | time_passed
    lines: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Closing:
    """A provision whose window ends soon, and how many are surely entitled."""

    provision: str
    ends: date
    days_left: int
    businesses: int


def amount_changes(before: Run, after: Run) -> Iterator[AmountChange]:
    """Provision by provision, those where any amount differs; equal to asking twice about everybody."""
    _, here = row_places(before.snapshot.uscc, after.snapshot.uscc)
    for key, now in after.items():
        old = before.get(key)
        if old is None:
            continue
        rows = positions(now.met_bits, after.snapshot.rows)
        rows = rows[here[rows] >= 0]
        rows = rows[at(old.met_bits, here[rows])]
        was = row_amounts(old.rule.amount, here[rows], old.column)
        is_now = row_amounts(now.rule.amount, rows, now.column)
        differs = ~is_now.same_as(was)
        if differs.any():
            codes = after.snapshot.uscc.gather(pl.Series(rows[differs], dtype=pl.UInt32)).alias("uscc")
            columns = [*_ends("was", was, differs), *_ends("now", is_now, differs)]
            reason = "facts_changed" if before.snapshot.sha != after.snapshot.sha else "time_passed"
            reason = reason if old.rule_hash == now.rule_hash else "rule_changed"
            yield AmountChange(key, reason, pl.DataFrame([codes, *columns]))


def closing(run: Run, within_days: int) -> list[Closing]:
    """Provisions open on the day whose last day is at most so many days away, the nearest first."""
    found = []
    for key, result in run.items():
        ends = result.provision.window.ends
        if ends is not None and result.window_state == "open" and ends <= run.as_of + timedelta(within_days):
            found.append(Closing(key, ends, (ends - run.as_of).days, count(result.met_bits)))
    return sorted(found, key=lambda each: (each.ends, each.provision))


def _ends(name: str, amounts: RowAmounts, chosen: np.ndarray) -> list[pl.Series]:
    return [
        pl.Series(f"{name}_{end}", in_64_bits(numbers[chosen])).set(pl.Series(~there[chosen]), None)
        for end, numbers, there in (
            ("low", amounts.low, amounts.has_low),
            ("high", amounts.high, amounts.has_high),
        )
    ]
