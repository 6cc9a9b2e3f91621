"""Rows told apart by region, industry, size or kind, and what a result is made of."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from zhitong.columnar.bits import Bits, positions, unpack
from zhitong.columnar.columns import CodedColumn, NumberColumn
from zhitong.columnar.run import Result
from zhitong.columnar.snapshot import Snapshot
from zhitong.columnar.sums import AmountSum, grouped_sums

UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Share:
    """One group of a breakdown: its value (a code, an option, yes or no; empty: not known) and figures."""

    value: str
    rows: int
    met: int
    unknown: int
    amount: AmountSum | None


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Row `i` belongs to the group with `values[index[i]]`; values are in order, unknown ('') last."""

    values: tuple[str, ...]
    index: npt.NDArray[np.unsignedinteger]

    def counts(self, rows_set: Bits) -> list[int]:
        """How many of the rows whose bit is set are in each group."""
        members = self.index[positions(rows_set, self.index.size)]
        return [int(number) for number in np.bincount(members, minlength=len(self.values))]

    def rows(self) -> list[int]:
        """How many rows each group has."""
        return [int(number) for number in np.bincount(self.index, minlength=len(self.values))]


def breakdown(result: Result, fact: str, length: int = 0) -> tuple[Share, ...]:
    """The result by the values of a fact, in order of value; `length` cuts codes (region 4: league and
    city, 6: banner and county; industry 1: section). Groups without rows are left out; the others add
    up to the whole."""
    grouping = grouped(result.snapshot, fact, result.as_of, length)
    return tuple(
        Share(*each)
        for each in zip(
            grouping.values,
            grouping.rows(),
            grouping.counts(result.met_bits),
            grouping.counts(result.unknown_bits),
            sums_by(result, grouping),
            strict=True,
        )
        if each[1]
    )


def sums_by(result: Result, grouping: Grouping) -> list[AmountSum | None]:
    """The amounts of those who surely get it, per group."""
    groups = len(grouping.values)
    return grouped_sums(result.rule.amount, result.met_bits, result.column, grouping.index, groups)


def grouped(snapshot: Snapshot, fact: str, as_of: date, length: int = 0) -> Grouping:
    """Every row by the value of a code, a choice or a flag, cut to `length` characters if that is not 0."""
    column = snapshot.column(fact, as_of)
    if isinstance(column, NumberColumn):
        raise ValueError(f"{fact} is a number: break down by a code, a choice or a flag")
    texts = [_text(value)[: length or None] for value in column.values]
    values = (*sorted(set(texts)), UNKNOWN)
    width: type[np.unsignedinteger] = np.uint8 if len(values) < 256 else np.uint16
    table = np.array([*(values.index(text) for text in texts), len(values) - 1], dtype=width)
    if isinstance(column, CodedColumn):
        return Grouping(values, table[column.codes])
    index = np.full(column.rows, len(values) - 1, dtype=width)
    for place, bits in zip(table, column.bits, strict=False):
        index[unpack(bits, column.rows)] = place
    return Grouping(values, index)


def _text(value: str | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
