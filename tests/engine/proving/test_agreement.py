"""Every back end of the engine agrees with the yardstick, and a broken operator is caught."""

import random
from dataclasses import replace
from datetime import date

import pytest

from zhitong.engine.proving.agreement import disagreements, random_disagreements
from zhitong.engine.proving.back_ends import Answer, compiled, interpreted
from zhitong.engine.proving.random_rules import Generator, draw, provision_of
from zhitong.engine.proving.reference import reference
from zhitong.engine.rules import amount_of
from zhitong.engine.rules.amounts import Ceiling, Dated, Fixed, NotStated, PerUnit, Rate, Tiers, bare_amount
from zhitong.engine.rules.nodes import All, AnyOf, AtLeast, Judgement, Leaf, Not
from zhitong.engine.rules.operators import OPERATORS
from zhitong.engine.rules.parameters import names_in
from zhitong.engine.values import Verdict, negate

DAYS = (date(2026, 11, 24), date(2024, 2, 29), date(2025, 3, 31), date(2023, 2, 28))
NEIGHBOUR = {
    "at_least": "more_than", "more_than": "at_least", "at_most": "less_than", "less_than": "at_most",
    "before": "on_or_before", "on_or_before": "before", "after": "on_or_after", "on_or_after": "after",
    "is": "within", "one_of": "within_any", "within": "is", "within_any": "one_of",
    "years_since_at_least": "months_since_at_least", "months_since_at_most": "years_since_at_most",
}  # fmt: skip


@pytest.mark.parametrize("back_end", [interpreted, compiled])
@pytest.mark.parametrize("as_of", DAYS)
def test_no_random_rule_is_answered_otherwise(back_end, as_of, vocabulary):
    tried, found = random_disagreements(
        reference, back_end, vocabulary, as_of, seeds=range(2), rules=60, businesses=60
    )
    assert (tried, found) == (7200, [])


@pytest.fixture(scope="module")
def generated(vocabulary):
    """For each operator, rules that rest on it alone, and businesses around their thresholds."""
    generator = Generator(vocabulary, random.Random(11))
    by_operator = {
        key: [provision_of(generator.leaf_with(key), f"{key}.{n}") for n in range(25)] for key in OPERATORS
    }
    return by_operator, [generator.facts() for _ in range(60)]


MUTANTS = {
    "negated": lambda decide, key: lambda *given: negate(decide(*given)),
    "always_met": lambda decide, key: lambda *given: Verdict.MET,
    "never_met": lambda decide, key: lambda *given: Verdict.NOT_MET,
    "never_sure": lambda decide, key: lambda *given: Verdict.UNKNOWN,
    "neighbour": lambda decide, key: OPERATORS[NEIGHBOUR[key]].decide,
}


CHANGES = [
    (key, mutant) for key in OPERATORS for mutant in MUTANTS if mutant != "neighbour" or key in NEIGHBOUR
]


@pytest.mark.parametrize(("key", "mutant"), CHANGES)
def test_changed_operator_is_caught(key, mutant, generated, vocabulary, monkeypatch):
    by_operator, businesses = generated
    changed = MUTANTS[mutant](OPERATORS[key].decide, key)
    monkeypatch.setitem(OPERATORS, key, replace(OPERATORS[key], decide=changed))
    provisions = by_operator[key]
    assert disagreements(reference, interpreted, provisions, businesses, DAYS[0], vocabulary)


def test_every_kind_of_node_and_value_is_drawn(vocabulary):
    provisions, businesses = draw(3, 200, 50, vocabulary)
    kinds = {type(provision.condition) for provision in provisions}
    assert {All, AnyOf, Not, AtLeast, Leaf, Judgement} >= kinds >= {All, AnyOf, Not, Leaf}
    values = {type(known.value).__name__ for facts in businesses for known in facts.values()}
    assert values == {"int", "bool", "str", "date", "Band"}
    answers = {a.verdict for row in interpreted(provisions, businesses, DAYS[0], vocabulary) for a in row}
    assert answers == set(Verdict)


def test_same_seed_draws_the_same(vocabulary):
    assert draw(5, 5, 5, vocabulary) == draw(5, 5, 5, vocabulary)


def test_disagreement_names_rule_and_facts(vocabulary):
    provisions, businesses = draw(1, 2, 1, vocabulary)

    def contrary(*given):
        return [[Answer(negate(one.verdict)) for one in row] for row in interpreted(*given)]

    found = disagreements(interpreted, contrary, provisions, businesses, DAYS[0], vocabulary)
    settled = interpreted(provisions, businesses, DAYS[0], vocabulary)[0]
    assert len(found) == sum(one.verdict is not Verdict.UNKNOWN for one in settled)
    assert all(one.rule and one.facts is businesses[0] for one in found)


@pytest.mark.parametrize("broken", ["take_part", "take_share"])
def test_broken_rounding_of_an_amount_is_caught(broken, vocabulary, monkeypatch):
    right = getattr(amount_of, broken)
    monkeypatch.setattr(amount_of, broken, lambda fen, *rest: right(fen, *rest) + 1)
    _, found = random_disagreements(
        reference, interpreted, vocabulary, DAYS[0], seeds=(0,), rules=60, businesses=20
    )
    assert found


def test_random_rules_hold_every_kind_of_amount_and_parameters(vocabulary):
    provisions = draw(0, 200, 1, vocabulary)[0]
    kinds = {type(bare_amount(each.amount)) for each in provisions}
    assert kinds == {NotStated, Ceiling, Fixed, Rate, PerUnit, Tiers}
    assert any(isinstance(each.amount, Dated) for each in provisions)
    assert any(names_in(each.condition) for each in provisions)
    parts = {rule.by for each in provisions if (rule := getattr(bare_amount(each.amount), "pro_rata", None))}
    assert {"months", "days"} <= parts
