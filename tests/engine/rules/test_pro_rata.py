"""Parts of an amount: months and days of the window in the period, shares of a fact, stated rounding."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhitong.engine.facts import Facts, FactValue, read_vocabulary
from zhitong.engine.packs.amount_entry import amount_entry
from zhitong.engine.packs.amount_form import read_amount
from zhitong.engine.packs.fields import Fields
from zhitong.engine.proving.random_rules import provision_of
from zhitong.engine.rules.amount_json import amount_from_json, amount_to_json
from zhitong.engine.rules.amount_of import compute
from zhitong.engine.rules.amount_text import phrase_amount
from zhitong.engine.rules.amounts import Fixed, PerUnit, ProRata, Rate
from zhitong.engine.rules.check_amount import amount_problems
from zhitong.engine.rules.nodes import All
from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.rules.pro_rata import take_part
from zhitong.engine.rules.provision import Window
from zhitong.engine.values import Band, Reference

MONTHS, DAYS = ProRata("months"), ProRata("days")
SHARE = ProRata("share", "part_disabled")
YEARLY = Fixed(120_001, period="year", cites=("r1",))
REFERENCES = {"r1": Reference("doc", "一")}


@pytest.fixture(scope="module")
def words():
    found, problems = read_vocabulary(
        """
employees: {type: count, unit: 人, label: 从业人数, question: 几个？, minimum: 0}
profit: {type: money, label: 利润, period: year, question: 多少？}
part_disabled: {type: share, label: 残疾人占比, question: 多少？, minimum: 0}
""",
        {},
    )
    assert problems == ()
    return found


def on(amount, day=date(2026, 11, 24), starts=date(2026, 5, 31), ends=date(2027, 2, 1), long_term=False):
    window = Window(starts, ends, long_term)
    return rule_of_day(replace(provision_of(All(()), "p.x"), amount=amount, window=window), day).amount


@pytest.mark.parametrize(
    ("amount", "window", "low"),
    [
        (replace(YEARLY, pro_rata=MONTHS), {}, 80_001),  # May to December: 8 of 12, 80000.67 up
        (replace(YEARLY, pro_rata=ProRata("months", rounding="down")), {}, 80_000),
        (replace(YEARLY, pro_rata=ProRata("months", unit_fen=100)), {}, 80_000),
        (replace(YEARLY, pro_rata=DAYS), {}, 70_686),  # 215 of 365 days
        (replace(YEARLY, pro_rata=MONTHS), {"day": date(2027, 1, 5)}, 20_000),  # January and February
        (replace(YEARLY, pro_rata=MONTHS), {"starts": None, "ends": None, "long_term": True}, 120_001),
        (Fixed(300, period="quarter", pro_rata=MONTHS), {"starts": date(2026, 11, 30)}, 200),
        (Fixed(3000, period="month", pro_rata=DAYS), {"starts": date(2026, 11, 21)}, 1000),
        (Fixed(1200, period="year", pro_rata=MONTHS), {"day": date(2030, 1, 1)}, 200),  # keeps its last year
    ],
)
def test_part_of_the_period_is_exact(words, amount, window, low):
    result = compute(on(amount, **window), Facts(), words)
    assert (result.state, result.low_fen, result.high_fen) == ("computed", low, low)


def test_step_says_how(words):
    result = compute(on(replace(YEARLY, pro_rata=MONTHS)), Facts(), words)
    assert [step.text for step in result.steps] == [
        "标准为1200.01元",
        "折算：1200.01元 × 当期12个月中的8个月 = 800.01元（四舍五入到分）",
    ]
    assert result.steps[1].cites == ("r1",)


def test_window_without_stated_end_gives_no_number(words):
    result = compute(on(replace(YEARLY, pro_rata=MONTHS), ends=None), Facts(), words)
    assert (result.state, result.note) == ("not_stated", "文件没有写明截止日期，无法按期限折算金额")


@pytest.mark.parametrize(
    ("amount", "facts", "ends"),
    [
        (Fixed(1001, pro_rata=SHARE), {"part_disabled": 5000}, (501, 501)),
        (Fixed(1001, "<=", pro_rata=SHARE), {"part_disabled": 5000}, (None, 501)),
        (Fixed(1000, pro_rata=SHARE), {"part_disabled": 20_000}, (1000, 1000)),
        (Fixed(1000, pro_rata=SHARE), {"part_disabled": Band(1000, None)}, (100, 1000)),
        (Fixed(1000, pro_rata=SHARE), {"part_disabled": Band(None, 3000)}, (0, 300)),
        (
            PerUnit(100, "employees", "人", 250, pro_rata=SHARE),
            {"employees": Band(2, 9), "part_disabled": Band(5000, 6000)},
            (100, 150),
        ),
    ],
)
def test_share_of_a_fact(words, amount, facts, ends):
    known = Facts({key: FactValue(value) for key, value in facts.items()})
    result = compute(on(amount), known, words)
    assert (result.state, result.low_fen, result.high_fen) == ("computed", *ends)


def test_missing_share_is_asked_for(words):
    result = compute(on(Fixed(1000, pro_rata=SHARE)), Facts(), words)
    assert (result.state, result.missing) == ("missing", "part_disabled")


@given(
    st.integers(0, 10**15),
    st.integers(0, 366),
    st.integers(1, 366),
    st.sampled_from(["half_up", "down"]),
    st.sampled_from([1, 100]),
)
def test_rounding_is_exact(fen, part, whole, rounding, unit):
    found = take_part(fen, part, whole, ProRata("days", "", rounding, unit))
    exact = Fraction(fen * part, whole)
    assert found % unit == 0
    if rounding == "down":
        assert found <= exact < found + unit
    else:
        assert found - Fraction(unit, 2) <= exact < found + Fraction(unit, 2)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.sampled_from(["months", "days"]))
def test_parts_of_two_halves_of_a_year_are_the_whole(split, by):
    rule = ProRata(by)
    first, last = date(split.year, 1, 1), date(split.year, 12, 31)
    amount = Fixed(1, period="year", pro_rata=rule)
    before = on(amount, first, first, split).pro_rata.part
    if split == last:
        assert before[0] == before[1]
        return
    after = on(amount, last, split + timedelta(days=1), last).pro_rata.part
    begun_twice = by == "months" and (split + timedelta(days=1)).month == split.month
    assert before[0] + after[0] == before[1] + begun_twice


@pytest.mark.parametrize("rule", [MONTHS, ProRata("days", "", "down", 100), SHARE])
def test_json_and_text_are_exact(rule):
    for amount in (replace(YEARLY, pro_rata=rule), Rate(5, "profit", "利润", period="year", pro_rata=rule)):
        assert amount_from_json(amount_to_json(amount)) == (amount, ())
        assert read_amount(Fields(amount_entry(amount), "amount", [])) == amount
    assert "pro_rata" not in amount_to_json(YEARLY)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"by": "weeks"},
        {"by": "share"},
        {"by": "months", "of": "x"},
        {"by": "days", "rounding": "up"},
        {"by": "days", "unit_fen": 10},
        {"by": "days", "part": [1, 2]},
    ],
)
def test_unreadable_part_is_refused(said):
    amount, problems = amount_from_json({"type": "fixed", "fen": 1, "pro_rata": said})
    assert amount is None
    assert problems[0].where == "amount/pro_rata"


def test_phrase_says_part_and_rounding(words):
    assert phrase_amount(replace(YEARLY, pro_rata=MONTHS), words) == (
        "每年1200.01元，按有效期在当期内的月数折算（不足一月的按一月），四舍五入到分"
    )
    yuan = ProRata("share", "part_disabled", "down", 100)
    assert phrase_amount(Fixed(1000, pro_rata=yuan), words) == "10元，按残疾人占比折算，舍去尾数到元"


@pytest.mark.parametrize(
    ("amount", "message"),
    [
        (Fixed(1, cites=("r1",), pro_rata=MONTHS), "按月折算的金额期间不对"),
        (Fixed(1, period="month", cites=("r1",), pro_rata=MONTHS), "按月折算的金额期间不对"),
        (Fixed(1, period="day", cites=("r1",), pro_rata=DAYS), "按天折算的金额期间不对"),
        (Fixed(1, cites=("r1",), pro_rata=ProRata("share", "lost")), "折算所依的要素“lost”不在要素表里"),
        (
            Fixed(1, cites=("r1",), pro_rata=ProRata("share", "employees")),
            "“从业人数”是数量，折算要按比例",
        ),
    ],
)
def test_checker_refuses(words, amount, message):
    assert message in [one.message for one in amount_problems(amount, words, REFERENCES)]


def test_checker_accepts(words):
    for rule in (MONTHS, DAYS, SHARE):
        assert list(amount_problems(replace(YEARLY, pro_rata=rule), words, REFERENCES)) == []
