"""What a provision comes to over many rows, exact in fen: the same working as `engine.rules.amount_of`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from zhitong.columnar.bits import Bits, Flags, count, positions, unpack
from zhitong.columnar.columns import Column, NumberColumn
from zhitong.engine.rules.amount_of import WHOLE
from zhitong.engine.rules.amounts import Amount, Ceiling, Fixed, NotStated, PerUnit, Rate, Tiers

Get = Callable[[str], Column]
Numbers = npt.NDArray[Any]
Places = npt.NDArray[np.int64]
Index = npt.NDArray[np.integer]
SAFE = 2**62


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
    column = get(amount.of) if not isinstance(amount, Fixed) and amount.of else None
    places = positions(rows_set, 8 * rows_set.size)
    every = _group_counts(places, index, groups)
    if isinstance(amount, Fixed):
        return [_fixed_sum(amount, rows) for rows in every]
    if not isinstance(column, NumberColumn):
        return [AmountSum(0, 0, 0, rows) for rows in every]
    ends, priced = amounts_at(amount, column, places)
    of_row = np.zeros(priced.size, dtype=np.int64) if index is None else index[priced]
    lows = _group_sums(ends.low[ends.has_low], of_row[ends.has_low], groups)
    highs = _group_sums(ends.high[ends.has_high], of_row[ends.has_high], groups)
    is_open = np.bincount(of_row[~ends.has_high], minlength=groups)
    rows_of = _group_counts(priced, index, groups)
    return [
        AmountSum(lows[k], None if is_open[k] else highs[k], rows_of[k], every[k] - rows_of[k])
        for k in range(groups)
    ]


def _fixed_sum(amount: Fixed, rows: int) -> AmountSum:
    low = 0 if amount.comparator == "<=" else rows * amount.fen
    high = None if amount.comparator == ">=" and rows else rows * amount.fen
    return AmountSum(low, high, rows, 0)


def _group_counts(places: Places, index: Index | None, groups: int) -> list[int]:
    if index is None:
        return [int(places.size)]
    return [int(number) for number in np.bincount(index[places], minlength=groups)]


def _group_sums(numbers: Numbers, of_row: Index, groups: int) -> list[int]:
    """Sums that cannot overflow."""
    if groups == 1:
        return [exact_sum(numbers)]
    if numbers.dtype == object:
        sums = np.zeros(groups, dtype=object)
        np.add.at(sums, of_row, numbers)
        return [int(each) for each in sums]
    whole = numbers.astype(np.int64, copy=False)
    upper, lower = np.zeros(groups, dtype=np.int64), np.zeros(groups, dtype=np.int64)
    np.add.at(upper, of_row, whole >> 32)
    np.add.at(lower, of_row, whole & 0xFFFFFFFF)
    return [(int(one) << 32) + int(other) for one, other in zip(upper, lower, strict=True)]


def amounts_at(amount: Rate | PerUnit | Tiers, column: NumberColumn, places: Places) -> tuple[Ends, Places]:
    """Amounts of those of the given rows whose fact is known, and which rows these are."""
    has_low = unpack(column.known_low, column.rows)[places]
    has_high = unpack(column.known_high, column.rows)[places]
    known = has_low | has_high
    chosen = places[known]
    ends = Ends(
        np.where(has_low[known], column.low[chosen], 0).astype(np.int64),
        has_low[known],
        np.where(has_high[known], column.high[chosen], 0).astype(np.int64),
        has_high[known],
    )
    return _WORKINGS[type(amount)](amount, ends), chosen


def exact_sum(numbers: Numbers) -> int:
    """A sum that cannot overflow."""
    if numbers.size == 0:
        return 0
    if numbers.dtype == object:
        return int(numbers.sum())
    whole = numbers.astype(np.int64, copy=False)
    return (int((whole >> 32).sum()) << 32) + int((whole & 0xFFFFFFFF).sum())


def take_shares(fen: Numbers, share: int) -> Numbers:
    """A share of each amount, rounded half up to whole fen; of a negative amount, nothing."""
    exact = _roomy(fen, 2 * abs(share) + 1)
    shared: Numbers = (2 * np.maximum(exact, 0) * share + WHOLE) // (2 * WHOLE)
    return shared


def _roomy(numbers: Numbers, factor: int) -> Numbers:
    """The numbers in 64 bits where the product with `factor` fits, else as Python's own whole numbers."""
    if numbers.size and int(np.abs(numbers).max()) > SAFE // max(factor, 1):
        return numbers.astype(object)
    return numbers


def _rate(amount: Rate, ends: Ends) -> Ends:
    low, high = take_shares(ends.low, amount.share), take_shares(ends.high, amount.share)
    return _limited(_compared(amount.comparator, Ends(low, ends.has_low, high, ends.has_high)), amount)


def _per_unit(amount: PerUnit, ends: Ends) -> Ends:
    low, high = (np.maximum(_roomy(end, amount.fen), 0) * amount.fen for end in (ends.low, ends.high))
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
