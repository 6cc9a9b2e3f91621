"""Receipts: everything behind a verdict, the same bytes on replay, good words under NOT."""

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.verdicts.conftest import AS_OF, known, rule
from zhitong.engine.facts import Facts, FactValue
from zhitong.engine.proving.random_rules import draw
from zhitong.engine.rules.amounts import Rate
from zhitong.engine.rules.hash import rule_hash
from zhitong.engine.values import Band, negate
from zhitong.engine.verdicts import evaluate
from zhitong.engine.verdicts.receipt import receipt_bytes, receipt_to_json, replay


def receipt(provision, facts, vocabulary):
    return receipt_to_json(evaluate(provision, facts, AS_OF, vocabulary), facts, vocabulary)


def test_condition_shows_fact_source_date_and_clause(vocabulary):
    facts = Facts({"employees": FactValue(Band(10, 19), "social_security", date(2026, 10, 31))})
    found = receipt(rule("employees at_least 10人 [r1, r2]"), facts, vocabulary)
    assert found["conditions"] == [
        {
            "text": "从业人数不低于10人（含10人）",
            "verdict": "met",
            "fact": "employees",
            "value": {"low": 10, "high": 19},
            "source": "social_security",
            "as_of": "2026-10-31",
            "clause": "二/（一）/1",
            "document": "doc-1",
            "references": [
                {"key": "r1", "document": "doc-1", "clause": "二/（一）/1", "sentence": 1},
                {"key": "r2", "document": "doc-2", "clause": "第三条", "sentence": None},
            ],
            "value_text": "10–19人",
            "missing": "",
            "needs_judgement": False,
            "working": "",
        }
    ]


def test_not_is_drawn_into_the_sentence(vocabulary):
    provision = rule(
        "not:\n  any:\n    bad_credit is yes [r1]\n    employees more_than 10人 [r1]\n    judge 停业 [r1]"
    )
    found = receipt(provision, known(bad_credit=False, employees=11), vocabulary)
    assert [(row["text"], row["verdict"]) for row in found["conditions"]] == [
        ("有不良信用记录：否", "met"),
        ("从业人数不超过10人（含10人）", "not_met"),
        ("不属于“停业”", "unknown"),
    ]
    assert (found["tree"]["text"], found["tree"]["verdict"]) == ("同时符合以下各项", "not_met")


def test_region_is_shown_as_the_first_condition(vocabulary):
    found = receipt(rule("taxed is yes [r1]", region="1503"), known(region="150302"), vocabulary)
    first = found["conditions"][0]
    assert (first["text"], first["verdict"], first["clause"]) == ("适用地区：乌海市", "met", None)
    assert found["conditions"][1]["missing"] == "需要知道已办税务登记：是还是否"


def test_amount_steps_stand_in_the_receipt(vocabulary):
    amount = Rate(5000, "annual_revenue", "年收入", period="year", cites=("r2",))
    found = receipt(
        rule("taxed is yes [r1]", amount=amount), known(taxed=True, annual_revenue=999), vocabulary
    )
    assert (found["amount"]["low"], found["amount"]["high"], found["amount"]["text"]) == (500, 500, "5元")
    assert found["amount"]["steps"][1]["references"][0]["document"] == "doc-2"
    assert sorted(found["facts"]) == ["annual_revenue", "taxed"]


def test_hash_changes_with_the_rule_and_not_with_its_title():
    base = rule("taxed is yes [r1]")
    assert rule_hash(base) == rule_hash(rule("taxed is yes [r1]", title="别名", summary="其他"))
    assert rule_hash(base) != rule_hash(rule("taxed is no [r1]"))
    assert rule_hash(base) != rule_hash(rule("taxed is yes [r2]"))
    assert len(rule_hash(base)) == 16


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_replay_gives_the_same_bytes(vocabulary, seed):
    (provision,), (facts,) = draw(seed, 1, 1, vocabulary)
    first = receipt_bytes(receipt(provision, facts, vocabulary))
    again, problems = replay(json.loads(first), vocabulary)
    assert problems == ()
    assert receipt_bytes(again) == first


def test_altered_verdict_does_not_survive_replay(vocabulary):
    forged = receipt(rule("taxed is yes [r1]"), known(taxed=False), vocabulary) | {"verdict": "met"}
    again, _ = replay(forged, vocabulary)
    assert again["verdict"] == "not_met"


def test_unreadable_receipt_is_a_problem(vocabulary):
    good = receipt(rule("taxed is yes [r1]"), known(taxed=True), vocabulary)
    for broken in (
        {},
        {"rule": 3},
        good | {"rule": {}},
        good | {"as_of": "x"},
        good | {"facts": {"taxed": 3}},
    ):
        again, problems = replay(broken, vocabulary)
        assert again is None
        assert problems[0].code == "receipt_unreadable"


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_shown_tree_says_what_its_rows_say(vocabulary, seed):
    """The tree without NOT comes to the same verdict as the rule."""
    (provision,), (facts,) = draw(seed, 1, 1, vocabulary)
    evaluation = evaluate(provision, facts, AS_OF, vocabulary)
    found = receipt_to_json(evaluation, facts, vocabulary)
    assert found["tree"]["verdict"] == evaluation.condition.verdict.value
    assert _recomputed(found["tree"], found["conditions"]) == evaluation.condition.verdict.value
    assert len(found["conditions"]) == len(list(evaluation.condition.leaves()))
    assert negate(negate(evaluation.verdict)) is evaluation.verdict


def _recomputed(tree, rows):
    if "row" in tree:
        return rows[tree["row"]]["verdict"]
    parts = [_recomputed(part, rows) for part in tree["parts"]]
    if parts.count("met") >= tree["needed"]:
        return "met"
    return "unknown" if len(parts) - parts.count("not_met") >= tree["needed"] else "not_met"
