"""Columns and the engine give the same verdicts and the same sums, on anything."""

import random

import pytest

from tests.columnar.random_worlds import TODAY, random_facts, random_provision
from zhitong.columnar.run import run
from zhitong.columnar.snapshot import snapshot_of
from zhitong.columnar.table import table_of
from zhitong.engine.facts import with_derived
from zhitong.engine.values import Verdict
from zhitong.engine.verdicts import evaluate

BUSINESSES, PROVISIONS = 120, 60


@pytest.mark.parametrize("seed", range(2))
def test_every_verdict_and_every_sum_is_the_engines(seed, vocabulary, standards):
    rng = random.Random(seed)
    facts = [random_facts(rng, vocabulary) for _ in range(BUSINESSES)]
    provisions = [random_provision(rng, vocabulary, f"p{number}") for number in range(PROVISIONS)]
    table = table_of(
        (
            (f"{row:018d}", {key: each.value for key, each in known.items()})
            for row, known in enumerate(facts)
        ),
        vocabulary,
    )
    snapshot, problems = snapshot_of(table, vocabulary, standards)
    assert snapshot is not None, problems
    results = run(provisions, snapshot, TODAY)
    sums = run(provisions, snapshot, TODAY).amounts()
    assert sums == {key: found.amount for key, found in results.items()}
    whole = [with_derived(known, vocabulary, standards, TODAY) for known in facts]
    for provision in provisions:
        found = results[provision.key]
        single = [evaluate(provision, known, TODAY, vocabulary) for known in whole]
        assert [found.verdict(row) for row in range(BUSINESSES)] == [each.verdict for each in single], (
            provision
        )
        met = [each.amount for each in single if each.verdict is Verdict.MET]
        if found.amount is None:
            assert not any(each.is_number for each in met)
            continue
        priced = [each for each in met if each.state == "computed"]
        assert found.amount.rows == len(priced)
        assert found.amount.missing == len(met) - len(priced)
        assert found.amount.low_fen == sum(each.low_fen or 0 for each in priced)
        highs = [each.high_fen for each in priced]
        assert found.amount.high_fen == (None if None in highs else sum(highs))
