"""Several columns weighed together: what is surely at least the bound and what surely is not."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from zhitong.columnar.bits import Bits, Flags, Pair, bytes_for, pack, unpack, zeros
from zhitong.columnar.columns import Column, NumberColumn
from zhitong.engine.rules.operators.linear import Form

BLOCK = 1 << 16  # rows per stretch: the products stay in the processor's cache
SAFE = 2**62
Sums = npt.NDArray[Any]


def linear_bits(form: Form, columns: Sequence[Column]) -> Pair:
    """The verdict of a weighed sum over every row; exact beyond 64 bits too."""
    rows = columns[0].rows
    numbers = [column for column in columns if isinstance(column, NumberColumn)]
    if len(numbers) < len(columns):
        return Pair(zeros(rows), zeros(rows))
    true, false = (np.empty(bytes_for(rows), dtype=np.uint8) for _ in range(2))
    for start in range(0, rows, BLOCK):
        sure, never = _block(form, numbers, start)
        part = slice(start // 8, start // 8 + bytes_for(sure.size))
        true[part], false[part] = pack(sure), pack(never)
    return Pair(true, false)


def _block(form: Form, columns: Sequence[NumberColumn], start: int) -> tuple[Flags, Flags]:
    count = min(BLOCK, columns[0].rows - start)
    asked = np.ones(count, dtype=np.bool_)
    for place, column in enumerate(columns):
        asked &= unpack(_part(column.known_low | column.known_high, start), count)
        if form.has_base and place == 1:
            known = unpack(_part(column.known_low, start), count)
            asked &= known & (column.low[start : start + count] > 0)
    low, has_low = _sum(form, columns, start, count, is_low=True)
    high, has_high = _sum(form, columns, start, count, is_low=False)
    sure: Flags = asked & has_low & (low >= form.bound).astype(np.bool_)
    never: Flags = asked & has_high & (high < form.bound).astype(np.bool_)
    return sure, never


def _sum(
    form: Form, columns: Sequence[NumberColumn], start: int, count: int, *, is_low: bool
) -> tuple[Sums, Flags]:
    """The lowest or highest the sum can be, and the rows where that end is known."""
    total: Sums = np.zeros(count, dtype=np.int64)
    there = np.ones(count, dtype=np.bool_)
    for weight, column in zip(form.weights, columns, strict=True):
        if not weight:
            continue
        lower = is_low is (weight > 0)
        values = (column.low if lower else column.high)[start : start + count].astype(np.int64)
        known = unpack(_part(column.known_low if lower else column.known_high, start), count)
        values = np.where(known, values, 0)
        there &= known
        limit = SAFE // (abs(weight) * len(columns))
        if total.dtype == object or bool(((values > limit) | (values < -limit)).any()):
            total, values = total.astype(object), values.astype(object)
        total = total + weight * values
    return total, there


def _part(bits: Bits, start: int) -> Bits:
    return bits[start // 8 : (start + BLOCK) // 8]
