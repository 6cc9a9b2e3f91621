"""Times as medians of interleaved rounds: what disturbs one way disturbs the others too."""

import gc
import resource
import statistics
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import polars as pl

from bench.by_hand import questions
from zhitong.columnar.run import Run, run
from zhitong.columnar.snapshot import Snapshot
from zhitong.engine.facts import Vocabulary
from zhitong.engine.rules.provision import Provision
from zhitong.engine.values import Verdict

AS_OF = date(2026, 11, 24)
Way = Callable[[], object]


def medians(ways: Mapping[str, Way], rounds: int) -> dict[str, float]:
    """Seconds per way; one round of everything goes unmeasured first."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, way in ways.items():
            gc.collect()
            start = time.perf_counter()
            way()
            if number:
                taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def packed(rules: list[Provision], snapshot: Snapshot, threads: int) -> list[tuple[int, int, int]]:
    """Packed bits: met, unknown and the lower sum per rule."""
    found = run(rules, snapshot, AS_OF, threads=threads)
    sums = found.amounts(threads)
    return [
        (each.counts[Verdict.MET], each.counts[Verdict.UNKNOWN], amount.low_fen if amount else 0)
        for each, amount in zip(found.values(), sums.values(), strict=True)
    ]


def audiences(rules: list[Provision], snapshot: Snapshot) -> Run:
    """Packed bits, straight to Roaring audiences."""
    found = run(rules, snapshot, AS_OF)
    found.amounts()
    for result in found.values():
        assert result.met is not None
        assert result.unknown is not None
    return found


def polars(
    rules: list[Provision], frame: pl.DataFrame, vocabulary: Vocabulary, engine: str
) -> list[tuple[int, int, int]]:
    """Polars: the same three figures per rule."""
    row = frame.lazy().select(questions(rules, AS_OF, vocabulary)).collect(engine=engine).row(0, named=True)  # type: ignore[call-overload]
    return [
        (row[f"met{number}"] or 0, row[f"unknown{number}"], int(row.get(f"sum{number}") or 0))
        for number in range(len(rules))
    ]


def peak_megabytes() -> float:
    """The most memory this process has held so far; `ru_maxrss` would count what its parent held before."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
