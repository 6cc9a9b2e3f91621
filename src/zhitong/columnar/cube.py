"""Rows told apart by several facts at once: one pass over the rows, and every breakdown is an edge of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from zhitong.columnar.amount_rows import row_amounts
from zhitong.columnar.amounts import Numbers, has_number, same_for_all
from zhitong.columnar.bits import Bits, Flags, positions
from zhitong.columnar.columns import Codes
from zhitong.columnar.grouping import Grouping, grouped
from zhitong.columnar.run import Result
from zhitong.columnar.snapshot import Snapshot
from zhitong.columnar.sums import AmountSum
from zhitong.engine.rules.amounts import Fixed

Axis = tuple[str, int]  # a fact and to how many characters its codes are cut, 0: not at all
STRETCH = 1 << 20  # rows at a time: so many halves of 32 bits are summed exactly in floating point
EVERY, COMPUTED, OPEN, LOW, HIGH = 0, 1, 2, 3, 5  # lines of `Cells.lines`; low and high take two each
_CUBES: WeakKeyDictionary[Snapshot, dict[tuple[tuple[Axis, ...], date], "Cube"]] = WeakKeyDictionary()
_CELLS: WeakKeyDictionary[Result, dict["Cube", "Cells"]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Figures per cell (or per group): how many there are, how many have an amount, how many of these are
    open above, and the ends of their amounts as upper and lower halves, which cannot overflow.

    `large` are the ends of amounts beyond 64 bits, where there are any.
    """

    lines: npt.NDArray[np.int64]
    large: npt.NDArray[Any] | None = None

    def __add__(self, other: "Cells") -> "Cells":
        if self.large is None or other.large is None:
            large = other.large if self.large is None else self.large
        else:
            large = self.large + other.large
        return Cells(self.lines + other.lines, large)

    def __neg__(self) -> "Cells":
        return Cells(-self.lines, None if self.large is None else -self.large)

    def along(self, shape: tuple[int, ...], axis: int) -> "Cells":
        """Added up over all facts but one."""
        others = tuple(1 + place for place in range(len(shape)) if place != axis)
        large = None if self.large is None else self.large.reshape(2, *shape).sum(axis=others)
        return Cells(self.lines.reshape(-1, *shape).sum(axis=others), large)

    @property
    def every(self) -> list[int]:
        """How many there are, per group."""
        return [int(number) for number in self.lines[EVERY]]

    def sums(self) -> list[AmountSum]:
        """The amounts per group."""
        return [self._sum(group) for group in range(self.lines.shape[1])]

    def _sum(self, group: int) -> AmountSum:
        line = [int(number) for number in self.lines[:, group]]
        low, high = (
            (line[place] << 32) + line[place + 1] + (0 if self.large is None else int(self.large[end][group]))
            for end, place in enumerate((LOW, HIGH))
        )
        is_open, rows = line[OPEN] > 0, line[COMPUTED]
        return AmountSum(low, None if is_open else high, rows, line[EVERY] - rows)


@dataclass(frozen=True, eq=False)
class Cube:
    """The groups of several facts and for each row its cell, which tells the group of every fact."""

    axes: tuple[Grouping, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(each.values) for each in self.axes)

    @cached_property
    def index(self) -> Codes:
        """The cell of each row."""
        if len(self.axes) == 1:
            return self.axes[0].index
        sizes = self.shape
        first: Codes = self.axes[0].index.astype(np.uint32)
        for axis, size in zip(self.axes[1:], sizes[1:], strict=True):
            first *= np.uint32(size)
            first += axis.index
        return first

    def rows(self) -> Cells:
        """Everybody."""
        return self._rows

    @cached_property
    def _rows(self) -> Cells:
        return self._counted(self.index)

    def counts(self, rows_set: Bits) -> Cells:
        """Those whose bit is set, without amounts."""
        return self._counted(self.index[positions(rows_set, self.index.size)])

    def entitled(self, result: Result) -> Cells:
        """Those who surely get it with what they get; remembered with the result."""
        kept = _CELLS.setdefault(result, {})
        if self not in kept:
            kept[self] = self.figures(result, result.met_bits)
        return kept[self]

    def figures(self, result: Result, rows_set: Bits) -> Cells:
        """Those whose bit is set with what the rule gives them, where it gives a number."""
        if not has_number(result.rule.amount):
            return self.counts(rows_set)
        fixed = same_for_all(result.rule.amount) if isinstance(result.rule.amount, Fixed) else None
        if fixed is not None:
            return _alike(fixed, self.counts(rows_set))
        places = positions(rows_set, self.index.size)
        parts = [
            self._figures(result, places[start : start + STRETCH]) for start in range(0, places.size, STRETCH)
        ]
        return reduce(Cells.__add__, parts) if parts else self.counts(rows_set)

    def _figures(self, result: Result, places: npt.NDArray[np.int64]) -> Cells:
        amounts, cells = row_amounts(result.rule.amount, places, result.column), self.index[places]
        found = self._counted(cells)
        self._add(found, COMPUTED, cells, amounts.computed)
        self._add(found, OPEN, cells, amounts.computed & ~amounts.has_high)
        is_exact = bool((amounts.has_low == amounts.has_high).all()) and np.array_equal(
            amounts.low, amounts.high
        )
        large = None
        for end, (line, numbers, there) in enumerate(
            ((LOW, amounts.low, amounts.has_low), (HIGH, amounts.high, amounts.has_high))
        ):
            mine = cells if there.all() else cells[there]
            numbers = numbers if mine is cells else numbers[there]
            if numbers.dtype == object:
                large = np.zeros((2, found.lines.shape[1]), dtype=object) if large is None else large
                np.add.at(large[end], mine, numbers)
            elif line == HIGH and is_exact:
                found.lines[HIGH : HIGH + 2] = found.lines[LOW : LOW + 2]
            else:
                found.lines[line : line + 2] = self._halves(mine, numbers)
        return Cells(found.lines, large)

    def _halves(self, cells: Codes, numbers: Numbers) -> npt.NDArray[np.int64]:
        parts = (numbers >> 32, numbers & 0xFFFFFFFF)
        size = int(np.prod(self.shape))
        return np.array(
            [
                np.bincount(cells, weights=part, minlength=size) if part.any() else np.zeros(size)
                for part in parts
            ]
        ).astype(np.int64)

    def _add(self, found: Cells, line: int, cells: Codes, chosen: Flags) -> None:
        if chosen.all():
            found.lines[line] = found.lines[EVERY]
        elif chosen.any():
            found.lines[line] = np.bincount(cells[chosen], minlength=found.lines.shape[1])

    def _counted(self, cells: Codes) -> Cells:
        lines = np.zeros((7, int(np.prod(self.shape))), dtype=np.int64)
        lines[EVERY] = np.bincount(cells, minlength=lines.shape[1])
        return Cells(lines)


def _alike(amount: Fixed, found: Cells) -> Cells:
    """Everybody gets the same."""
    every = found.lines[EVERY]
    found.lines[COMPUTED] = every
    halves = every * (amount.fen >> 32), every * (amount.fen & 0xFFFFFFFF)
    if amount.comparator == ">=":
        found.lines[OPEN] = every
    else:
        found.lines[HIGH : HIGH + 2] = halves
    if amount.comparator != "<=":
        found.lines[LOW : LOW + 2] = halves
    return found


def cube(snapshot: Snapshot, axes: Sequence[Axis], as_of: date) -> Cube:
    """The rows by these facts as of a day; remembered with the snapshot."""
    kept, key = _CUBES.setdefault(snapshot, {}), (tuple(axes), as_of)
    if key not in kept:
        kept[key] = Cube(tuple(grouped(snapshot, fact, as_of, length) for fact, length in axes))
    return kept[key]
