"""Amounts of single businesses in a run's folder, so that two runs can be compared without the facts."""

from pathlib import Path

import numpy as np
import polars as pl

from zhitong.columnar.amount_rows import Places, RowAmounts, in_64_bits, nothing, row_amounts
from zhitong.columnar.amounts import has_number, same_for_all
from zhitong.columnar.bits import positions
from zhitong.columnar.run import Result, Run
from zhitong.engine.rules.amounts import Amount, Fixed

AMOUNTS = "amounts"
SCHEMA = {"provision": pl.String, "row": pl.UInt32, "low_fen": pl.Int64, "high_fen": pl.Int64}
Each = tuple[int | None, int | None]


def each_of(amount: Amount) -> Each | None:
    """The ends of what everybody gets alike; None where it hangs on facts or is no number."""
    fixed = same_for_all(amount) if isinstance(amount, Fixed) else None
    if fixed is None:
        return None
    return (None if fixed.comparator == "<=" else fixed.fen, None if fixed.comparator == ">=" else fixed.fen)


def write_amounts(found: Run, numbers: Places, path: Path) -> None:
    """One file for a portion whose row `i` is called `numbers[i]`: row, low_fen and high_fen (empty: open)
    of all who get it or may get it, where the amounts differ between businesses."""
    frames = [_frame(key, result, numbers) for key, result in found.items()]
    frame = pl.concat([pl.DataFrame(schema=SCHEMA), *(each for each in frames if each is not None)])
    frame.write_parquet(path, compression="zstd")


def read_amounts(folder: Path, provision: str, rows: Places) -> RowAmounts:
    """The amounts of these rows; a row that is not there has none."""
    lines = (
        pl.scan_parquet(folder / "*.parquet")
        .filter(pl.col("provision") == provision)
        .select("row", "low_fen", "high_fen")
        .collect()
        .sort("row")
    )
    known = lines["row"].to_numpy().astype(np.int64)
    if not known.size:
        return nothing(rows.size)
    places = np.searchsorted(known, rows).clip(max=known.size - 1)
    there = known[places] == rows
    ends = [lines[name].gather(pl.Series(places)) for name in ("low_fen", "high_fen")]
    has_low, has_high = (each.is_not_null().to_numpy() & there for each in ends)
    low, high = (
        np.where(has, each.fill_null(0).to_numpy(), 0)
        for each, has in zip(ends, (has_low, has_high), strict=True)
    )
    return RowAmounts(low, has_low, high, has_high, there)


def alike(each: Each, rows: int) -> RowAmounts:
    """The same amount for so many rows."""
    low, high = (np.full(rows, 0 if end is None else end, dtype=np.int64) for end in each)
    has_low, has_high = (np.full(rows, end is not None) for end in each)
    return RowAmounts(low, has_low, high, has_high, computed=np.ones(rows, dtype=np.bool_))


def _frame(key: str, result: Result, numbers: Places) -> pl.DataFrame | None:
    amount = result.rule.amount
    if not has_number(amount) or each_of(amount) is not None:
        return None
    rows = positions(result.met_bits | result.unknown_bits, result.snapshot.rows)
    amounts = row_amounts(amount, rows, result.column)
    ends = [
        pl.Series(name, in_64_bits(numbers)).set(pl.Series(~has), None)
        for name, numbers, has in (
            ("low_fen", amounts.low, amounts.has_low),
            ("high_fen", amounts.high, amounts.has_high),
        )
    ]
    frame = pl.DataFrame([pl.Series("row", numbers[rows], dtype=pl.UInt32), *ends]).filter(
        pl.Series(amounts.computed)
    )
    return frame.select(pl.lit(key).alias("provision"), "row", "low_fen", "high_fen")
