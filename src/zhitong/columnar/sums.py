"""Sums of amounts over sets of rows, exact in fen."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial, reduce
from operator import and_

import numpy as np

from zhitong.columnar.amount_rows import number_columns
from zhitong.columnar.amounts import Computed, Ends, Numbers, bare, same_for_all, working
from zhitong.columnar.bits import Bits, count, pack, unpack
from zhitong.columnar.columns import Column, NumberColumn
from zhitong.engine.rules.amounts import Amount, Ceiling, Fixed, NotStated

Get = Callable[[str], Column]
BLOCK = 1 << 16  # rows at a time, so that the working stays in the processor's cache
SMALL = 2**46  # the sum of a block of smaller numbers fits in 64 bits
SPARSE = 16  # below one row in so many, picking rows beats masking all


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


@dataclass(slots=True)
class _Tally:
    low: int = 0
    high: int = 0
    rows: int = 0
    is_open: bool = False

    def add(self, other: "_Tally") -> None:
        self.low += other.low
        self.high += other.high
        self.rows += other.rows
        self.is_open |= other.is_open


def amount_sum(amount: Amount, rows_set: Bits, get: Get) -> AmountSum | None:
    """The sum over the rows whose bit is set; None where the rule gives no number."""
    return amount_sums([(amount, rows_set)], get)[0]


def amount_sums(asked: Sequence[tuple[Amount, Bits]], get: Get, threads: int = 1) -> list[AmountSum | None]:
    """The sum of each rule over its rows; rules that compute the same are computed once per row."""
    found: list[AmountSum | None] = [None] * len(asked)
    shared: dict[Computed, list[int]] = {}
    for place, (amount, rows_set) in enumerate(asked):
        fixed = same_for_all(amount) if isinstance(amount, Fixed) else None
        if fixed is not None:
            found[place] = _fixed_sum(fixed, count(rows_set))
        elif not isinstance(amount, NotStated | Ceiling):
            shared.setdefault(bare(amount), []).append(place)
    with ThreadPoolExecutor(threads) as pool:
        for amount, places in shared.items():
            sets = [asked[place][1] for place in places]
            for place, total in zip(places, _sums(amount, sets, get, pool), strict=True):
                found[place] = total
    return found


def _sums(amount: Computed, sets: list[Bits], get: Get, pool: ThreadPoolExecutor) -> Iterable[AmountSum]:
    columns = number_columns(amount, get)
    every = [count(rows_set) for rows_set in sets]
    totals = [_Tally() for _ in sets]
    if columns:
        for found in pool.map(partial(_block, amount, columns, sets), range(0, columns[0].rows, BLOCK)):
            for total, tally in zip(totals, found, strict=True):
                total.add(tally)
    for total, rows in zip(totals, every, strict=True):
        yield AmountSum(total.low, None if total.is_open else total.high, total.rows, rows - total.rows)


def _block(amount: Computed, columns: list[NumberColumn], sets: list[Bits], start: int) -> list[_Tally]:
    bits = slice(start // 8, (start + BLOCK) // 8)
    known = reduce(and_, [column.known_low[bits] | column.known_high[bits] for column in columns])
    members = [rows_set[bits] & known for rows_set in sets]
    if not any(part.any() for part in members):
        return [_Tally() for _ in sets]
    ends = working(amount, [_ends(column, start) for column in columns])
    # Where low and high are one, every row asked about has it, and nothing needs to be blanked out.
    is_exact = ends.high is ends.low and ends.has_high is ends.has_low
    low = _summable(ends.low if is_exact else np.where(ends.has_low, ends.low, 0))
    high = low if is_exact else _summable(np.where(ends.has_high, ends.high, 0))
    is_open = None if is_exact else pack(~ends.has_high)
    return [_over(low, high, is_open, part) for part in members]


def _over(low: Numbers, high: Numbers, is_open: Bits | None, part: Bits) -> _Tally:
    rows = count(part)
    if not rows:
        return _Tally()
    flags = unpack(part, low.size)
    if low.dtype == object or high.dtype == object or rows * SPARSE < low.size:
        places = np.flatnonzero(flags)
        sums = [int(ends[places].sum()) for ends in (low, high)]
    else:
        mask = (-flags.view(np.int8)).astype(np.int64)
        first = int((low & mask).sum())
        sums = [first, first if high is low else int((high & mask).sum())]
    return _Tally(sums[0], sums[1], rows, is_open is not None and bool((is_open & part).any()))


def _ends(column: NumberColumn, start: int) -> Ends:
    """The known ends of one block; the same objects where the column holds no bands."""
    part, bits = slice(start, start + BLOCK), slice(start // 8, (start + BLOCK) // 8)
    low = column.low[part].astype(np.int64)
    has_low = unpack(column.known_low[bits], low.size)
    low = np.where(has_low, low, 0)
    if column.low is column.high and column.known_low is column.known_high:
        return Ends(low, has_low, low, has_low)
    has_high = unpack(column.known_high[bits], low.size)
    return Ends(low, has_low, np.where(has_high, column.high[part], 0).astype(np.int64), has_high)


def _summable(numbers: Numbers) -> Numbers:
    """Whole numbers without limit where the sum of a block might overflow."""
    if numbers.dtype != object and numbers.size and int(numbers.max()) >= SMALL:
        return numbers.astype(object)
    return numbers


def _fixed_sum(amount: Fixed, rows: int) -> AmountSum:
    low = 0 if amount.comparator == "<=" else rows * amount.fen
    high = None if amount.comparator == ">=" and rows else rows * amount.fen
    return AmountSum(low, high, rows, 0)
