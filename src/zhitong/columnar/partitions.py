"""A snapshot as Parquet partitioned by league or city, in the columns that `engine.sql` asks over.

Derived facts are written as of the day, so that whoever reads the files needs no tables of standards.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from zhitong.columnar.bits import unpack
from zhitong.columnar.columns import Column, IndexedColumn, NumberColumn
from zhitong.columnar.snapshot import Snapshot
from zhitong.engine.rules.nodes import Condition, Judgement, Leaf, Not
from zhitong.engine.sql.layout import HIGH, LOW

ROW, PLACE = "row", "place"
NOWHERE = "unknown"
CITY = 4  # digits of a region code down to the league or city


def facts_of(condition: Condition) -> set[str]:
    """The facts a condition looks at."""
    if isinstance(condition, Judgement):
        return set()
    if isinstance(condition, Leaf):
        return set(condition.facts)
    parts = (condition.part,) if isinstance(condition, Not) else condition.parts
    return {fact for part in parts for fact in facts_of(part)}


def write_partitions(snapshot: Snapshot, facts: Iterable[str], as_of: date, folder: Path) -> frozenset[str]:
    """One file per place into an empty folder; gives the names of the columns beside `row`.

    `row` is the number of the business in the snapshot; places are `place=1503` and `place=unknown`.
    """
    columns: list[pl.Series] = []
    for key in sorted(facts):
        columns += _series(key, snapshot.column(key, as_of), snapshot.is_date(key))
    region = _words(snapshot.column("region", as_of))
    place = pl.Series(PLACE, region.cast(pl.String)).str.slice(0, CITY).fill_null(NOWHERE)
    rows = pl.int_range(snapshot.rows, dtype=pl.UInt32, eager=True).cast(pl.Int64).alias(ROW)
    frame = pl.DataFrame([rows, place, *columns])
    for (name,), part in frame.partition_by(PLACE, as_dict=True, include_key=False).items():
        (folder / f"{PLACE}={name}").mkdir()
        part.write_parquet(folder / f"{PLACE}={name}" / "part.parquet")
    return frozenset(series.name for series in columns)


def _series(key: str, column: Column, is_date: bool) -> list[pl.Series]:
    if not isinstance(column, NumberColumn):
        words = _words(column)
        return [] if words.dtype == pl.Null else [words.alias(key)]
    low = _numbers(column.low, unpack(column.known_low, column.rows), is_date)
    if column.low is column.high and column.known_low is column.known_high:
        return [low.alias(key)]
    high = _numbers(column.high, unpack(column.known_high, column.rows), is_date)
    return [low.alias(key + LOW), high.alias(key + HIGH)]


def _numbers(values: np.ndarray, known: np.ndarray, is_date: bool) -> pl.Series:
    series = pl.Series(values).set(pl.Series(~known), None)
    return series.cast(pl.Int32).cast(pl.Date) if is_date else series.cast(pl.Int64)


def _words(column: Column) -> pl.Series:
    """Texts or flags; a column in which nobody has anything has no type."""
    assert not isinstance(column, NumberColumn)
    if not column.values:
        return pl.repeat(None, column.rows, dtype=pl.Null, eager=True)
    if isinstance(column, IndexedColumn):
        codes = np.full(column.rows, len(column.values), dtype=np.uint32)
        for place, bits in enumerate(column.bits):
            codes[unpack(bits, column.rows)] = place
    else:
        codes = column.codes.astype(np.uint32)
    return pl.Series([*column.values, None]).gather(pl.Series(codes))
