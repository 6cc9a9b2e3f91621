"""What-if against asking the engine about each business, before and after."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.columnar.random_worlds import TODAY, random_amount, random_facts, random_provision
from zhitong.columnar.cache import LeafCache
from zhitong.columnar.grouping import BREAKDOWNS
from zhitong.columnar.snapshot import snapshot_of
from zhitong.columnar.table import table_of
from zhitong.columnar.what_if import what_if
from zhitong.engine.facts import with_derived
from zhitong.engine.packs import Pack
from zhitong.engine.proving.random_rules import provision_of
from zhitong.engine.rules.amount_of import compute
from zhitong.engine.rules.amounts import Fixed, NotStated
from zhitong.engine.rules.limits import Budget
from zhitong.engine.rules.nodes import All, Leaf, Quantity
from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.rules.provision import Window
from zhitong.engine.values import Verdict
from zhitong.engine.verdicts import evaluate

DAY = timedelta(days=1)


@pytest.fixture
def world(vocabulary, standards):
    def make(rng, size=60):
        businesses = {f"B{row:03d}": random_facts(rng, vocabulary) for row in range(size)}
        plain = {code: {key: each.value for key, each in facts.items()} for code, facts in businesses.items()}
        snapshot, problems = snapshot_of(table_of(plain.items(), vocabulary), vocabulary, standards)
        assert snapshot is not None, problems
        return businesses, snapshot

    return make


def of_python(provision, facts, vocabulary, standards):
    """Verdict and ends of the amount of one business."""
    full = with_derived(facts, vocabulary, standards, TODAY)
    amount = compute(rule_of_day(provision, TODAY).amount, full, vocabulary)
    return evaluate(provision, full, TODAY, vocabulary).verdict, (amount.low_fen, amount.high_fen)


def direction(old, new):
    """By the words of `RowAmounts.compared`: an open upper end is above, an unknown lower end below all."""
    if None in (old, new) or (None, None) in (old, new):
        return 0
    steps = [
        (b if b is not None else other) - (a if a is not None else other)
        for a, b, other in ((old[0], new[0], -(10**30)), (old[1], new[1], 10**30))
    ]
    return 0 if steps[0] * steps[1] < 0 else (sum(steps) > 0) - (sum(steps) < 0)


@pytest.mark.parametrize("seed", range(3))
def test_each_business_is_told_as_the_engine_tells_it(seed, world, vocabulary, standards):
    rng = random.Random(seed)
    businesses, snapshot = world(rng)
    codes = snapshot.uscc.to_list()
    moved = 0
    for number in range(15):
        old = random_provision(rng, vocabulary, "p")
        if rng.random() < 0.6:
            new = replace(old, amount=random_amount(rng, vocabulary))
        else:
            new = replace(random_provision(rng, vocabulary, "p"), condition=old.condition)
        if number % 2:  # so that many are entitled both times
            old, new = replace(old, condition=All(())), replace(new, condition=All(()))
        pack = Pack("t", "", "", "", vocabulary=vocabulary, provisions={"p": old})
        found = what_if(pack, new, snapshot, as_of=TODAY)
        expected = {name: set() for name in ("gained", "lost", "raised", "lowered")}
        for code in codes:
            (was, paid), (now, pays) = (
                of_python(each, businesses[code], vocabulary, standards) for each in (old, new)
            )
            if was is Verdict.MET is now:
                step = direction(paid, pays)
                if step:
                    expected["raised" if step > 0 else "lowered"].add(code)
            elif Verdict.MET in (was, now):
                expected["lost" if was is Verdict.MET else "gained"].add(code)
        for name, wanted in expected.items():
            assert set(found.businesses(getattr(found, name))) == wanted, name
        moved += len(expected["raised"]) + len(expected["lowered"])
        total = found.total()
        for name in expected:
            assert getattr(total, name) == len(expected[name])
            for parts in found.breakdowns().values():
                assert sum(getattr(part, name) for part in parts) == len(expected[name])
    assert moved


def test_a_new_provision_is_all_gain_and_a_pack_is_not_changed(world, vocabulary):
    _, snapshot = world(random.Random(7))
    pack = Pack("t", "", "", "", vocabulary=vocabulary, provisions={})
    found = what_if(pack, provision_of(All(()), "t.new"), snapshot, as_of=TODAY)
    assert (found.total().before, found.total().gained, found.total().lost) == (0, 60, 0)
    assert pack.provisions == {}
    assert set(found.breakdowns()) == {name for name, _, _ in BREAKDOWNS}


def test_a_window_is_prolonged_and_cut_short(world, vocabulary):
    _, snapshot = world(random.Random(8))
    ended = provision_of(All(()), "p", window=Window(None, TODAY - DAY))
    running = provision_of(All(()), "p", window=Window(None, TODAY))
    for old, new, gained, lost in ((ended, running, 60, 0), (running, ended, 0, 60)):
        pack = Pack("t", "", "", "", vocabulary=vocabulary, provisions={"p": old})
        total = what_if(pack, new, snapshot, as_of=TODAY).total()
        assert (total.gained, total.lost) == (gained, lost)


@pytest.mark.parametrize(
    ("employees", "amount", "line", "state", "sure", "most"),
    [
        ((5, 5, 1), Fixed(100), 200, "within", 200, 200),
        ((5, 5, 1), Fixed(100), 199, "over", 200, 200),
        ((5, None, 1), Fixed(100), 150, "unknown", 100, 200),  # the second may qualify
        ((5, None, 1), Fixed(100), 200, "within", 100, 200),
        ((5, 5, 1), Fixed(100, ">="), 10**6, "unknown", 200, None),
        ((5, 5, 1), NotStated("未载明"), 10**6, "unknown", None, None),
    ],
)
def test_a_budget_is_enough_only_if_it_is_whoever_qualifies(
    employees, amount, line, state, sure, most, vocabulary, standards
):
    rows = [(f"B{row}", {} if each is None else {"employees": each}) for row, each in enumerate(employees)]
    snapshot, _ = snapshot_of(table_of(rows, vocabulary), vocabulary, standards)
    rule = replace(provision_of(Leaf("employees", "at_least", Quantity(5, "5人")), "p"), amount=amount)
    pack = Pack("t", "", "", "", vocabulary=vocabulary, provisions={})
    found = what_if(pack, rule, snapshot, line, as_of=date(2026, 2, 28), cache=LeafCache()).budget
    assert (found.line_fen, found.state, found.sure_fen, found.most_fen) == (line, state, sure, most)
    assert what_if(pack, rule, snapshot, as_of=TODAY).budget is None
    own = replace(rule, budget=Budget(line, "year", ("r1",)))
    assert what_if(pack, own, snapshot, as_of=date(2026, 2, 28)).budget == found
