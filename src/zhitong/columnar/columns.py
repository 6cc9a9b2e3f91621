"""A fact over all rows: numbers as closed intervals, few values as one bit array each, many as codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from zhitong.columnar.bits import Bits, Flags, ones, pack, zeros
from zhitong.engine.values import Band

Numbers = npt.NDArray[np.signedinteger]
Codes = npt.NDArray[np.unsignedinteger]
Value = str | bool

EPOCH = date(1970, 1, 1).toordinal()
FEW = 8  # up to so many distinct values a bit array each is smaller than a code per row


@dataclass(frozen=True, slots=True, eq=False)
class NumberColumn:
    """Whole numbers in the fact's own unit (dates: days since 1970-01-01).

    `low` and `high` are the same array where no row holds a band. Entries whose bit in `known_low`
    (`known_high`) is not set mean nothing.
    """

    low: Numbers
    high: Numbers
    known_low: Bits
    known_high: Bits

    @property
    def rows(self) -> int:
        return int(self.low.size)


@dataclass(frozen=True, slots=True, eq=False)
class CodedColumn:
    """Row `i` holds `values[codes[i]]`; the code `len(values)` is unknown. Values are in order, so that
    all codes below one in a tree stand together."""

    codes: Codes
    values: tuple[Value, ...]

    @property
    def rows(self) -> int:
        return int(self.codes.size)


@dataclass(frozen=True, slots=True, eq=False)
class IndexedColumn:
    """`bits[k]` are the rows that hold `values[k]`; a row in none of them is unknown."""

    bits: tuple[Bits, ...]
    values: tuple[Value, ...]
    rows: int


Column = NumberColumn | CodedColumn | IndexedColumn


def days(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH


def number_column(values: Numbers, known: Flags | None = None) -> NumberColumn:
    """Exact numbers; `known` is None where every row is known."""
    bits = ones(values.size) if known is None else pack(known)
    narrow = narrowed(values)
    return NumberColumn(narrow, narrow, bits, bits)


def band_column(low: Numbers, high: Numbers, known_low: Flags, known_high: Flags) -> NumberColumn:
    """Closed intervals, open where an end is not known."""
    both = known_low & known_high
    if bool((known_low == known_high).all()) and bool((low[both] == high[both]).all()):
        return number_column(low, known_low)
    return NumberColumn(narrowed(low), narrowed(high), pack(known_low), pack(known_high))


def coded_column(codes: npt.NDArray[np.integer], values: Sequence[Value]) -> CodedColumn | IndexedColumn:
    """From codes into `values` (`len(values)`: unknown), in the smaller of the two forms, values in order."""
    order = sorted(range(len(values)), key=lambda k: str(values[k]))
    if order != list(range(len(values))):
        renamed = np.empty(len(values) + 1, dtype=np.uint32)
        renamed[[*order, len(values)]] = np.arange(len(values) + 1)
        codes, values = renamed[codes], [values[k] for k in order]
    if len(values) <= FEW:
        return IndexedColumn(tuple(pack(codes == k) for k in range(len(values))), tuple(values), codes.size)
    width: type[np.unsignedinteger] = np.uint32
    if len(values) < 255:
        width = np.uint8
    elif len(values) < 65535:
        width = np.uint16
    return CodedColumn(codes.astype(width), tuple(values))


def flag_column(true: Bits, false: Bits, rows: int) -> IndexedColumn:
    """Yes, no, and unknown elsewhere."""
    return IndexedColumn((true, false), (True, False), rows)


def empty_column(rows: int) -> IndexedColumn:
    """A fact nobody knows anything about."""
    return IndexedColumn((), (), rows)


def empty_numbers(rows: int) -> NumberColumn:
    """Numbers nobody knows."""
    nothing = np.zeros(rows, dtype=np.int8)
    return NumberColumn(nothing, nothing, zeros(rows), zeros(rows))


def narrowed(values: Numbers) -> Numbers:
    """The same numbers in 32 bits where they fit: half the memory to read per leaf."""
    if values.dtype.itemsize <= 4 or values.size == 0:
        return values
    limits = np.iinfo(np.int32)
    if int(values.min()) >= limits.min and int(values.max()) <= limits.max:
        return values.astype(np.int32)
    return values


def known_bits(column: Column) -> Bits:
    """Rows about whose value something is known, be it one end."""
    if isinstance(column, NumberColumn):
        somehow: Bits = column.known_low | column.known_high
        return somehow
    if isinstance(column, CodedColumn):
        return pack(column.codes != len(column.values))
    found = zeros(column.rows)
    for bits in column.bits:
        found |= bits
    return found


def filled(column: Column, other: Column) -> Column:
    """The column, and where nothing is known the other one."""
    known = known_bits(column)
    if isinstance(column, NumberColumn):
        if not isinstance(other, NumberColumn):
            return column
        mine = np.unpackbits(known, count=column.rows, bitorder="little").view(np.bool_)
        low, high = np.where(mine, column.low, other.low), np.where(mine, column.high, other.high)
        bits = (
            column.known_low | (other.known_low & ~known),
            column.known_high | (other.known_high & ~known),
        )
        return NumberColumn(low, low if bool((low == high).all()) else high, *bits)
    if not isinstance(column, IndexedColumn) or not isinstance(other, IndexedColumn):
        return column
    found = dict(zip(column.values, column.bits, strict=True))
    for value, stated in zip(other.values, other.bits, strict=True):
        found[value] = found.get(value, zeros(column.rows)) | (stated & ~known)
    return IndexedColumn(tuple(found.values()), tuple(found), column.rows)


def value_at(column: Column, row: int) -> int | Band | Value | None:
    """The value of one row (dates: days since 1970-01-01); None where nothing is known."""
    byte, bit = row // 8, 1 << row % 8
    if isinstance(column, NumberColumn):
        low = int(column.low[row]) if column.known_low[byte] & bit else None
        high = int(column.high[row]) if column.known_high[byte] & bit else None
        if low is None and high is None:
            return None
        return low if low is not None and low == high else Band(low, high)
    if isinstance(column, CodedColumn):
        code = int(column.codes[row])
        return column.values[code] if code < len(column.values) else None
    for value, bits in zip(column.values, column.bits, strict=True):
        if bits[byte] & bit:
            return value
    return None
