"""What else changed between two runs than who is entitled: amounts, and windows about to close."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

import numpy as np
import polars as pl

from zhitong.columnar.amount_rows import Places, RowAmounts, in_64_bits, row_amounts
from zhitong.columnar.bits import positions
from zhitong.columnar.changes import row_places
from zhitong.columnar.run import Run
from zhitong.columnar.totals import Totals


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


class Side(Protocol):
    """One of two runs that are compared, in memory or read back."""

    @property
    def uscc(self) -> pl.Series: ...

    @property
    def snapshot_sha(self) -> str: ...

    def __iter__(self) -> Iterator[str]: ...

    def __contains__(self, key: object) -> bool: ...

    def met_rows(self, key: str) -> Places:
        """Rows of those who surely get it, ascending."""

    def row_amounts(self, key: str, rows: Places) -> RowAmounts:
        """What these rows get."""

    def rule_hash(self, key: str) -> str:
        """The hash of the rule."""


@dataclass(frozen=True, slots=True)
class InMemory:
    """A run as a side."""

    run: Run

    @property
    def uscc(self) -> pl.Series:
        return self.run.snapshot.uscc

    @property
    def snapshot_sha(self) -> str:
        return self.run.snapshot.sha

    def __iter__(self) -> Iterator[str]:
        return iter(self.run)

    def __contains__(self, key: object) -> bool:
        return key in self.run

    def met_rows(self, key: str) -> Places:
        """Rows of those who surely get it, ascending."""
        return positions(self.run[key].met_bits, self.run.snapshot.rows)

    def row_amounts(self, key: str, rows: Places) -> RowAmounts:
        """What these rows get."""
        return row_amounts(self.run[key].rule.amount, rows, self.run[key].column)

    def rule_hash(self, key: str) -> str:
        """The hash of the rule."""
        return self.run[key].rule_hash


def amount_changes(before: Side, after: Side) -> Iterator[AmountChange]:
    """Provision by provision, those where any amount differs; equal to asking twice about everybody."""
    _, here = row_places(before.uscc, after.uscc)
    for key in after:
        if key not in before:
            continue
        rows, old = after.met_rows(key), np.zeros(before.uscc.len() + 1, dtype=np.bool_)
        old[before.met_rows(key)] = True
        rows = rows[old[here[rows]]]  # place -1, not there, is the last, which is never set
        was, is_now = before.row_amounts(key, here[rows]), after.row_amounts(key, rows)
        differs = ~is_now.same_as(was)
        if differs.any():
            codes = after.uscc.gather(pl.Series(rows[differs], dtype=pl.UInt32)).alias("uscc")
            columns = [*ends_of("was", was, differs), *ends_of("now", is_now, differs)]
            reason = "facts_changed" if before.snapshot_sha != after.snapshot_sha else "time_passed"
            reason = reason if before.rule_hash(key) == after.rule_hash(key) else "rule_changed"
            yield AmountChange(key, reason, pl.DataFrame([codes, *columns]))


def closing(run: Run | Totals, within_days: int) -> list[Closing]:
    """Provisions open on the day whose last day is at most so many days away, the nearest first."""
    found = []
    for key, result in run.items():
        ends = result.provision.window.ends
        if ends is not None and result.window_state == "open" and ends <= run.as_of + timedelta(within_days):
            found.append(Closing(key, ends, (ends - run.as_of).days, len(result.met)))
    return sorted(found, key=lambda each: (each.ends, each.provision))


def ends_of(name: str, amounts: RowAmounts, chosen: np.ndarray) -> list[pl.Series]:
    """The ends of chosen amounts as columns `{name}_low` and `{name}_high`; empty where there is none."""
    return [
        pl.Series(f"{name}_{end}", in_64_bits(numbers[chosen])).set(pl.Series(~there[chosen]), None)
        for end, numbers, there in (
            ("low", amounts.low, amounts.has_low),
            ("high", amounts.high, amounts.has_high),
        )
    ]
