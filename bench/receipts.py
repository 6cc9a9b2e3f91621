"""One business, 100 rules: with receipts and without. `python -m bench.receipts` prints microseconds.

The rules are random ones of the proving room over the packaged vocabulary, so the figures stand for trees
of mixed depth; the first pass, which prepares what is the same for every business, is not counted.
"""

import gc
import os
import statistics
from collections.abc import Callable
from datetime import date
from time import perf_counter_ns, thread_time_ns

from zhitong.engine.packs import PACKS, read_pack
from zhitong.engine.proving.random_rules import draw
from zhitong.engine.verdicts.compiled import compile_rules, plain_values
from zhitong.engine.verdicts.evaluate import evaluate_all
from zhitong.engine.verdicts.receipt import receipt_to_json

AS_OF = date(2026, 11, 24)
RULES, BUSINESSES, PASSES = 100, 200, 5


def main() -> None:
    """Median and p99 of both ways."""
    pack, _ = read_pack(PACKS / "china")
    assert pack is not None
    vocabulary = pack.vocabulary
    provisions, businesses = draw(7, RULES, BUSINESSES, vocabulary)
    rules = compile_rules(provisions, AS_OF, vocabulary)

    def with_receipts(number: int) -> object:
        facts = businesses[number]
        found = evaluate_all(provisions, facts, AS_OF, vocabulary)
        return [receipt_to_json(each, facts, vocabulary) for each in found]

    plain = [plain_values(facts) for facts in businesses]
    print(f"load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    for name, run in (
        ("with receipts", with_receipts),
        ("without", lambda number: rules.codes(plain[number])),
    ):
        for clock, times in zip(("wall", "thread"), _times(run), strict=True):
            p99 = statistics.quantiles(times, n=100)[98]
            print(f"{name}, {clock}: median {statistics.median(times):.0f} µs, p99 {p99:.0f} µs")


def _times(run: Callable[[int], object]) -> tuple[list[float], list[float]]:
    """Microseconds of every call by the clock on the wall and by that of the thread, which a busy machine
    disturbs less."""
    for number in range(BUSINESSES):
        run(number)
    gc.collect()
    gc.freeze()
    wall, thread = [], []
    for _ in range(PASSES):
        for number in range(BUSINESSES):
            begun, worked = perf_counter_ns(), thread_time_ns()
            run(number)
            thread.append((thread_time_ns() - worked) / 1000)
            wall.append((perf_counter_ns() - begun) / 1000)
    return wall, thread


if __name__ == "__main__":
    main()
