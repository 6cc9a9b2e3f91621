"""A dated parameter in a condition: the value of the day, its clause on the receipt, unknown without one."""

import json
from dataclasses import replace
from datetime import date

from tests.engine.verdicts.conftest import known, rule
from zhitong.engine.proving.back_ends import compiled, interpreted
from zhitong.engine.proving.reference import reference
from zhitong.engine.rules.check import check_provision
from zhitong.engine.rules.hash import rule_hash
from zhitong.engine.rules.nodes import Quantity
from zhitong.engine.rules.parameters import (
    Parameter,
    ParameterValue,
    parameter_to_json,
    parameters_from_json,
)
from zhitong.engine.rules.provision import Window
from zhitong.engine.values import Reference, Verdict
from zhitong.engine.verdicts.evaluate import evaluate
from zhitong.engine.verdicts.receipt import receipt_bytes, receipt_to_json, replay


def value(starts, ends, text, fen, inclusive):
    clause = Reference("law", f"第{starts.year}条")
    return ParameterValue(starts, ends, Quantity(fen, text, "year"), clause, inclusive)


OLD = value(date(2023, 1, 1), date(2025, 12, 31), "10万元", 10_000_000, True)
NEW = value(date(2026, 1, 1), date(2027, 12, 31), "10万元", 10_000_000, False)
LIMIT = Parameter("limit", "免税额", (OLD, NEW))
WINDOW = Window(None, None, long_term=True, cites=("r1",))


def named(parameter=LIMIT):
    return rule("annual_revenue at_most $limit [r1]", parameters={"limit": parameter}, window=WINDOW)


def test_value_of_the_day_decides_in_every_back_end(vocabulary):
    facts = [known(annual_revenue=10_000_000)]
    wanted = {
        date(2022, 12, 31): Verdict.UNKNOWN,
        date(2025, 12, 31): Verdict.MET,
        date(2026, 1, 1): Verdict.NOT_MET,
        date(2028, 1, 1): Verdict.UNKNOWN,
    }
    for back_end in (interpreted, compiled, reference):
        found = {day: back_end([named()], facts, day, vocabulary)[0][0].verdict for day in wanted}
        assert found == wanted


def test_receipt_shows_value_validity_and_clause_and_replays(vocabulary):
    facts = known(annual_revenue=10_000_000)
    receipt = receipt_to_json(evaluate(named(), facts, date(2026, 5, 1), vocabulary), facts, vocabulary)
    row = receipt["conditions"][0]
    shown = row["parameters"][0]
    assert row["text"] == "年营业收入低于10万元（不含10万元）"
    assert (shown["label"], shown["from"], shown["to"]) == ("免税额", "2026-01-01", "2027-12-31")
    assert shown["reference"]["clause"] == "第2026条"
    assert [one["key"] for one in row["references"]] == ["r1", "$limit.2"]
    stored = json.loads(receipt_bytes(receipt))
    again, problems = replay(stored, vocabulary)
    assert problems == ()
    assert receipt_bytes(again) == receipt_bytes(receipt)


def test_day_without_value_is_unknown_with_the_reason_and_asks_nothing(vocabulary):
    facts = known(annual_revenue=10_000_000)
    found = evaluate(named(), facts, date(2022, 1, 1), vocabulary)
    assert (found.verdict, found.missing, found.needs_judgement) == (Verdict.UNKNOWN, (), False)
    row = receipt_to_json(found, facts, vocabulary)["conditions"][0]
    assert row["missing"] == "没有收录“免税额”在2022年1月1日的数值，无法判定"


def test_ended_provision_keeps_its_last_figures(vocabulary):
    ended = replace(named(), window=Window(date(2023, 1, 1), date(2025, 12, 31), cites=("r1",)))
    found = evaluate(ended, known(annual_revenue=10_000_000), date(2026, 5, 1), vocabulary)
    assert (found.verdict, found.condition.verdict) == (Verdict.NOT_MET, Verdict.MET)


def test_changed_value_changes_the_hash():
    other = Parameter("limit", "免税额", (OLD, replace(NEW, inclusive=True)))
    assert rule_hash(named()) != rule_hash(named(other))
    assert parameters_from_json({"limit": parameter_to_json(LIMIT)}) == {"limit": LIMIT}


def test_checker_refuses_gap_overlap_and_wrong_unit(vocabulary):
    assert check_provision(named(), vocabulary) == ()
    gap = Parameter("limit", "免税额", (replace(OLD, ends=date(2025, 6, 30)), NEW))
    (found,) = check_provision(named(gap), vocabulary)
    assert found.message == (
        "p.one 参数：参数“免税额”在2025年6月30日之后、2026年1月1日之前没有数值，请补上这一段的数值和条款。"
    )
    overlap = Parameter("limit", "免税额", (replace(OLD, ends=None), NEW))
    assert [one.code for one in check_provision(named(overlap), vocabulary)] == ["parameter_overlap"]
    people = Parameter("limit", "人数", (replace(NEW, value=Quantity(10, "10人")),))
    assert [one.code for one in check_provision(named(people), vocabulary)] == ["type_mixed"]
