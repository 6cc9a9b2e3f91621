"""`zhitong match`: all provisions of a pack over a file of businesses, into a folder that is always whole."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from zhitong.columnar.audiences import MANIFEST, PastRun, read_past, write_audiences
from zhitong.columnar.bits import unpack
from zhitong.columnar.changes import REASONS, Change, changes, counted
from zhitong.columnar.folders import whole_folder
from zhitong.columnar.refusals import explained
from zhitong.columnar.run import Run, run
from zhitong.columnar.snapshot import Snapshot, read_snapshot
from zhitong.engine.packs import Pack
from zhitong.engine.rules.provision import Provision
from zhitong.engine.standards import Standards, packaged_standards
from zhitong.engine.values import Problem, Verdict

Runner = Callable[[Iterable[Provision], Snapshot, date], Run]
COUNTS = ("provision", "met", "unknown", "not_met", "amount_sum")
AMOUNTS = ("provision", "low_fen", "high_fen", "rows", "missing")
CHANGES = ("provision", "newly", "lost")


@dataclass(frozen=True, eq=False)
class Matched:
    """A finished matching: the run, the folder it lies in, and the changes where asked for."""

    run: Run
    folder: Path
    changes: tuple[Change, ...] | None = None


def match(
    businesses: Path,
    pack: Pack,
    as_of: date,
    out: Path,
    *,
    verdicts: bool = False,
    since: Path | None = None,
    standards: Standards | None = None,
    runner: Runner = run,
) -> tuple[Matched | None, tuple[Problem, ...]]:
    """Reads, runs, and writes `out` in one move: a killed or failed run leaves the old folder as it was.

    `runner` computes the run, here or on a cluster. Money in all files is in fen. Warnings come beside the
    result, errors instead of it.
    """
    past: PastRun | None = None
    if since is not None:
        past, problems = read_past(since)
        if past is None:
            return None, problems
    snapshot, warnings = read_snapshot(businesses, pack.vocabulary, standards or packaged_standards())
    if snapshot is None:
        return None, warnings
    found = runner(pack.provisions.values(), snapshot, as_of)
    changed = None if past is None else changes(past, found)
    refused: list[Problem] = []
    with explained(out, refused), whole_folder(out, MANIFEST) as folder:
        write_audiences(found, folder, pack=pack.key)
        _write_counts(found, folder)
        if changed is not None:
            _write_changes(changed, found, folder)
        if verdicts:
            write_verdicts(found, folder / "verdicts.parquet")
    return (None, tuple(refused)) if refused else (Matched(found, out, changed), warnings)


def write_verdicts(found: Run, path: Path) -> None:
    """One row per business and provision: uscc, provision, verdict."""
    words = pl.Series([verdict.value for verdict in (Verdict.NOT_MET, Verdict.MET, Verdict.UNKNOWN)])
    parts = []
    for key, result in found.items():
        rows = found.snapshot.rows
        codes = unpack(result.met_bits, rows) + 2 * unpack(result.unknown_bits, rows).astype(np.uint8)
        frame = pl.LazyFrame({"uscc": found.snapshot.uscc, "code": codes})
        verdict = pl.col("code").replace_strict(range(3), words, return_dtype=pl.String).alias("verdict")
        parts.append(frame.select("uscc", pl.lit(key).alias("provision"), verdict))
    pl.concat(parts).sink_parquet(path)


def _write_counts(found: Run, folder: Path) -> None:
    counts: list[list[object]] = []
    amounts: list[list[object]] = []
    sums = found.amounts()
    for key, result in found.items():
        amount = sums[key]
        numbers = [result.counts[each] for each in (Verdict.MET, Verdict.UNKNOWN, Verdict.NOT_MET)]
        counts.append([key, *numbers, "" if amount is None else amount.low_fen])
        if amount is not None:
            high = "" if amount.high_fen is None else amount.high_fen
            amounts.append([key, amount.low_fen, high, amount.rows, amount.missing])
    _write_csv(folder / "counts.csv", COUNTS, counts)
    _write_csv(folder / "amounts.csv", AMOUNTS, amounts)


def _write_changes(changed: tuple[Change, ...], found: Run, folder: Path) -> None:
    totals = counted(changed)
    keys = sorted({*found, *totals})
    rows = [[key, *(totals.get(key, {}).get(name, 0) for name in CHANGES[1:])] for key in keys]
    _write_csv(folder / "changes.csv", CHANGES, rows)
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


def _write_csv(path: Path, head: tuple[str, ...], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
