"""What `zhitong match` writes beside the audiences: counts, sums, groups, verdicts and what changed."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import polars as pl

from zhitong.columnar.bits import unpack
from zhitong.columnar.changes import REASONS, Change, counted
from zhitong.columnar.entitlement import AmountChange, Closing
from zhitong.columnar.run import Run
from zhitong.columnar.totals import Totals
from zhitong.engine.values import Verdict

COUNTS = ("provision", "met", "unknown", "not_met", "amount_sum")
AMOUNTS = ("provision", "low_fen", "high_fen", "rows", "missing")
GROUPS = ("by", "value", "provision", "businesses", "met", "unknown", "low_fen", "high_fen", "missing")
CHANGES = ("provision", "newly", "lost")
CLOSING = ("provision", "ends", "days_left", "businesses")
AMOUNT_CHANGES = {
    "provision": pl.String,
    "reason": pl.String,
    "uscc": pl.String,
    **dict.fromkeys(("was_low", "was_high", "now_low", "now_high"), pl.Int64),
}


def write_counts(found: Totals, folder: Path) -> None:
    """counts.csv, amounts.csv and breakdowns.csv; money in fen, empty where it is open or there is none."""
    counts: list[list[object]] = []
    amounts: list[list[object]] = []
    groups: list[list[object]] = []
    for key, total in found.items():
        amount = total.amount
        numbers = [total.counts[each] for each in (Verdict.MET, Verdict.UNKNOWN, Verdict.NOT_MET)]
        counts.append([key, *numbers, "" if amount is None else amount.low_fen])
        if amount is not None:
            amounts.append([key, amount.low_fen, amount.high_fen, amount.rows, amount.missing])
        for name, shares in total.groups.items():
            for value, share in sorted(shares.items(), key=lambda each: (not each[0], each[0])):
                if share.met or share.unknown:
                    sums = share.amount
                    ends = (None, None, None) if sums is None else (sums.low_fen, sums.high_fen, sums.missing)
                    groups.append([name, value, key, share.rows, share.met, share.unknown, *ends])
    write_csv(folder / "counts.csv", COUNTS, counts)
    write_csv(folder / "amounts.csv", AMOUNTS, amounts)
    write_csv(folder / "breakdowns.csv", GROUPS, groups)


class VerdictFiles:
    """verdicts.parquet, one row per business and provision, gathered portion by portion."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, found: Run, first: int) -> None:
        """The verdicts of a portion."""
        words = pl.Series([verdict.value for verdict in (Verdict.NOT_MET, Verdict.MET, Verdict.UNKNOWN)])
        parts = []
        for key, result in found.items():
            rows = found.snapshot.rows
            codes = unpack(result.met_bits, rows) + 2 * unpack(result.unknown_bits, rows).astype(np.uint8)
            frame = pl.LazyFrame({"uscc": found.snapshot.uscc, "code": codes})
            verdict = pl.col("code").replace_strict(range(3), words, return_dtype=pl.String).alias("verdict")
            parts.append(frame.select("uscc", pl.lit(key).alias("provision"), verdict))
        if parts:
            pl.concat(parts).sink_parquet(self._folder / f"{first:012d}.parquet")


@contextmanager
def verdict_files(path: Path) -> Iterator[VerdictFiles]:
    """The parts become the one file `path` at the end."""
    parts = path.with_suffix("")
    parts.mkdir()
    yield VerdictFiles(parts)
    one = list(parts.iterdir())
    if one:
        pl.scan_parquet(parts / "*.parquet").sink_parquet(path)
    else:
        schema = dict.fromkeys(("uscc", "provision", "verdict"), pl.String)
        pl.DataFrame(schema=schema).write_parquet(path)
    for part in one:
        part.unlink()
    parts.rmdir()


def write_changes(changed: tuple[Change, ...], keys: Iterable[str], folder: Path) -> None:
    """changes.csv and changes.parquet: who newly gets what and who loses it, with the reason."""
    totals = counted(changed)
    listed = sorted({*keys, *totals})
    rows = [[key, *(totals.get(key, {}).get(name, 0) for name in CHANGES[1:])] for key in listed]
    write_csv(folder / "changes.csv", CHANGES, rows)
    columns: dict[str, list[str | None]] = {
        "provision": [change.provision for change in changed],
        "change": [change.direction for change in changed],
        "reason": [REASONS[change.reason] for change in changed],
        "was": [change.was for change in changed],
        "now": [change.now for change in changed],
    }
    codes = pl.Series("uscc", [list(change.uscc) for change in changed], dtype=pl.List(pl.String))
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).with_columns(codes)
    frame.explode("uscc").write_parquet(folder / "changes.parquet")


def write_amount_changes(changed: Iterable[AmountChange], path: Path) -> dict[str, int]:
    """amount-changes.parquet: both ends before and after in fen (empty: not known or open); gives how many
    there are by provision."""
    frames, totals = [pl.DataFrame(schema=AMOUNT_CHANGES)], {}
    for change in changed:
        words = pl.lit(change.provision).alias("provision"), pl.lit(REASONS[change.reason]).alias("reason")
        frames.append(change.lines.select(*words, *list(AMOUNT_CHANGES)[2:]))
        totals[change.provision] = change.lines.height
    pl.concat(frames).write_parquet(path)
    return totals


def write_closing(found: list[Closing], path: Path) -> None:
    """closing.csv: whose window ends soon, the nearest first."""
    rows = [(each.provision, each.ends, each.days_left, each.businesses) for each in found]
    write_csv(path, CLOSING, rows)


def write_csv(path: Path, head: tuple[str, ...], rows: Iterable[Sequence[object]]) -> None:
    """UTF-8 with a line of names; None is empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
