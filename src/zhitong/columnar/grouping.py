"""Rows told apart by region, industry, size or kind."""

from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

import numpy as np

from zhitong.columnar.bits import unpack
from zhitong.columnar.columns import CodedColumn, Codes, NumberColumn
from zhitong.columnar.snapshot import Snapshot

UNKNOWN = ""
# (name, fact, digits of its code): how figures are told apart on screen and in files.
BREAKDOWNS = (
    ("region", "region", 6),
    ("industry", "industry", 1),
    ("size", "size_class", 0),
    ("kind", "kind", 0),
)
_KEPT: WeakKeyDictionary[Snapshot, dict[tuple[str, int, date], "Grouping"]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Row `i` belongs to the group with `values[index[i]]`; values are in order, unknown ('') last."""

    values: tuple[str, ...]
    index: Codes


def grouped(snapshot: Snapshot, fact: str, as_of: date, length: int = 0) -> Grouping:
    """Every row by the value of a code, a choice or a flag, cut to `length` characters if that is not 0;
    remembered with the snapshot."""
    kept, key = _KEPT.setdefault(snapshot, {}), (fact, length, as_of)
    if key not in kept:
        kept[key] = _grouped(snapshot, fact, as_of, length)
    return kept[key]


def _grouped(snapshot: Snapshot, fact: str, as_of: date, length: int) -> Grouping:
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
