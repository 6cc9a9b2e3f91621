"""Amounts: exact, with every step; nothing known gives no number, never nought."""

import pytest

from zhitong.engine.facts import Facts, FactValue
from zhitong.engine.rules.amount_json import amount_from_json, amount_to_json
from zhitong.engine.rules.amount_of import compute, range_text, take_share
from zhitong.engine.rules.amounts import Ceiling, Fixed, NotStated, PerUnit, Rate, Tier, Tiers
from zhitong.engine.values import Band

YUAN = 100
TABLE = Tiers("annual_revenue", (Tier(0, fen=0), Tier(1000, fen=50), Tier(2000, share=500)))


def facts(**values):
    return Facts({key: FactValue(value) for key, value in values.items()})


@pytest.mark.parametrize(
    ("amount", "known", "ends"),
    [
        (Fixed(500 * YUAN), {}, (50_000, 50_000)),
        (Fixed(500 * YUAN, ">="), {}, (50_000, None)),
        (Fixed(500 * YUAN, "<="), {}, (None, 50_000)),
        (Rate(5000, "loan_wanted", "利息"), {"loan_wanted": 301}, (151, 151)),
        (Rate(5000, "loan_wanted", "利息"), {"loan_wanted": Band(100, 200)}, (50, 100)),
        (Rate(5000, "loan_wanted", "利息"), {"loan_wanted": Band(100, None)}, (50, None)),
        (Rate(5000, "loan_wanted", "利息", cap_fen=80), {"loan_wanted": Band(100, None)}, (50, 80)),
        (Rate(5000, "loan_wanted", "利息", floor_fen=70), {"loan_wanted": 100}, (70, 70)),
        (Rate(5000, "loan_wanted", "利息", comparator="<="), {"loan_wanted": 100}, (None, 50)),
        (Rate(5000, "loan_wanted", "亏损"), {"loan_wanted": -100}, (0, 0)),
        (PerUnit(1000, "employees", "人"), {"employees": 3}, (3000, 3000)),
        (PerUnit(1000, "employees", "人", cap_fen=2500), {"employees": Band(2, 5)}, (2000, 2500)),
        (TABLE, {"annual_revenue": 999}, (0, 0)),
        (TABLE, {"annual_revenue": 1000}, (50, 50)),
        (TABLE, {"annual_revenue": 2000}, (100, 100)),
        (TABLE, {"annual_revenue": Band(999, 1000)}, (0, 50)),
        (TABLE, {"annual_revenue": Band(1500, 3000)}, (50, 150)),
        (TABLE, {"annual_revenue": Band(1500, None)}, (50, None)),
    ],
)
def test_amount_is_exact(vocabulary, amount, known, ends):
    result = compute(amount, facts(**known), vocabulary)
    assert (result.state, result.low_fen, result.high_fen) == ("computed", *ends)
    assert result.steps


@pytest.mark.parametrize(
    ("amount", "state", "missing"),
    [
        (NotStated("文件未载明"), "not_stated", None),
        (Ceiling("贷款额度", fen=30_000_000), "ceiling", None),
        (Rate(5000, "loan_wanted", "利息", cap_fen=80), "missing", "loan_wanted"),
        (Rate(5000, None, "没有登记的基数"), "missing", None),
        (PerUnit(1000, "employees", "人"), "missing", "employees"),
        (TABLE, "missing", "annual_revenue"),
    ],
)
def test_what_is_not_known_gives_no_number(vocabulary, amount, state, missing):
    result = compute(amount, Facts(), vocabulary)
    assert (result.state, result.low_fen, result.high_fen, result.missing) == (state, None, None, missing)
    assert not result.is_number
    assert result.note


def test_steps_show_the_working_with_its_reference(vocabulary):
    amount = Rate(1000, "loan_wanted", "贷款额", cap_fen=5_000_000, cites=("r1",))
    steps = compute(amount, facts(loan_wanted=100_000_000), vocabulary).steps
    assert [step.text for step in steps] == [
        "按贷款额的10%计算",
        "想贷款金额100万元 × 10% = 10万元",
        "最高不超过5万元，超出部分不计",
    ]
    assert {step.cites for step in steps} == {("r1",)}


def test_half_a_fen_is_rounded_up():
    assert [take_share(fen, 5000) for fen in (1, 2, 3, -5)] == [1, 1, 2, 0]


def test_ranges_read_well():
    assert range_text(100, 100) == "1元"
    assert range_text(100, 200) == "1元至2元"
    assert range_text(100, None) == "不低于1元"
    assert range_text(None, 200) == "不超过2元"


@pytest.mark.parametrize(
    "amount",
    [
        NotStated("无"),
        Fixed(5, ">=", "year", ("r1",)),
        Rate(5000, None, "税", 9, 1, "month", "<=", ("r1", "r2")),
        PerUnit(5, "employees", "人", 10),
        TABLE,
        Ceiling("额度", share=100, cites=("r1",)),
    ],
)
def test_json_form_is_exact(amount):
    assert amount_from_json(amount_to_json(amount)) == (amount, ())


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"type": "gift"},
        {"type": "fixed"},
        {"type": "fixed", "fen": -1},
        {"type": "fixed", "fen": 1.5},
        {"type": "fixed", "fen": True},
        {"type": "fixed", "fen": 1, "colour": "red"},
        {"type": "fixed", "fen": 1, "comparator": "≈"},
        {"type": "tiers", "of": "x", "tiers": [{"from_amount": 0}]},
        {"type": "tiers", "of": "x", "tiers": []},
        {"type": "fixed", "fen": None},
    ],
)
def test_unreadable_amount_is_refused(value):
    amount, problems = amount_from_json(value)
    assert amount is None
    assert problems[0].advice
