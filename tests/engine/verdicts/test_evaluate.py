"""One provision for one business: three values, windows, regions, what is missing."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.verdicts.conftest import AS_OF, known, rule
from zhitong.engine.facts import Facts, FactValue
from zhitong.engine.proving.random_rules import draw, without_some
from zhitong.engine.rules.provision import Window
from zhitong.engine.values import Band, Verdict
from zhitong.engine.verdicts import evaluate

BOTH = "all:\n  kind is enterprise [r1]\n  employees at_least 10人 [r1]"


@pytest.mark.parametrize(
    ("facts", "verdict", "missing"),
    [
        (known(kind="enterprise", employees=10), Verdict.MET, ()),
        (known(kind="enterprise", employees=9), Verdict.NOT_MET, ()),
        (known(kind="sole_trader"), Verdict.NOT_MET, ()),
        (known(kind="enterprise"), Verdict.UNKNOWN, ("employees",)),
        (known(kind="enterprise", employees=Band(9, 10)), Verdict.UNKNOWN, ("employees",)),
        (known(kind="enterprise", employees=Band(10, 19)), Verdict.MET, ()),
        (known(), Verdict.UNKNOWN, ("kind", "employees")),
    ],
)
def test_unknown_is_neither_yes_nor_no(vocabulary, facts, verdict, missing):
    found = evaluate(rule(BOTH), facts, AS_OF, vocabulary)
    assert (found.verdict, found.missing) == (verdict, missing)


@pytest.mark.parametrize(
    ("window", "state", "verdict"),
    [
        (Window(date(2026, 1, 1), date(2026, 11, 24)), "open", Verdict.MET),
        (Window(date(2026, 1, 1), date(2026, 11, 23)), "ended", Verdict.NOT_MET),
        (Window(date(2026, 11, 25), date(2027, 1, 1)), "upcoming", Verdict.NOT_MET),
        (Window(date(2026, 11, 24), None, long_term=True), "open", Verdict.MET),
        (Window(None, None), "not_stated", Verdict.MET),
    ],
)
def test_provision_matches_only_inside_its_window(vocabulary, window, state, verdict):
    found = evaluate(rule(BOTH, window=window), known(kind="enterprise", employees=10), AS_OF, vocabulary)
    assert (found.window_state, found.verdict) == (state, verdict)
    assert found.condition.verdict is Verdict.MET


@pytest.mark.parametrize(
    ("region", "verdict"), [("150302", Verdict.MET), ("1501", Verdict.NOT_MET), ("15", Verdict.UNKNOWN)]
)
def test_region_is_part_of_the_rule(vocabulary, region, verdict):
    provision = rule("kind is enterprise [r1]", region="1503")
    found = evaluate(provision, known(kind="enterprise", region=region), AS_OF, vocabulary)
    assert found.verdict is verdict


def test_judgement_counts_as_unknown_and_is_said(vocabulary):
    provision = rule("all:\n  kind is enterprise [r1]\n  judge 有发展前景 [r1]")
    found = evaluate(provision, known(kind="enterprise"), AS_OF, vocabulary)
    assert (found.verdict, found.missing, found.needs_judgement) == (Verdict.UNKNOWN, (), True)
    failed = evaluate(provision, known(kind="sole_trader"), AS_OF, vocabulary)
    assert (failed.verdict, failed.needs_judgement) == (Verdict.NOT_MET, False)


def test_settled_branch_asks_for_nothing(vocabulary):
    provision = rule("any:\n  kind is enterprise [r1]\n  employees at_least 10人 [r1]")
    assert evaluate(provision, known(kind="enterprise"), AS_OF, vocabulary).missing == ()


def test_missing_derived_fact_is_traced_to_its_inputs(vocabulary):
    provision = rule("years_registered at_least 1年 [r1]")
    assert evaluate(provision, Facts(), AS_OF, vocabulary).missing == ("registered_on",)


def test_value_of_a_foreign_type_is_unknown(vocabulary):
    found = evaluate(rule(BOTH), known(kind="enterprise", employees="many"), AS_OF, vocabulary)
    assert found.verdict is Verdict.UNKNOWN


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), data=st.data())
def test_more_knowledge_never_turns_a_verdict_round(vocabulary, seed, data):
    provisions, businesses = draw(seed, 3, 2, vocabulary)
    for provision in provisions:
        if "known" in str(provision.condition):
            continue  # known and not_known answer about knowing itself
        for facts in businesses:
            fewer = without_some(facts, data.draw(st.lists(st.sampled_from(sorted(vocabulary)))))
            before = evaluate(provision, fewer, AS_OF, vocabulary).verdict
            assert before in (Verdict.UNKNOWN, evaluate(provision, facts, AS_OF, vocabulary).verdict)


def test_undated_and_later_facts_are_taken_as_given(vocabulary):
    facts = Facts({"kind": FactValue("enterprise"), "employees": FactValue(12, "tax", date(2026, 12, 31))})
    assert evaluate(rule(BOTH), facts, AS_OF, vocabulary).verdict is Verdict.MET
