"""`make bench`: packed bits beside the same rules written by hand as Polars expressions.

`make bench BENCH="--rows 2910000"` measures the size of the region; `--dry` leaves the page alone.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import polars as pl

from bench.by_hand import frame_for
from bench.increments import increments
from bench.measuring import AS_OF, Way, audiences, medians, packed, peak_megabytes, polars
from bench.report import table, write
from bench.rows import synthetic_rows
from bench.rules import pack, rules
from zhitong.columnar.run import Run
from zhitong.columnar.snapshot import Snapshot, read_snapshot
from zhitong.engine.standards import packaged_standards

COUNTS = (10, 40, 100, 300)


def main() -> None:
    """Measures, prints, and writes the page."""
    arguments = argparse.ArgumentParser(prog="bench")
    arguments.add_argument("--rows", type=int, default=300_000)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--dry", action="store_true")
    arguments.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.alone:
        _alone(given.alone)
        return
    source = pack()
    say(f"{given.rows:,} businesses …")
    rows = synthetic_rows(given.rows, source.vocabulary, packaged_standards())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        rows.write_parquet(path)
        parts = [_memory(path)]
        start = time.perf_counter()
        snapshot, problems = read_snapshot(path, source.vocabulary, packaged_standards())
        loaded = time.perf_counter() - start
    assert snapshot is not None, problems
    start = time.perf_counter()
    for key, fact in source.vocabulary.items():
        if fact.derived:
            snapshot.column(key, AS_OF)
    derived = time.perf_counter() - start
    frame = frame_for(snapshot, AS_OF)
    parts.insert(0, _against_polars(snapshot, frame, given.rounds))
    found = increments(rules(source, 100), snapshot, rows)
    limit = "facts from Parquet to columns in memory", loaded
    steps = [limit, ("derived facts of everybody", derived), *found]
    parts.append("100 rules.\n\n" + table(("step", "seconds"), [(name, f"{s:.2f}") for name, s in steps]))
    parts.append(_audiences(audiences(rules(source, 100), snapshot)))
    say("\n\n".join(parts))
    if not given.dry:
        write(given.rows, parts)


def _against_polars(snapshot: Snapshot, frame: pl.DataFrame, rounds: int) -> str:
    vocabulary = snapshot.vocabulary
    lines = []
    for wanted in COUNTS:
        listed = rules(pack(), wanted)
        assert packed(listed, snapshot, 2) == polars(listed, frame, vocabulary, "streaming")
        ways: dict[str, Way] = {
            "two": lambda listed=listed: packed(listed, snapshot, 2),
            "one": lambda listed=listed: packed(listed, snapshot, 1),
            "roaring": lambda listed=listed: audiences(listed, snapshot),
            "memory": lambda listed=listed: polars(listed, frame, vocabulary, "in-memory"),
            "streaming": lambda listed=listed: polars(listed, frame, vocabulary, "streaming"),
        }
        seconds = medians(ways, rounds)
        best = min(seconds["memory"], seconds["streaming"])
        lines.append([wanted, *(f"{each:.3f}" for each in seconds.values()), f"{seconds['two'] / best:.2f}"])
        say(str(lines[-1]))
    head = (
        "rules",
        "packed bits, 2 threads (s)",
        "1 thread (s)",
        "to Roaring audiences (s)",
        "Polars in memory (s)",
        "Polars streaming (s)",
        "packed bits / best Polars",
    )
    return "Counts of met and unknown and sums of amounts per rule.\n\n" + table(head, lines)


def _audiences(found: Run) -> str:
    met = [result.met for result in found.values()]
    sizes = [len(each.serialize()) for each in met]
    pairs = list(pairwise(met))
    cells = []
    for name, way in (
        ("intersection", lambda a, b: a & b),
        ("union", lambda a, b: a | b),
        ("difference", lambda a, b: a - b),
    ):
        start = time.perf_counter()
        for a, b in pairs:
            way(a, b)
        cells.append((name, f"{(time.perf_counter() - start) / len(pairs) * 1e3:.3f} ms"))
    cells.append(("bytes on disk, 100 audiences", f"{sum(sizes):,}"))
    cells.append(("bytes of the largest", f"{max(sizes):,}"))
    return "Audiences as Roaring bitmaps.\n\n" + table(("of two audiences", "mean"), cells)


def _memory(path: Path) -> str:
    """In a process of its own, which reads the file and runs 100 rules to audiences and sums."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "bench", "--alone", str(path)], capture_output=True, text=True, check=True
    )
    return f"Peak memory from the Parquet file to audiences and sums of 100 rules: {done.stdout.strip()} MB."


def _alone(path: Path) -> None:
    source = pack()
    snapshot, problems = read_snapshot(path, source.vocabulary, packaged_standards())
    assert snapshot is not None, problems
    for result in audiences(rules(source, 100), snapshot).values():
        assert result.amount is None or result.amount.low_fen >= 0
    print(round(peak_megabytes()))


def say(text: str) -> None:
    """To the terminal, at once."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
