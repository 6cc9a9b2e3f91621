"""One number of businesses measured: every way beside the others, in partitions that fit in memory."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl

from bench import duck, gorules, open_fisca
from bench.by_hand import frame_for
from bench.increments import increments
from bench.measuring import AS_OF, Way, audiences, medians, packed, peak_megabytes, polars
from bench.rows import synthetic_rows
from bench.rules import pack, rules
from zhitong.columnar.run import Run
from zhitong.columnar.snapshot import Snapshot, read_snapshot, snapshot_of
from zhitong.engine.standards import packaged_standards

PART = 3_000_000  # rows in memory at once
SAMPLE, SAMPLE_RULES = 2_000, 40
SLOW = 100  # DuckDB is asked about at most so many rules: beyond, it takes minutes a round
Say = Callable[[str], None]


def parts_of(rows: int) -> list[int]:
    """Sizes of the partitions, as equal as can be."""
    number = -(-rows // PART)
    return [rows // number + (place < rows % number) for place in range(number)]


def against_rules(rows: int, counts: tuple[int, ...], rounds: int, say: Say) -> dict[str, dict[str, float]]:
    """Seconds by number of rules and way, summed over the partitions; stops where two ways differ."""
    found: dict[str, dict[str, float]] = {str(count): {} for count in counts}
    for number, size in enumerate(parts_of(rows)):
        snapshot, frame = _world(size, seed=4 + number)
        for count in counts:
            seconds = _measured(snapshot, frame, count, rounds)
            for way, taken in seconds.items():
                found[str(count)][way] = found[str(count)].get(way, 0) + taken
            said = ", ".join(f"{way} {taken:.2f}" for way, taken in seconds.items())
            say(f"part {number + 1}, {count} rules: {said}")
    return found


def _world(size: int, seed: int) -> tuple[Snapshot, pl.DataFrame]:
    source, standards = pack(), packaged_standards()
    rows = synthetic_rows(size, source.vocabulary, standards, seed)
    snapshot, problems = snapshot_of(rows, source.vocabulary, standards)
    assert snapshot is not None, problems
    return snapshot, frame_for(snapshot, AS_OF)


def _measured(snapshot: Snapshot, frame: pl.DataFrame, count: int, rounds: int) -> dict[str, float]:
    listed, vocabulary = rules(pack(), count), snapshot.vocabulary
    expected = packed(listed, snapshot, 2)
    assert expected == polars(listed, frame, vocabulary, "streaming")
    ways: dict[str, Way] = {
        "packed_2": lambda: packed(listed, snapshot, 2),
        "packed_1": lambda: packed(listed, snapshot, 1),
        "roaring": lambda: audiences(listed, snapshot),
        "polars_memory": lambda: polars(listed, frame, vocabulary, "in-memory"),
        "polars_streaming": lambda: polars(listed, frame, vocabulary, "streaming"),
    }
    if open_fisca.INSTALLED:
        simulated = open_fisca.fisca(listed, frame, vocabulary, AS_OF)
        for (met, _, low), (theirs, total) in zip(expected, simulated.ask(), strict=True):
            assert met == theirs
            assert abs(total - low) <= 1e-9 * max(1, low)
        ways["open_fisca"] = simulated.ask
    with ExitStack() as stack:
        if duck.INSTALLED and count <= SLOW:
            ask = stack.enter_context(duck.duck(listed, snapshot, AS_OF))
            assert ask() == [(met, unknown) for met, unknown, _ in expected]
            ways["duckdb"] = ask
        return medians(ways, rounds)


def one_by_one(say: Say) -> dict[str, float]:
    """Microseconds per business of zen-engine and of our compiled function on a sample; empty without zen."""
    if not gorules.INSTALLED:
        say("zen-engine is not installed: skipped")
        return {}
    snapshot, frame = _world(20_000, seed=4)
    found = gorules.sampled(rules(pack(), SAMPLE_RULES), frame, snapshot.vocabulary, AS_OF, SAMPLE)
    return {name: round(each, 1) for name, each in found.items()}


def steps(rows: int) -> dict[str, Any]:
    """Loading, deriving, one change of each kind, peak memory and sizes of audiences, for 100 rules."""
    source, standards = pack(), packaged_standards()
    table = synthetic_rows(rows, source.vocabulary, standards)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        table.write_parquet(path)
        memory = _memory(path)
        started = time.perf_counter()
        snapshot, problems = read_snapshot(path, source.vocabulary, standards)
        loaded = time.perf_counter() - started
    assert snapshot is not None, problems
    started = time.perf_counter()
    for key, fact in source.vocabulary.items():
        if fact.derived:
            snapshot.column(key, AS_OF)
    derived = time.perf_counter() - started
    listed = rules(source, 100)
    found = [
        ("facts from Parquet to columns in memory", loaded),
        ("derived facts of everybody", derived),
        *increments(listed, snapshot, table),
    ]
    return {
        "memory": memory,
        "steps": found,
        "audiences": dict(_set_operations(audiences(listed, snapshot))),
    }


def _set_operations(found: Run) -> Iterator[tuple[str, float]]:
    met = [result.met for result in found.values()]
    sizes = [len(each.serialize()) for each in met]
    pairs = list(pairwise(met))
    ways: Mapping[str, Callable[[Any, Any], Any]] = {
        "intersection (ms)": lambda a, b: a & b,
        "union (ms)": lambda a, b: a | b,
        "difference (ms)": lambda a, b: a - b,
    }
    for name, way in ways.items():
        started = time.perf_counter()
        for a, b in pairs:
            way(a, b)
        yield name, round((time.perf_counter() - started) / len(pairs) * 1e3, 3)
    yield "bytes on disk, 100 audiences", sum(sizes)
    yield "bytes of the largest", max(sizes)


def _memory(path: Path) -> int:
    """In a process of its own, which reads the file and runs 100 rules to audiences and sums."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "bench", "--alone", str(path)], capture_output=True, text=True, check=True
    )
    return int(done.stdout.strip())


def alone(path: Path) -> None:
    """What the process of its own does; prints its peak in megabytes."""
    source = pack()
    snapshot, problems = read_snapshot(path, source.vocabulary, packaged_standards())
    assert snapshot is not None, problems
    for result in audiences(rules(source, 100), snapshot).values():
        assert result.amount is None or result.amount.low_fen >= 0
    print(round(peak_megabytes()))
