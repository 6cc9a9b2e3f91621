"""Why an answer turned: nothing is told without cause, and nothing turns untold."""

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.columnar.random_worlds import TODAY, random_amount, random_facts, random_provision
from zhitong.engine.facts import Facts, FactValue, read_vocabulary, with_derived
from zhitong.engine.packs import PACKS
from zhitong.engine.proving.random_rules import provision_of
from zhitong.engine.rules.amounts import Fixed, PerUnit
from zhitong.engine.rules.nodes import All, Leaf, Quantity
from zhitong.engine.rules.provision import Window
from zhitong.engine.standards import packaged_standards
from zhitong.engine.verdicts import evaluate
from zhitong.engine.verdicts.change import explain_change
from zhitong.engine.verdicts.receipt import receipt_to_json

STANDARDS = packaged_standards()
VOCABULARY = read_vocabulary(Path(PACKS / "china" / "facts.yaml").read_text("utf-8"), STANDARDS.trees)[0]
STAFF = Leaf("employees", "at_least", Quantity(20, "20人"))
AGE = Leaf("registered_on", "years_since_at_least", Quantity(3, "3年"))


def receipt(rule, facts, day=TODAY):
    full = with_derived(facts, VOCABULARY, STANDARDS, day)
    return receipt_to_json(evaluate(rule, full, day, VOCABULARY), full, VOCABULARY)


def known(**values):
    return Facts({key: FactValue(value) for key, value in values.items()})


def told(before, after):
    return [(each.cause, each.was, each.now, each.facts) for each in explain_change(before, after).turned]


def test_a_fact_turned():
    rule = provision_of(STAFF, "p")
    before, after = receipt(rule, known(employees=19)), receipt(rule, known(employees=20))
    found = explain_change(before, after)
    assert (found.provision, found.was, found.now) == ("p", "not_met", "met")
    assert told(before, after) == [("fact", "not_met", "met", ("employees",))]
    assert "20人" in found.turned[0].text


def test_the_day_turned():
    rule, facts = provision_of(All((STAFF, AGE)), "p"), known(employees=20, registered_on=date(2023, 6, 1))
    before, after = receipt(rule, facts, date(2026, 5, 31)), receipt(rule, facts, date(2026, 6, 1))
    assert told(before, after) == [("day", "not_met", "met", ())]


def test_the_rule_turned():
    facts = known(employees=15)
    before = receipt(provision_of(STAFF, "p"), facts)
    after = receipt(provision_of(Leaf("employees", "at_least", Quantity(10, "10人")), "p"), facts)
    assert told(before, after) == [("rule", "", "met", ()), ("rule", "not_met", "", ())]


def test_the_window_turned():
    rule, facts = provision_of(STAFF, "p", window=Window(None, TODAY)), known(employees=20)
    before, after = receipt(rule, facts), receipt(rule, facts, TODAY + timedelta(1))
    assert told(before, after) == [("window", "open", "ended", ())]
    prolonged = receipt(
        provision_of(STAFF, "p", window=Window(None, TODAY + timedelta(9))), facts, TODAY + timedelta(1)
    )
    assert told(after, prolonged) == [("rule", "ended", "open", ())]


def test_the_amount_turned():
    rule = replace(provision_of(STAFF, "p"), amount=PerUnit(100, "employees", "人"))
    few, many = receipt(rule, known(employees=20)), receipt(rule, known(employees=21))
    assert told(few, many) == [("fact", "2000-2000", "2100-2100", ("employees",))]
    fixed = receipt(replace(rule, amount=Fixed(7, ">=")), known(employees=20))
    assert told(few, fixed) == [("rule", "2000-2000", "7-", ())]


@pytest.mark.parametrize("seed", range(6))
def test_nothing_turns_untold_and_nothing_is_told_without_cause(seed):
    rng = random.Random(seed)
    causes = set()
    for _ in range(60):
        old, facts = random_provision(rng, VOCABULARY, "p"), random_facts(rng, VOCABULARY)
        new, later, day = old, facts, TODAY
        kind = rng.choice(("nothing", "facts", "rule", "amount", "day"))
        if kind == "facts":
            later = random_facts(rng, VOCABULARY)
        elif kind == "rule":
            new = replace(random_provision(rng, VOCABULARY, "p"), amount=old.amount)
        elif kind == "amount":
            new = replace(old, amount=random_amount(rng, VOCABULARY))
        elif kind == "day":
            day += timedelta(rng.choice((1, 31, 400)))
        before, after = receipt(old, facts), receipt(new, later, day)
        turned = explain_change(before, after).turned
        ends = [(each["amount"]["low"], each["amount"]["high"]) for each in (before, after)]
        if before["verdict"] != after["verdict"] or ends[0] != ends[1]:
            assert turned, kind
        if kind == "nothing":
            assert turned == ()
        for each in turned:
            causes.add(each.cause)
            assert each.was != each.now or each.cause == "rule"
            if each.cause == "fact":
                assert all(before["facts"].get(key) != after["facts"].get(key) for key in each.facts)
            if each.cause in ("day", "window"):
                assert before["as_of"] != after["as_of"]
            if each.cause == "rule":
                assert before["rule"] != after["rule"]
    assert causes >= {"fact", "rule"}
