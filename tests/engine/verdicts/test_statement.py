"""The statement: order, questions, totals, near misses, successors, and the shape others rely on."""

import json
from datetime import date

import pytest

from tests.engine.verdicts.conftest import AS_OF, known, rule
from zhitong.engine.facts import Facts, Sensitivity
from zhitong.engine.rules.amounts import Ceiling, Fixed, NotStated, PerUnit
from zhitong.engine.rules.provision import Window
from zhitong.engine.values import Band, Verdict
from zhitong.engine.verdicts.statement import statement
from zhitong.engine.verdicts.statement_json import to_json

ENDED = Window(date(2023, 1, 1), date(2025, 12, 31))
YES = "taxed is yes [r1]"


def made(provisions, facts, vocabulary, **options):
    return statement({"name": "某店"}, provisions, facts, AS_OF, vocabulary, **options)


def test_items_stand_in_reading_order_and_none_is_left_out(vocabulary):
    provisions = [
        rule(YES, "p.ended", window=ENDED, replaced_by="p.small"),
        rule("taxed is no [r1]", "p.not_met"),
        rule("kind is enterprise [r1]", "p.unknown"),
        rule(YES, "p.small", amount=Fixed(1, cites=("r1",))),
        rule(YES, "p.large"),
        rule(YES, "p.upcoming", window=Window(date(2027, 1, 1), date(2027, 2, 1))),
    ]
    found = made(provisions, known(taxed=True), vocabulary)
    assert [item.provision.key for item in found.items] == [
        "p.large", "p.small", "p.unknown", "p.not_met", "p.upcoming", "p.ended",
    ]  # fmt: skip
    assert [item.provision.key for item in found.with_verdict(Verdict.MET)] == ["p.large", "p.small"]
    assert [item.provision.key for item in found.upcoming()] == ["p.upcoming"]
    (ended,) = found.ended()
    assert (ended.verdict, ended.successor.key) == (Verdict.NOT_MET, "p.small")


def test_json_has_the_contract_s_shape(vocabulary):
    found = to_json(made([rule(YES)], known(taxed=True), vocabulary))
    assert json.loads(json.dumps(found)) == found
    assert set(found) == {"business", "as_of", "items", "questions", "totals"}
    item = found["items"][0]
    needed = {"provision", "title", "verdict", "amount", "window", "receipt", "missing", "near_miss", "how"}
    assert needed <= set(item)
    assert {"low", "high", "currency", "period", "steps"} <= set(item["amount"])
    assert {"from", "to", "state"} <= set(item["window"])
    assert {"rule_hash", "conditions"} <= set(item["receipt"])
    wanted = {"text", "verdict", "fact", "value", "source", "as_of", "clause"}
    assert wanted <= set(item["receipt"]["conditions"][0])


def test_questions_come_by_money_and_name_what_they_settle(vocabulary):
    provisions = [
        rule("employees at_least 10人 [r1]", "p.rich", amount=Fixed(900, cites=("r1",))),
        rule("kind is enterprise [r1]", "p.poor", amount=Fixed(100, cites=("r1",))),
        rule("all:\n  kind is enterprise [r1]\n  judge 有前景 [r1]", "p.judged"),
        rule("unasked is yes [r1]", "p.silent"),
        rule("annual_revenue at_least 1元 per year [r1]", "p.ended", window=ENDED),
        rule(YES, "p.met", amount=PerUnit(100, "graduates_hired", "人", cites=("r1",))),
    ]
    found = made(provisions, known(taxed=True), vocabulary).questions
    assert [(one.fact, one.settles, one.amount_of, one.narrows, one.money_fen) for one in found] == [
        ("employees", ("p.rich",), (), (), 900),
        ("kind", ("p.poor",), (), ("p.judged",), 100),
        ("graduates_hired", (), ("p.met",), (), 0),
    ]


def test_any_is_settled_by_the_question_asked_anyway(vocabulary):
    provisions = [
        rule("employees at_least 10人 [r1]", "p.one"),
        rule("any:\n  annual_revenue at_least 1元 per year [r1]\n  employees at_least 5人 [r1]", "p.two"),
    ]
    found = made(provisions, Facts(), vocabulary).questions
    assert [(one.fact, one.settles) for one in found] == [("employees", ("p.one", "p.two"))]


def test_sensitive_fact_is_asked_only_where_allowed(vocabulary):
    provisions = [rule("bad_credit is no [r1]")]
    assert made(provisions, Facts(), vocabulary).questions == ()
    (asked,) = made(provisions, Facts(), vocabulary, ask_up_to=Sensitivity.SENSITIVE).questions
    assert asked.fact == "bad_credit"


def test_derived_fact_is_asked_for_by_its_inputs(vocabulary, standards):
    provisions = [rule("years_registered at_least 1年 [r1]")]
    (asked,) = made(provisions, Facts(), vocabulary, standards=standards).questions
    assert asked.fact == "registered_on"
    found = made(provisions, known(registered_on=date(2020, 1, 1)), vocabulary, standards=standards)
    assert found.items[0].verdict is Verdict.MET
    assert found.questions == ()


def test_total_adds_only_what_may_be_added(vocabulary):
    provisions = [
        rule(YES, "p.a", amount=Fixed(100, period="year", cites=("r1",)), group="g"),
        rule(YES, "p.b", amount=Fixed(300, period="year", cites=("r1",)), group="g"),
        rule(YES, "p.c", amount=Fixed(50, ">=", "year", ("r1",))),
        rule(YES, "p.d", amount=Fixed(7, period="month", cites=("r1",))),
        rule(YES, "p.e", amount=Ceiling("贷款", fen=10**9, cites=("r1",))),
        rule(YES, "p.f", amount=NotStated("文件未载明")),
        rule(YES, "p.g", window=Window(None, None, note="文件未载明")),
        rule(YES, "p.h", stage="draft"),
        rule(YES, "p.i", window=ENDED),
        rule("taxed is no [r1]", "p.j"),
        rule(YES, "p.k", replaced_by="p.d"),
    ]
    totals = made(provisions, known(taxed=True), vocabulary).totals
    assert [(one.period, one.low_fen, one.high_fen, one.provisions) for one in totals.sums] == [
        ("month", 7, 7, ("p.d",)),
        ("year", 350, None, ("p.b", "p.c")),
    ]
    assert sorted(one.provision for one in totals.not_counted) == ["p.a", "p.e", "p.f", "p.g", "p.h", "p.k"]
    assert all(one.why for one in totals.not_counted)


def test_total_of_upper_limits_promises_no_lower_end(vocabulary):
    provisions = [rule(YES, amount=Fixed(100, "<=", cites=("r1",)))]
    (total,) = made(provisions, known(taxed=True), vocabulary).totals.sums
    assert (total.low_fen, total.high_fen) == (None, 100)


@pytest.mark.parametrize(
    ("text", "facts", "changes"),
    [
        ("employees at_least 10人 [r1]", known(employees=8), [("employees", "change", 10)]),
        ("employees more_than 10人 [r1]", known(employees=Band(7, 9)), [("employees", "change", 11)]),
        ("taxed is yes [r1]", known(taxed=False), [("taxed", "change", True)]),
        (
            "all:\n  taxed is yes [r1]\n  employees at_least 10人 [r1]",
            known(taxed=False, employees=8),
            [("taxed", "change", True), ("employees", "change", 10)],
        ),
        (
            "registered_on years_since_at_least 1年 [r1]",
            known(registered_on=date(2026, 3, 1)),
            [("registered_on", "wait", date(2027, 3, 1))],
        ),
    ],
)
def test_near_miss_names_the_nearest_change_and_the_last_day(vocabulary, text, facts, changes):
    (near,) = made([rule(text)], facts, vocabulary).items[0].near_misses
    assert [(one.fact, one.kind, one.target) for one in near.changes] == changes
    assert near.last_day == date(2027, 12, 31)
    assert all(one.text for one in near.changes)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("employees at_most 10人 [r1]", known(employees=11)),
        ("region within 1503 [r1]", known(region="1501")),
        ("kind is enterprise [r1]", known(kind="sole_trader")),
        ("registered_on on_or_before 2024-12-31 [r1]", known(registered_on=date(2025, 1, 1))),
        ("registered_on years_since_at_least 5年 [r1]", known(registered_on=date(2025, 1, 1))),
        ("all:\n  taxed is yes [r1]\n  kind is enterprise [r1]", known(taxed=False, kind="sole_trader")),
        ("not:\n  taxed is yes [r1]", known(taxed=True)),
    ],
)
def test_no_advice_to_shrink_move_split_or_redate(vocabulary, text, facts):
    assert made([rule(text)], facts, vocabulary).items[0].near_misses == ()


def test_near_miss_follows_through_derived_facts(vocabulary, standards):
    provisions = [rule("all:\n  years_registered at_least 1年 [r1]\n  taxed is yes [r1]")]
    facts = known(registered_on=date(2020, 1, 1), taxed=False)
    (near,) = made(provisions, facts, vocabulary, standards=standards).items[0].near_misses
    assert [one.fact for one in near.changes] == ["taxed"]


def test_same_business_differs_by_day(vocabulary):
    old = rule(YES, "p.old", window=Window(date(2023, 1, 1), date(2025, 12, 31)), replaced_by="p.new")
    new = rule(YES, "p.new", window=Window(date(2026, 1, 1), date(2027, 12, 31)))
    facts = known(taxed=True)
    then = statement({}, [old, new], facts, date(2024, 6, 30), vocabulary)
    now = statement({}, [old, new], facts, date(2026, 11, 24), vocabulary)
    assert [item.provision.key for item in then.with_verdict(Verdict.MET)] == ["p.old"]
    assert [item.provision.key for item in now.with_verdict(Verdict.MET)] == ["p.new"]
