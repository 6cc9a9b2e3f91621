"""Amounts of single businesses, row by row over any set of rows: what sums are made of."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import and_

import numpy as np
import numpy.typing as npt

from zhitong.columnar.amounts import Computed, Ends, Numbers, counted, same_for_all, working
from zhitong.columnar.bits import Bits, Flags
from zhitong.columnar.columns import Column, NumberColumn
from zhitong.engine.rules.amounts import Amount, Ceiling, Fixed, NotStated

Get = Callable[[str], Column]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class RowAmounts:
    """Per row in fen: at least `low` where `has_low`, at most `high` where `has_high`.

    Numbers beside an unset flag are 0. `computed` rows have what the amount is computed from, even where
    that leaves neither end bounded.
    """

    low: Numbers
    has_low: Flags
    high: Numbers
    has_high: Flags
    computed: Flags

    def __len__(self) -> int:
        return int(self.low.size)

    @property
    def has_any(self) -> Flags:
        """Rows about whose amount something is known."""
        known: Flags = self.has_low | self.has_high
        return known

    def compared(self, other: "RowAmounts") -> npt.NDArray[np.int8]:
        """1 where no end is lower than the other's and one is higher, -1 the other way round, else 0.

        An open upper end is above every number; an unknown lower end is below every number.
        """
        low = _order(self.low, self.has_low, other.low, other.has_low, missing=-1)
        high = _order(self.high, self.has_high, other.high, other.has_high, missing=1)
        both = low + high
        moved: npt.NDArray[np.int8] = np.where(low * high < 0, 0, np.sign(both)).astype(np.int8)
        moved[~self.has_any | ~other.has_any] = 0
        return moved

    def same_as(self, other: "RowAmounts") -> Flags:
        """Rows where nothing differs, not even what is unknown."""
        ends = (self.has_low == other.has_low) & (self.has_high == other.has_high)
        same: Flags = ends & (self.low == other.low) & (self.high == other.high)
        return same


def row_amounts(amount: Amount, places: Places, get: Get) -> RowAmounts:
    """What the rule gives each of these rows; a rule without a figure gives nobody a number."""
    rows = places.size
    fixed = same_for_all(amount) if isinstance(amount, Fixed) else None
    if fixed is not None:
        return _fixed(fixed, rows)
    columns = [] if isinstance(amount, NotStated | Ceiling) else number_columns(amount, get)
    if isinstance(amount, NotStated | Ceiling) or not columns:
        return nothing(rows)
    picked = [_picked(column, places) for column in columns]
    known = reduce(and_, [ends.has_low | ends.has_high for ends in picked])
    found = working(amount, picked)
    has_low, has_high = found.has_low & known, found.has_high & known
    low, high = np.where(has_low, found.low, 0), np.where(has_high, found.high, 0)
    return RowAmounts(low, has_low, high, has_high, known)


def number_columns(amount: Computed, get: Get) -> list[NumberColumn]:
    """The columns an amount counts; none where it, or one of them, is no number."""
    columns = [get(fact) for fact in counted(amount)]
    numbers = [column for column in columns if isinstance(column, NumberColumn)]
    return numbers if len(numbers) == len(columns) else []


def nothing(rows: int) -> RowAmounts:
    """No row has an amount."""
    zero, no = np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=np.bool_)
    return RowAmounts(zero, no, zero, no, no)


def at(bits: Bits, places: Places) -> Flags:
    """Whether the bits of these rows are set, without unpacking all."""
    found: Flags = (bits[places >> 3] >> (places & 7).astype(np.uint8) & 1).astype(np.bool_)
    return found


def _order(
    one: Numbers, has_one: Flags, other: Numbers, has_other: Flags, missing: int
) -> npt.NDArray[np.int8]:
    """The sign of one minus other, where a missing number is below (-1) or above (1) all others."""
    both = has_one & has_other
    order = np.where(both, (one > other).astype(np.int8) - (one < other).astype(np.int8), 0)
    order = np.where(has_one & ~has_other, -missing, order)
    found: npt.NDArray[np.int8] = np.where(~has_one & has_other, missing, order).astype(np.int8)
    return found


def in_64_bits(numbers: Numbers) -> npt.NDArray[np.int64]:
    """For files: amounts of 90 quadrillion yuan and more, which no rule means, are cut to what fits."""
    if numbers.dtype == object:
        numbers = np.clip(numbers, -(2**63), 2**63 - 1)
    return numbers.astype(np.int64)


def _fixed(amount: Fixed, rows: int) -> RowAmounts:
    fen, zero = np.full(rows, amount.fen, dtype=np.int64), np.zeros(rows, dtype=np.int64)
    yes = np.ones(rows, dtype=np.bool_)
    if amount.comparator == ">=":
        return RowAmounts(fen, yes, zero, ~yes, yes)
    if amount.comparator == "<=":
        return RowAmounts(zero, ~yes, fen, yes, yes)
    return RowAmounts(fen, yes, fen, yes, yes)


def _picked(column: NumberColumn, places: Places) -> Ends:
    has_low = at(column.known_low, places)
    low = np.where(has_low, column.low[places].astype(np.int64), 0)
    if column.low is column.high and column.known_low is column.known_high:
        return Ends(low, has_low, low, has_low)
    has_high = at(column.known_high, places)
    return Ends(low, has_low, np.where(has_high, column.high[places].astype(np.int64), 0), has_high)
