"""Random rules and businesses through every back end, and broken operators: `make prove`.

`python -m bench.prove [PAIRS] [FIRST_SEED]` prints the pairs tried and every disagreement with the yardstick,
then breaks each operator in every way of `MUTATIONS` and prints those nobody noticed; it ends with 1 if
there was either. SQLite always takes part, DuckDB if installed, PostgreSQL if `ZHITONG_TEST_POSTGRES` is
set, Spark if `ZHITONG_SPARK_MASTER` names a cluster (`make spark`).
"""

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta

from bench.databases import available
from zhitong.columnar.back_end import columnar, through
from zhitong.columnar.spark import cluster
from zhitong.engine.facts import Vocabulary
from zhitong.engine.packs import PACKS, read_pack
from zhitong.engine.proving.agreement import disagreements
from zhitong.engine.proving.back_ends import Answer, BackEnd, compiled, interpreted
from zhitong.engine.proving.random_rules import Generator, draw, provision_of
from zhitong.engine.proving.reference import reference
from zhitong.engine.rules.operators import OPERATORS, Columnar, Operator
from zhitong.engine.values import Verdict, negate

RULES, BUSINESSES = 100, 250
FIRST_DAY = date(2023, 1, 1)
SWAPPED = {">=": ">", ">": ">=", "<=": "<", "<": "<=", "=": ">="}
Decide = Callable[..., Verdict]


def tried(
    back_end: BackEnd, vocabulary: Vocabulary, seeds: range, rules: int, businesses: int
) -> Iterator[tuple[int, str]]:
    """Pairs of each seed, each as of another day, and one text per disagreement."""
    for seed in seeds:
        day = FIRST_DAY + timedelta(days=seed * 37 % 1500)
        provisions, drawn = draw(seed, rules, businesses, vocabulary)
        found = disagreements(reference, back_end, provisions, drawn, day, vocabulary)
        yield rules * businesses, ""
        for one in found:
            yield 0, f"seed {seed} as of {day}\n{one.rule}{one.facts}\n{one.first} {one.second}"


def prove(
    name: str, back_end: BackEnd, vocabulary: Vocabulary, seeds: range, rules: int, businesses: int
) -> int:
    """Prints what one back end came to; the number of disagreements."""
    started, pairs, said = time.perf_counter(), 0, list[str]()
    for count, text in tried(back_end, vocabulary, seeds, rules, businesses):
        pairs += count
        said += [text] if text else []
    for text in said[:3]:
        print(f"{name} {text}")
    seconds = time.perf_counter() - started
    print(f"{name}: {pairs:,} pairs in {seconds:.0f} s, {len(said)} disagreements", flush=True)
    return len(said)


def _decide(way: Callable[[Decide], Decide]) -> Callable[[Operator], Operator]:
    return lambda record: replace(record, decide=way(record.decide))


def _column(way: Callable[[Columnar], Columnar]) -> Callable[[Operator], Operator]:
    return lambda record: replace(record, columnar=way(record.columnar))


def _unless_unknown(decide: Decide, instead: Verdict) -> Decide:
    def changed(*given: object) -> Verdict:
        found = decide(*given)
        return instead if found is Verdict.UNKNOWN else found

    return changed


MUTATIONS: dict[str, Callable[[Operator], Operator]] = {
    "negated": _decide(lambda decide: lambda *given: negate(decide(*given))),
    "always met": _decide(lambda decide: lambda *given: Verdict.MET),
    "never met": _decide(lambda decide: lambda *given: Verdict.NOT_MET),
    "never sure": _decide(lambda decide: lambda *given: Verdict.UNKNOWN),
    "unknown taken as yes": _decide(lambda decide: _unless_unknown(decide, Verdict.MET)),
    "unknown taken as no": _decide(lambda decide: _unless_unknown(decide, Verdict.NOT_MET)),
    "comparison swapped in columns": _column(
        lambda test: replace(test, symbol=SWAPPED.get(test.symbol, test.symbol))
    ),
    "negated in columns": _column(lambda test: replace(test, negated=not test.negated)),
}


def _verdicts(rows: list[list[Answer]]) -> list[list[Verdict]]:
    return [[one.verdict for one in row] for row in rows]


def survivors(vocabulary: Vocabulary, rules: int = 40, businesses: int = 120) -> tuple[int, list[str]]:
    """Changes tried, and those that neither the yardstick nor the columns notice.

    A change that does the same as before on everything drawn (an operator that never answers unknown has
    no unknown to drop) is not a change and does not count.
    """
    generator = Generator(vocabulary, random.Random(11))  # noqa: S311 - repeatable, not secret
    by_operator = {
        key: [provision_of(generator.leaf_with(key), f"{key}.{number}") for number in range(rules)]
        for key in OPERATORS
    }
    drawn = [generator.facts() for _ in range(businesses)]
    day, changes, alive = date(2026, 11, 24), 0, list[str]()
    for key, record in list(OPERATORS.items()):
        before = {way: way(by_operator[key], drawn, day, vocabulary) for way in (interpreted, columnar)}
        for name, mutate in MUTATIONS.items():
            OPERATORS[key] = mutate(record)
            try:
                if OPERATORS[key].columnar == record.columnar and OPERATORS[key].decide == record.decide:
                    continue
                after = {way: way(by_operator[key], drawn, day, vocabulary) for way in before}
                yardstick = reference(by_operator[key], drawn, day, vocabulary)
                caught = any(_verdicts(each) != _verdicts(yardstick) for each in after.values())
            finally:
                OPERATORS[key] = record
            if after != before:
                changes += 1
                alive += [] if caught else [f"{key}: {name}"]
    return changes, alive


def main(pairs: int = 1_000_000, first_seed: int = 1) -> int:
    """The number of disagreements and of broken operators nobody noticed."""
    pack, _ = read_pack(PACKS / "china")
    assert pack is not None
    seeds = range(first_seed, first_seed + max(1, pairs // (RULES * BUSINESSES)))
    ways = {"interpreted": interpreted, "compiled": compiled, "columnar": columnar, **available()}
    found = sum(prove(name, way, pack.vocabulary, seeds, RULES, BUSINESSES) for name, way in ways.items())
    master = os.environ.get("ZHITONG_SPARK_MASTER")
    with ExitStack() as stack:
        if master:  # a question takes Spark seconds to plan, so all pairs are put as one
            spark = through(stack.enter_context(cluster(master)).run)
            found += prove(
                "spark", spark, pack.vocabulary, range(first_seed, first_seed + 1), 50, pairs // 50
            )
    changes, alive = survivors(pack.vocabulary)
    print(f"operators broken in {changes} ways, {len(alive)} not noticed", *alive, sep="\n")
    return found + len(alive)


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:3])) else 0)
