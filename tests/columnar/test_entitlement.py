"""Amounts that changed and windows that close, against asking the engine twice about each business."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.columnar.random_worlds import TODAY, random_amount, random_facts, random_provision
from zhitong.columnar.entitlement import InMemory, amount_changes, closing
from zhitong.columnar.run import run
from zhitong.columnar.snapshot import snapshot_of
from zhitong.columnar.table import table_of
from zhitong.engine.facts import with_derived
from zhitong.engine.proving.random_rules import provision_of
from zhitong.engine.rules.amount_of import compute
from zhitong.engine.rules.nodes import All
from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.rules.provision import Window
from zhitong.engine.values import Verdict
from zhitong.engine.verdicts import evaluate


@pytest.mark.parametrize("seed", range(3))
def test_amounts_that_differ_are_found_and_no_others(seed, vocabulary, standards):
    rng = random.Random(seed)
    worlds = [{f"B{row:03d}": random_facts(rng, vocabulary) for row in range(40)}]
    moved = {code: random_facts(rng, vocabulary) for code in rng.sample(sorted(worlds[0]), 15)}
    left = set(rng.sample(sorted(worlds[0]), 5))
    later = {code: facts for code, facts in (worlds[0] | moved).items() if code not in left}
    later["NEW"] = random_facts(rng, vocabulary)
    worlds.append(dict(rng.sample(sorted(later.items(), key=lambda each: each[0]), len(later))))
    old_rules = [random_provision(rng, vocabulary, f"p{number}") for number in range(20)]
    old_rules = [replace(each, condition=All(())) if rng.random() < 0.6 else each for each in old_rules]
    new_rules = [
        replace(each, amount=random_amount(rng, vocabulary)) if rng.random() < 0.3 else each
        for each in old_rules
    ]
    runs, answers = [], []
    for world, rules in zip(worlds, (old_rules, new_rules), strict=True):
        plain = {code: {key: each.value for key, each in facts.items()} for code, facts in world.items()}
        snapshot, problems = snapshot_of(table_of(plain.items(), vocabulary), vocabulary, standards)
        assert snapshot is not None, problems
        runs.append(run(rules, snapshot, TODAY))
        full = {code: with_derived(facts, vocabulary, standards, TODAY) for code, facts in world.items()}
        answers.append(
            {
                (rule.key, code): (amount.low_fen, amount.high_fen)
                for rule in rules
                for code, facts in full.items()
                if evaluate(rule, facts, TODAY, vocabulary).verdict is Verdict.MET
                for amount in [compute(rule_of_day(rule, TODAY).amount, facts, vocabulary)]
            }
        )
    wanted = {
        place: (*was, *answers[1][place])
        for place, was in answers[0].items()
        if place in answers[1] and answers[1][place] != was
    }
    found = {}
    for change in amount_changes(*map(InMemory, runs)):
        changed = runs[0][change.provision].rule_hash != runs[1][change.provision].rule_hash
        assert change.reason == ("rule_changed" if changed else "facts_changed")
        found |= {(change.provision, row[0]): row[1:] for row in change.lines.iter_rows()}
    assert found == wanted
    assert wanted
    assert list(amount_changes(InMemory(runs[0]), InMemory(runs[0]))) == []


def test_windows_that_close_soon(vocabulary, standards):
    snapshot, _ = snapshot_of(table_of([("A", {"employees": 1})], vocabulary), vocabulary, standards)
    ends = {"today": 0, "soon": 30, "later": 31, "over": -1}
    rules = [
        provision_of(All(()), key, window=Window(None, TODAY + timedelta(days))) for key, days in ends.items()
    ]
    rules.append(provision_of(All(()), "upcoming", window=Window(TODAY + timedelta(1), TODAY + timedelta(2))))
    rules.append(provision_of(All(()), "ever", window=Window(date(2020, 1, 1), None, long_term=True)))
    found = closing(run(rules, snapshot, TODAY), 30)
    assert [(each.provision, each.days_left, each.businesses) for each in found] == [
        ("today", 0, 1),
        ("soon", 30, 1),
    ]
