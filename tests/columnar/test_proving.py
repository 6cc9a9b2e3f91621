"""The engine's own random rules and facts through the columns."""

from datetime import date

from zhitong.columnar import amounts
from zhitong.columnar.back_end import columnar
from zhitong.engine.proving.agreement import random_disagreements
from zhitong.engine.proving.back_ends import compiled
from zhitong.engine.proving.reference import reference

AS_OF = date(2026, 2, 28)


def test_no_disagreement_on_a_hundred_thousand_random_pairs(vocabulary):
    pairs, found = random_disagreements(
        compiled, columnar, vocabulary, AS_OF, seeds=range(10), rules=60, businesses=200
    )
    assert pairs == 120_000
    assert found == []


def test_amounts_of_rows_are_those_of_the_yardstick(vocabulary):
    pairs, found = random_disagreements(
        reference, columnar, vocabulary, AS_OF, seeds=range(3), rules=60, businesses=40
    )
    assert (pairs, found[:1]) == (7200, [])


def test_a_broken_rounding_in_columns_is_caught(vocabulary, monkeypatch):
    right = amounts.take_shares
    monkeypatch.setattr(amounts, "take_shares", lambda fen, share: right(fen, share) + 1)
    _, found = random_disagreements(
        reference, columnar, vocabulary, AS_OF, seeds=(0,), rules=60, businesses=20
    )
    assert found
