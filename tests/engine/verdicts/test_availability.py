"""Budget and quota: open only where a report says so, used up since a report, else to be confirmed."""

import json
from dataclasses import replace
from datetime import date

import pytest

from tests.engine.verdicts.conftest import AS_OF, known, rule
from zhitong.engine.packs.fields import Fields
from zhitong.engine.packs.limit_form import limit_entries, read_budget, read_quota
from zhitong.engine.rules.check import check_provision
from zhitong.engine.rules.hash import rule_hash, rule_to_json
from zhitong.engine.rules.limits import Budget, Quota, limits_from_json, limits_to_json
from zhitong.engine.verdicts.availability import UsageReport, availability_of
from zhitong.engine.verdicts.evaluate import evaluate
from zhitong.engine.verdicts.receipt import receipt_bytes, receipt_to_json, replay
from zhitong.engine.verdicts.statement import statement
from zhitong.engine.verdicts.statement_json import to_json

BUDGET = Budget(10_000_000, "year", ("r1",))
QUOTA = Quota(3, "first_come", "", ("r1",))


def limited(**changes):
    return rule("taxed is yes [r1]", **({"budget": BUDGET} | changes))


def spent(fen, day, **changes):
    return UsageReport("p.one", day, "甲局", **({"spent_fen": fen} | changes))


@pytest.mark.parametrize(
    ("reports", "state", "since"),
    [
        ([], "unconfirmed", None),
        ([spent(9_999_999, date(2026, 6, 30))], "open", None),
        ([spent(10_000_000, date(2026, 6, 30))], "exhausted", date(2026, 6, 30)),
        (
            [
                spent(11_000_000, date(2026, 9, 30)),
                spent(10_000_000, date(2026, 6, 30)),
                spent(1, date(2026, 3, 31)),
            ],
            "exhausted",
            date(2026, 6, 30),
        ),
        ([spent(10_000_000, date(2026, 6, 30)), spent(5, date(2026, 7, 31))], "open", None),
        ([spent(10_000_000, date(2025, 12, 31))], "unconfirmed", None),  # another year
        ([spent(10_000_000, date(2026, 12, 1))], "unconfirmed", None),  # not known on the day
        ([replace(spent(1, date(2026, 6, 30)), provision="p.other")], "unconfirmed", None),
        ([spent(None, date(2026, 6, 30), places_taken=1)], "unconfirmed", None),
    ],
)
def test_state_of_a_budget(reports, state, since):
    found = availability_of(limited(), reports, AS_OF)
    assert (found.state, found.limits[0].since) == (state, since)


def test_one_exhausted_limit_is_enough_and_open_needs_all():
    both = limited(quota=QUOTA)
    money = spent(1, date(2026, 6, 30))
    assert availability_of(both, [money], AS_OF).state == "unconfirmed"
    full = availability_of(both, [money, spent(None, date(2026, 7, 1), places_taken=3)], AS_OF)
    assert full.state == "exhausted"
    assert full.text == (
        "预算每年10万元，截至2026年6月30日已用0.01元（甲局），尚有余额；"
        "名额共3个，先到先得，截至2026年7月1日已占3个（甲局），自2026年7月1日起已满额"
    )
    assert availability_of(both, [spent(1, date(2026, 7, 1), places_taken=2)], AS_OF).state == "open"
    assert availability_of(rule("taxed is yes [r1]"), [money], AS_OF) is None


@pytest.mark.parametrize(
    ("reports", "ends", "why"),
    [
        ([], (None, 100_000), None),
        ([spent(1, date(2026, 6, 30))], (100_000, 100_000), None),
        (
            [spent(10_000_000, date(2026, 6, 30))],
            None,
            "预算每年10万元，截至2026年6月30日已用10万元（甲局），自2026年6月30日起已用完",
        ),
    ],
)
def test_totals_never_promise_what_may_be_used_up(vocabulary, reports, ends, why):
    found = statement({}, [limited()], known(taxed=True), AS_OF, vocabulary, reports=reports)
    assert [(one.low_fen, one.high_fen) for one in found.totals.sums] == ([ends] if ends else [])
    assert [one.why for one in found.totals.not_counted] == ([why] if why else [])


def test_statement_says_to_be_confirmed_beside_the_window(vocabulary):
    plain = rule("taxed is yes [r1]", key="p.two")
    found = to_json(statement({}, [limited(), plain], known(taxed=True), AS_OF, vocabulary))
    shown = {item["provision"]: item["window"]["availability"] for item in found["items"]}
    assert shown["p.two"] is None
    assert (shown["p.one"]["state"], shown["p.one"]["text"]) == (
        "unconfirmed",
        "预算每年10万元，使用情况待确认",
    )
    assert shown["p.one"]["limits"][0]["used"] is None


def test_limits_are_in_the_hash_only_where_there_are_some(vocabulary):
    assert {"budget", "quota"}.isdisjoint(rule_to_json(rule("taxed is yes [r1]")))
    provisions = [
        rule("taxed is yes [r1]"),
        limited(),
        limited(quota=QUOTA),
        limited(budget=replace(BUDGET, fen=5)),
    ]
    assert len({rule_hash(each) for each in provisions}) == 4
    facts = known(taxed=True)
    receipt = receipt_to_json(evaluate(provisions[2], facts, AS_OF, vocabulary), facts, vocabulary)
    again, problems = replay(json.loads(receipt_bytes(receipt)), vocabulary)
    assert problems == ()
    assert receipt_bytes(again) == receipt_bytes(receipt)


@pytest.mark.parametrize("quota", [None, QUOTA, Quota(7, "ranked", "quarter")])
def test_json_and_text_are_exact(quota):
    assert limits_from_json(json.loads(json.dumps(limits_to_json(BUDGET, quota)))) == (BUDGET, quota)
    fields = Fields(limit_entries(BUDGET, quota), "p", [])
    assert (read_budget(fields), read_quota(fields), fields.problems) == (BUDGET, quota, [])


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"budget": {"period": "year"}}, "p budget：缺少预算金额 value，请写成 500万元。"),
        ({"quota": {"order": "ranked"}}, "p quota：缺少名额数 places，请写成整数，如 100。"),
        (
            {"quota": {"places": 3, "order": "lottery"}},
            "p quota：“order”的值“lottery”不认识，可用：first_come、ranked。",
        ),
    ],
)
def test_unreadable_limits_are_refused(entry, message):
    fields = Fields(entry, "p", [])
    read_budget(fields)
    read_quota(fields)
    assert [one.message for one in fields.problems] == [message]


def test_checker_wants_a_sum_a_period_and_a_clause(vocabulary):
    assert check_provision(limited(quota=QUOTA), vocabulary) == ()
    wrong = limited(budget=Budget(0, "decade"), quota=replace(QUOTA, cites=("r9",)))
    assert [one.message for one in check_provision(wrong, vocabulary)] == [
        "p.one 总量：预算应大于0，请核对文件中的数额。",
        "p.one 总量：预算的期间“decade”不认识，可用：year、quarter、month。",
        "p.one 总量：预算没有注明依据，请写 cites。",
        "p.one 总量：名额引用了不存在的依据“r9”，请在 references 补上，或改正编号。",
    ]
