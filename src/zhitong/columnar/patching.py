"""A snapshot's columns with a few rows put in place, each column patched when it is first read."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from zhitong.columnar.amount_rows import at
from zhitong.columnar.bits import pack, unpack
from zhitong.columnar.columns import (
    CodedColumn,
    Codes,
    Column,
    IndexedColumn,
    NumberColumn,
    Value,
    band_column,
    coded_column,
    empty_column,
    empty_numbers,
)
from zhitong.columnar.snapshot import Snapshot

Places = npt.NDArray[np.int64]


class PatchedColumns(Mapping[str, Column]):
    """The old columns, with row `i` of the few at `places[i]`; there are `rows` rows in all."""

    def __init__(self, old: Snapshot, few: Snapshot, places: Places, rows: int) -> None:
        self._old, self._few, self._places, self._rows = old, few, places, rows
        self._keys = dict.fromkeys([*old.columns, *few.columns])
        self._done: dict[str, Column] = {}

    def __getitem__(self, key: str) -> Column:
        if key not in self._keys:
            raise KeyError(key)
        if key not in self._done:
            old, few = self._old.columns.get(key), self._few.columns.get(key)
            self._done[key] = patched(
                old if old is not None else empty_column(self._old.rows),
                few if few is not None else empty_column(self._few.rows),
                self._places,
                self._rows,
            )
        return self._done[key]

    def picked(self, key: str, places: Places) -> Column:
        """Some rows of a column, without patching all of it for their sake."""
        if key in self._done:
            return picked(self._done[key], places)
        order = np.argsort(self._places)
        at_most = np.searchsorted(self._places, places, sorter=order).clip(max=order.size - 1)
        mine = order[at_most]
        is_few = self._places[mine] == places
        old = places[~is_few]
        one, other = (
            PickedColumns(columns, chosen)[key] if key in columns else empty_column(chosen.size)
            for columns, chosen in ((self._old.columns, old), (self._few.columns, mine[is_few]))
        )
        back = np.empty(places.size, dtype=np.int64)
        back[np.flatnonzero(~is_few)] = np.arange(old.size)
        back[np.flatnonzero(is_few)] = np.arange(old.size, places.size)
        behind = np.arange(old.size, places.size)
        return picked(patched(one, other, behind, places.size), back)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class PickedColumns(Mapping[str, Column]):
    """The columns of some rows of a snapshot, each picked when it is first read."""

    def __init__(self, columns: Mapping[str, Column], places: Places) -> None:
        self._columns, self._places = columns, places

    def __getitem__(self, key: str) -> Column:
        if isinstance(self._columns, PatchedColumns):
            return self._columns.picked(key, self._places)
        return picked(self._columns[key], self._places)

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def rows_of(snapshot: Snapshot, places: Places) -> Snapshot:
    """Some rows as a snapshot of their own, in the order given."""
    return Snapshot(
        snapshot.vocabulary,
        snapshot.standards,
        snapshot.uscc.gather(pl.Series(places, dtype=pl.UInt32)),
        PickedColumns(snapshot.columns, places),
    )


def picked(column: Column, places: Places) -> Column:
    """Some rows of a column."""
    if isinstance(column, NumberColumn):
        low, known_low = column.low[places], pack(at(column.known_low, places))
        if column.low is column.high and column.known_low is column.known_high:
            return NumberColumn(low, low, known_low, known_low)
        return NumberColumn(low, column.high[places], known_low, pack(at(column.known_high, places)))
    if isinstance(column, CodedColumn):
        return CodedColumn(column.codes[places], column.values)
    return IndexedColumn(tuple(pack(at(bits, places)) for bits in column.bits), column.values, places.size)


def patched(old: Column, few: Column, places: Places, rows: int) -> Column:
    """One column with the rows of the few put in place."""
    if isinstance(old, NumberColumn) or isinstance(few, NumberColumn):
        return _numbers(_as_numbers(old), _as_numbers(few), places, rows)
    values: list[Value] = list(dict.fromkeys((*old.values, *few.values)))
    codes = np.full(rows, len(values), dtype=np.uint32)
    codes[: old.rows] = _codes(old, values)
    codes[places] = _codes(few, values)
    return coded_column(codes, values)


def _numbers(old: NumberColumn, few: NumberColumn, places: Places, rows: int) -> NumberColumn:
    def put(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> npt.NDArray[Any]:
        whole = np.zeros(rows, dtype=np.promote_types(one.dtype, other.dtype))
        whole[: one.size] = one
        whole[places] = other
        return whole

    low = put(old.low, few.low)
    exact = old.low is old.high and few.low is few.high and old.known_low is old.known_high
    known_low, known_high = (
        put(unpack(one, old.rows), unpack(other, few.rows))
        for one, other in ((old.known_low, few.known_low), (old.known_high, few.known_high))
    )
    if exact and few.known_low is few.known_high:
        bits = pack(known_low)
        return NumberColumn(low, low, bits, bits)
    return band_column(low, put(old.high, few.high), known_low, known_high)


def _as_numbers(column: Column) -> NumberColumn:
    return column if isinstance(column, NumberColumn) else empty_numbers(column.rows)


def _codes(column: CodedColumn | IndexedColumn, values: list[Value]) -> Codes:
    """The column as codes into `values`."""
    table = np.array([*(values.index(value) for value in column.values), len(values)], dtype=np.uint32)
    if isinstance(column, CodedColumn):
        return table[column.codes]
    codes = np.full(column.rows, len(values), dtype=np.uint32)
    for code, bits in zip(table, column.bits, strict=False):
        codes[unpack(bits, column.rows)] = code
    return codes
