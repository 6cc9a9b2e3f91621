"""What a provision comes to over many rows, exact in fen: the same working as `engine.rules.amount_of`."""

from collections.abc import Callable
from dataclasses import dataclass
from math import gcd
from typing import Any

import numpy as np
import numpy.typing as npt

from zhitong.columnar.bits import Bits, Flags, count, positions, unpack
from zhitong.columnar.columns import Column, NumberColumn
from zhitong.engine.rules.amount_of import WHOLE
from zhitong.engine.rules.amounts import Amount, Ceiling, Fixed, NotStated, PerUnit, Rate, Tiers

Get = Callable[[str], Column]
Numbers = npt.NDArray[Any]
Index = npt.NDArray[np.integer]
SAFE = 2**62
BLOCK = 1 << 16  # rows at a time, so that the working stays in the processor's cache


@dataclass(frozen=True, slots=True)
class AmountSum:
    """Over `rows` businesses: at least `low_fen`, at most `high_fen` (None: open above).

    An end that is not known adds nothing to `low_fen`; `missing` counts the rows for which nothing can
    be computed, `rows` only those with a number.
    """

    low_fen: int
    high_fen: int | None
    rows: int
    missing: int


@dataclass(frozen=True, slots=True)
class Ends:
    """Ends of amounts row by row; where a flag is not set the number beside it means nothing."""

    low: Numbers
    has_low: Flags
    high: Numbers
    has_high: Flags


def has_number(amount: Amount) -> bool:
    """Whether the rule ever gives money: not for promises without a figure, nor for ceilings."""
    return not isinstance(amount, NotStated | Ceiling)


def amount_sum(amount: Amount, rows_set: Bits, get: Get) -> AmountSum | None:
    """The sum over the rows whose bit is set; None where the rule gives no number."""
    if isinstance(amount, Fixed):
        return _fixed_sum(amount, count(rows_set))
    return amount_sums(amount, rows_set, get, None, 1)[0]


def amount_sums(
    amount: Amount, rows_set: Bits, get: Get, index: Index | None, groups: int
) -> list[AmountSum | None]:
    """The sums per group over the rows whose bit is set; row `i` is in group `index[i]` (None: in one)."""
    if isinstance(amount, NotStated | Ceiling):
        return [None] * groups
    if isinstance(amount, Fixed):
        return [_fixed_sum(amount, rows) for rows in _counts(rows_set, index, groups)]
    every = _counts(rows_set, index, groups)
    column = get(amount.of) if amount.of else None
    if not isinstance(column, NumberColumn):
        return [AmountSum(0, 0, 0, rows) for rows in every]
    priced = rows_set & (column.known_low | column.known_high)
    lows, highs = _Sums(groups), _Sums(groups)
    is_open = np.zeros(groups, dtype=np.int64)
    for start in range(0, column.rows, BLOCK):
        chosen = unpack(priced[start // 8 : (start + BLOCK) // 8], min(BLOCK, column.rows - start))
        if chosen.any():
            of_row = None if index is None else index[start : start + BLOCK][chosen]
            ends = _WORKINGS[type(amount)](amount, _ends_at(column, start, chosen))
            lows.add(ends.low, ends.has_low, of_row)
            highs.add(ends.high, ends.has_high, of_row)
            is_open += _tally(~ends.has_high, of_row, groups)
    rows_of = _counts(priced, index, groups)
    return [
        AmountSum(lows.of(k), None if is_open[k] else highs.of(k), rows_of[k], every[k] - rows_of[k])
        for k in range(groups)
    ]


class _Sums:
    """Sums per group that cannot overflow: the upper and the lower half of every number apart."""

    def __init__(self, groups: int) -> None:
        self._halves = np.zeros((2, groups), dtype=np.int64)
        self._large = np.zeros(groups, dtype=object)

    def add(self, numbers: Numbers, there: Flags, of_row: Index | None) -> None:
        """Adds the numbers that are there to the groups of their rows."""
        if not there.all():
            numbers, of_row = numbers[there], None if of_row is None else of_row[there]
        if numbers.dtype == object:
            np.add.at(
                self._large, np.zeros(numbers.size, dtype=np.int8) if of_row is None else of_row, numbers
            )
            return
        halves = (numbers >> 32, numbers & 0xFFFFFFFF)
        for sums, half in zip(self._halves, halves, strict=True):
            if of_row is None:
                sums[0] += half.sum()
            else:
                np.add.at(sums, of_row, half)

    def of(self, group: int) -> int:
        """The sum of one group."""
        upper, lower = self._halves[:, group]
        return (int(upper) << 32) + int(lower) + int(self._large[group])


def _ends_at(column: NumberColumn, start: int, chosen: Flags) -> Ends:
    """The known ends of the chosen rows of one block; the same object where no band is among them."""
    part = slice(start, start + BLOCK)
    bits = slice(start // 8, (start + BLOCK) // 8)
    low = column.low[part][chosen].astype(np.int64)
    has_low = unpack(column.known_low[bits], chosen.size)[chosen]
    if column.low is column.high and column.known_low is column.known_high:
        return Ends(low, has_low, low, has_low)
    high = column.high[part][chosen].astype(np.int64)
    has_high = unpack(column.known_high[bits], chosen.size)[chosen]
    return Ends(np.where(has_low, low, 0), has_low, np.where(has_high, high, 0), has_high)


def _fixed_sum(amount: Fixed, rows: int) -> AmountSum:
    low = 0 if amount.comparator == "<=" else rows * amount.fen
    high = None if amount.comparator == ">=" and rows else rows * amount.fen
    return AmountSum(low, high, rows, 0)


def _counts(rows_set: Bits, index: Index | None, groups: int) -> list[int]:
    if index is None:
        return [count(rows_set)]
    return [int(number) for number in np.bincount(index[positions(rows_set, index.size)], minlength=groups)]


def _tally(flags: Flags, of_row: Index | None, groups: int) -> Index:
    if of_row is None:
        return np.array([np.count_nonzero(flags)])
    return np.bincount(of_row[flags], minlength=groups)


def take_shares(fen: Numbers, share: int) -> Numbers:
    """A share of each amount, rounded half up to whole fen; of a negative amount, nothing."""
    common = gcd(share, WHOLE)
    part, whole = share // common, WHOLE // common
    exact = np.maximum(_roomy(fen, 2 * abs(part) + 1), 0)
    if whole == 1:
        return exact * part
    shared: Numbers = (2 * exact * part + whole) // (2 * whole)
    return shared


def _roomy(numbers: Numbers, factor: int) -> Numbers:
    """The numbers in 64 bits where the product with `factor` fits, else as Python's own whole numbers."""
    if numbers.size and int(np.abs(numbers).max()) > SAFE // max(factor, 1):
        return numbers.astype(object)
    return numbers


def _rate(amount: Rate, ends: Ends) -> Ends:
    low = take_shares(ends.low, amount.share)
    high = low if ends.high is ends.low else take_shares(ends.high, amount.share)
    return _limited(_compared(amount.comparator, Ends(low, ends.has_low, high, ends.has_high)), amount)


def _per_unit(amount: PerUnit, ends: Ends) -> Ends:
    low = np.maximum(_roomy(ends.low, amount.fen), 0) * amount.fen
    high = low if ends.high is ends.low else np.maximum(_roomy(ends.high, amount.fen), 0) * amount.fen
    return _limited(_compared(amount.comparator, Ends(low, ends.has_low, high, ends.has_high)), amount)


def _tiers(amount: Tiers, ends: Ends) -> Ends:
    rows = ends.low.size
    lowest, highest = np.iinfo(np.int64).min, np.iinfo(np.int64).max
    low = np.where(ends.has_low, ends.low, lowest)
    high = np.where(ends.has_high, ends.high, highest)
    first = amount.tiers[0].from_amount if amount.tiers else highest
    below = low < first if amount.tiers else np.ones(rows, dtype=np.bool_)
    least: Numbers = np.where(below, 0, highest)
    most: Numbers = np.zeros(rows, dtype=np.int64)
    unbounded = np.zeros(rows, dtype=np.bool_)
    tops = [tier.from_amount - 1 for tier in amount.tiers[1:]] + [highest]
    for tier, top in zip(amount.tiers, tops, strict=True):
        bottom, end = np.maximum(low, tier.from_amount), np.minimum(high, top)
        touched = end >= bottom
        if tier.fen is not None:
            gives_low = gives_high = np.full(rows, tier.fen, dtype=np.int64)
        else:
            open_end = end == highest
            unbounded |= touched & open_end
            gives_low = take_shares(np.where(touched, bottom, 0), tier.share or 0)
            gives_high = take_shares(np.where(touched & ~open_end, end, 0), tier.share or 0)
        least = np.where(touched, np.minimum(least, gives_low), least)
        most = np.where(touched, np.maximum(most, gives_high), most)
    return _limited(Ends(least, np.ones(rows, dtype=np.bool_), most, ~unbounded), amount)


def _compared(comparator: str, ends: Ends) -> Ends:
    """“不低于” leaves the upper end open, “不超过” the lower."""
    nowhere = np.zeros(ends.low.size, dtype=np.bool_)
    if comparator == ">=":
        return Ends(ends.low, ends.has_low, ends.high, nowhere)
    return Ends(ends.low, nowhere, ends.high, ends.has_high) if comparator == "<=" else ends


def _limited(ends: Ends, amount: Rate | PerUnit | Tiers) -> Ends:
    low, has_low, high, has_high = ends.low, ends.has_low, ends.high, ends.has_high
    floor = amount.floor_fen if isinstance(amount, Rate) else None
    if floor is not None:
        low = np.where(has_low, np.maximum(low, floor), floor)
        high = np.where(has_low & (ends.low >= floor), high, np.maximum(high, floor))
        has_low = np.ones(low.size, dtype=np.bool_)
    if amount.cap_fen is not None:
        over = ~has_high | (high > amount.cap_fen)
        low = np.where(over, np.minimum(low, amount.cap_fen), low)
        high = np.where(over, amount.cap_fen, high)
        has_high = np.ones(high.size, dtype=np.bool_)
    return Ends(low, has_low, high, has_high)


_WORKINGS: dict[type, Callable[..., Ends]] = {Rate: _rate, PerUnit: _per_unit, Tiers: _tiers}
