"""One business, 100 rules: with receipts and without. `python -m bench.receipts` prints microseconds.

The rules are random ones of the proving room over the packaged vocabulary, so the figures stand for trees
of mixed depth; the first pass, which prepares what is the same for every business, is not counted.
"""

import gc
import statistics
from collections.abc import Callable
from datetime import date
from time import perf_counter_ns

from zhitong.engine.packs import PACKS, read_pack
from zhitong.engine.proving.random_rules import draw
from zhitong.engine.verdicts.compiled import compile_rules, plain_values
from zhitong.engine.verdicts.evaluate import evaluate_all
from zhitong.engine.verdicts.receipt import receipt_to_json

AS_OF = date(2026, 11, 24)
RULES, BUSINESSES, PASSES = 100, 200, 5


def main() -> None:
    """Median and p99 of both ways, and their ratio."""
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
    slow, fast = _times(with_receipts), _times(lambda number: rules.codes(plain[number]))
    for name, times in (("with receipts", slow), ("without", fast)):
        p99 = statistics.quantiles(times, n=100)[98]
        print(f"{name}: median {statistics.median(times):.0f} µs, p99 {p99:.0f} µs")
    print(f"ratio of medians {statistics.median(slow) / statistics.median(fast):.0f}")


def _times(run: Callable[[int], object]) -> list[float]:
    for number in range(BUSINESSES):
        run(number)
    gc.collect()
    gc.freeze()
    times = []
    for _ in range(PASSES):
        for number in range(BUSINESSES):
            begun = perf_counter_ns()
            run(number)
            times.append((perf_counter_ns() - begun) / 1000)
    return times


if __name__ == "__main__":
    main()
