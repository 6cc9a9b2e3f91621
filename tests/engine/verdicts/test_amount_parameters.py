"""Dated parameters in amounts: the figure of the day in every way of computing, with clause and validity."""

import json
from dataclasses import replace
from datetime import date

import pytest

from tests.engine.verdicts.conftest import known, rule
from zhitong.engine.packs.amount_entry import amount_entry
from zhitong.engine.packs.amount_form import read_amount
from zhitong.engine.packs.fields import Fields
from zhitong.engine.rules.amount_json import amount_from_json, amount_to_json
from zhitong.engine.rules.amounts import Ceiling, Dated, Fixed, NotStated, PerUnit, Rate, Tier, Tiers
from zhitong.engine.rules.check import check_provision
from zhitong.engine.rules.hash import rule_hash
from zhitong.engine.rules.nodes import Quantity
from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.rules.parameters import Parameter, ParameterValue
from zhitong.engine.rules.provision import Window
from zhitong.engine.values import Reference
from zhitong.engine.verdicts.evaluate import evaluate
from zhitong.engine.verdicts.receipt import receipt_bytes, receipt_to_json, replay


def value(starts, ends, amount, text):
    return ParameterValue(starts, ends, Quantity(amount, text), Reference("law", f"第{starts.year}条"))


CAP = Parameter(
    "cap",
    "补贴上限",
    (
        value(date(2024, 1, 1), date(2025, 12, 31), 30_000, "300元"),
        value(date(2026, 1, 1), date(2027, 12, 31), 50_000, "500元"),
    ),
)
SHARE = Parameter("part", "补贴比例", (value(date(2024, 1, 1), None, 5000, "50%"),))
WINDOW = Window(None, None, long_term=True, cites=("r1",))
RATE = Dated(
    Rate(0, "annual_revenue", "年营业收入", cap_fen=0, period="year", cites=("r1",)),
    (("share", "part"), ("cap_fen", "cap")),
)


def priced(amount=RATE, **changes):
    given = {"amount": amount, "parameters": {"cap": CAP, "part": SHARE}, "window": WINDOW} | changes
    return rule("taxed is yes [r1]", **given)


@pytest.mark.parametrize(
    ("day", "low"),
    [(date(2025, 12, 31), 30_000), (date(2026, 1, 1), 50_000)],
)
def test_figures_of_the_day_are_computed(vocabulary, day, low):
    found = evaluate(priced(), known(taxed=True, annual_revenue=1_000_000), day, vocabulary)
    assert (found.amount.state, found.amount.low_fen, found.amount.high_fen) == ("computed", low, low)


@pytest.mark.parametrize(
    ("written", "on_the_day"),
    [
        (Dated(Fixed(0, period="year"), (("fen", "cap"),)), Fixed(50_000, period="year")),
        (Dated(Ceiling("额度", fen=0), (("fen", "cap"),)), Ceiling("额度", fen=50_000)),
        (
            Dated(PerUnit(9, "employees", "人", 0), (("cap_fen", "cap"),)),
            PerUnit(9, "employees", "人", 50_000),
        ),
        (
            Dated(Rate(1, None, "税", 90_000, 0), (("floor_fen", "cap"),)),
            Rate(1, None, "税", 90_000, 50_000),
        ),
        (
            Dated(
                Tiers("annual_revenue", (Tier(0, 0), Tier(9, share=0))),
                (("tiers.1.fen", "cap"), ("tiers.2.share", "part")),
            ),
            Tiers("annual_revenue", (Tier(0, 50_000), Tier(9, share=5000))),
        ),
    ],
)
def test_every_kind_takes_parameters_and_keeps_them_in_json_and_text(written, on_the_day):
    assert rule_of_day(priced(written), date(2026, 5, 1)).amount == on_the_day
    stored = json.loads(json.dumps(amount_to_json(written)))
    assert amount_from_json(stored) == (written, ())
    problems = []
    entry = amount_entry(written, "money")
    assert read_amount(Fields(entry, "amount", problems)) == written
    assert problems == []


def test_receipt_shows_clause_and_validity_and_replays(vocabulary):
    facts = known(taxed=True, annual_revenue=1_000_000)
    receipt = receipt_to_json(evaluate(priced(), facts, date(2026, 5, 1), vocabulary), facts, vocabulary)
    steps = receipt["amount"]["steps"]
    assert [step["text"] for step in steps] == [
        "补贴上限：500元（2026年1月1日至2027年12月31日）",
        "补贴比例：50%（2024年1月1日起）",
        "按年营业收入的50%计算",
        "年营业收入1万元 × 50% = 5000元",
        "最高不超过500元，超出部分不计",
    ]
    assert steps[0]["references"] == [
        {"key": "$cap.2", "document": "law", "clause": "第2026条", "sentence": None}
    ]
    again, problems = replay(json.loads(receipt_bytes(receipt)), vocabulary)
    assert problems == ()
    assert receipt_bytes(again) == receipt_bytes(receipt)


def test_day_without_value_gives_no_number_and_says_why(vocabulary):
    found = evaluate(priced(), known(taxed=True, annual_revenue=1_000_000), date(2028, 1, 1), vocabulary)
    assert (found.amount.state, found.amount.low_fen, found.amount.high_fen) == ("not_stated", None, None)
    assert found.amount.note == "没有收录“补贴上限”在2028年1月1日的数值，无法计算金额"


def test_ended_provision_keeps_its_last_figures():
    ended = priced(window=Window(date(2024, 1, 1), date(2025, 6, 30), cites=("r1",)))
    assert rule_of_day(ended, date(2030, 1, 1)).amount == Rate(
        5000, "annual_revenue", "年营业收入", 30_000, period="year", cites=("r1",)
    )


def test_same_rule_of_a_day_is_made_once():
    provision = priced()
    assert rule_of_day(provision, date(2026, 5, 1)) is rule_of_day(provision, date(2026, 5, 1))
    assert rule_of_day(provision, date(2026, 5, 1)) is not rule_of_day(provision, date(2026, 5, 2))


def test_hash_follows_the_values_and_the_place():
    dearer = replace(CAP, values=(CAP.values[0], replace(CAP.values[1], value=Quantity(60_000, "600元"))))
    elsewhere = Dated(RATE.amount, (("share", "part"), ("floor_fen", "cap")))
    hashes = {
        rule_hash(priced()),
        rule_hash(priced(parameters={"cap": dearer, "part": SHARE})),
        rule_hash(priced(elsewhere)),
    }
    assert len(hashes) == 3


def test_checker_refuses_unknown_names_and_wrong_kinds(vocabulary):
    assert check_provision(priced(), vocabulary) == ()
    (unknown, *_) = check_provision(priced(parameters={"part": SHARE}), vocabulary)
    assert unknown.message == ("p.one 金额：参数“cap”不在参数表里，请改写成数，或在 parameters.yaml 补上。")
    turned = Dated(RATE.amount, (("share", "cap"), ("cap_fen", "cap")))
    (mixed, *_) = check_provision(priced(turned), vocabulary)
    assert mixed.message == "p.one 金额：参数“补贴上限”不是比例，不能用在这里，请换一个比例参数。"


def test_misspelt_name_and_name_without_amount_are_refused():
    problems = []
    read_amount(Fields({"type": "fixed", "value": "$上限"}, "amount", problems))
    assert [one.message for one in problems] == [
        "amount：“value”的参数“$上限”写错了，请写成 $ 加参数的键，如 $loan_cap。"
    ]
    amount, refused = amount_from_json({"type": "rate", "of": {"parameter": "cap"}, "of_text": "税"})
    assert amount is None
    assert refused[0].where == "amount/of"


def test_promise_without_figure_takes_no_parameter():
    assert rule_of_day(priced(NotStated("未载明")), date(2026, 5, 1)).amount == NotStated("未载明")
