"""The engine's own random rules and facts through the columns."""

from datetime import date

from zhitong.columnar.back_end import columnar
from zhitong.engine.proving.agreement import random_disagreements
from zhitong.engine.proving.back_ends import compiled

AS_OF = date(2026, 2, 28)


def test_no_disagreement_on_a_hundred_thousand_random_pairs(vocabulary):
    pairs, found = random_disagreements(
        compiled, columnar, vocabulary, AS_OF, seeds=range(10), rules=60, businesses=200
    )
    assert pairs == 120_000
    assert found == []
