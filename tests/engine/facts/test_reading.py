"""Reading known facts, resolving several claims, and writing them out again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhitong.engine.facts import (
    Facts,
    FactValue,
    fact_text,
    parse_cell,
    parse_value,
    read_facts,
    resolve,
    value_text,
)
from zhitong.engine.values import Band


@pytest.mark.parametrize(
    ("key", "raw", "value"),
    [
        ("annual_revenue", 50_000_000, 50_000_000),
        ("annual_revenue", "50万元", 50_000_000),
        ("annual_revenue", "100–500万元", Band(100_000_000, 500_000_000)),
        ("annual_revenue", "500万元以上", Band(500_000_000, None)),
        ("sales_growth", "-12.5%", -1250),
        ("employees", "3", 3),
        ("employees", "10–19人", Band(10, 19)),
        ("employees", "１０～１９", Band(10, 19)),
        ("employees", {"low": 10, "high": 19}, Band(10, 19)),
        ("employees", {"low": 10}, Band(10, None)),
        ("employees", {"low": 7, "high": 7}, 7),
        ("employees", "不足10人", Band(0, 9)),
        ("employees", "10人以下", Band(0, 10)),
        ("bad_credit", True, True),
        ("bad_credit", "否", False),
        ("bad_credit", "Yes", True),
        ("kind", "sole_trader", "sole_trader"),
        ("kind", "个体工商户", "sole_trader"),
        ("registered_on", "2024年6月30日", date(2024, 6, 30)),
        ("region", "150302", "150302"),
        ("region", "海勃湾区", "150302"),
        ("industry", 6220, "H6220"),
        ("industry", "F", "F"),
        ("employees", None, None),
        ("kind", " ", None),
    ],
)
def test_values_are_understood(vocabulary, key, raw, value):
    assert parse_value(vocabulary[key], raw, vocabulary) == (value, None)


@pytest.mark.parametrize(
    ("key", "raw", "words"),
    [
        ("annual_revenue", "-5万元", "应不小于0元"),
        ("annual_revenue", "5000", "请写成“50万元”"),
        ("annual_revenue", 12.5, "请写成“50万元”"),
        ("annual_revenue", True, "请写成“50万元”"),
        ("employees", "很多", "请写成整数"),
        ("employees", {"low": 5, "high": 2}, "区间的下限大于上限"),
        ("employees", {"low": None, "high": None}, "请写成整数"),
        ("employees", {"low": "x"}, "请写成整数"),
        ("employees", [1], "请写成整数"),
        ("employees", 2**70, "超出范围"),
        ("bad_credit", "也许", "请写“是”或“否”"),
        ("kind", "公司", "可选：企业（enterprise）"),
        ("registered_on", "2024-02-30", "并确认这一天存在"),
        ("region", "999999", "不在行政区划表中"),
        ("region", "鼓楼区", "不在行政区划表中"),
        ("industry", "9999", "不在国民经济行业代码表中"),
        ("industry", ["F"], "请填写代码"),
    ],
)
def test_bad_values_get_one_sentence_with_label_value_and_remedy(vocabulary, key, raw, words):
    value, problem = parse_value(vocabulary[key], raw, vocabulary)
    assert value is None
    assert words in problem.message
    assert vocabulary[key].label in problem.message
    assert (problem.where, problem.message[-1]) == (key, "。")


def test_cells_of_a_table_hold_plain_numbers(vocabulary):
    revenue = vocabulary["annual_revenue"]
    for raw in ("500000000", 500_000_000.0, 500_000_000, "500万元", "500000000.0"):
        assert parse_cell(revenue, raw, vocabulary) == (500_000_000, None)
    assert parse_cell(revenue, 0.5, vocabulary)[0] is None


def test_good_keys_are_taken_and_bad_ones_reported(vocabulary):
    content = {
        "kind": {"value": "enterprise", "source": "register", "as_of": "2025-12-31"},
        "employees": None,
        "colour": "red",
        "从业人员": 3,
        "bad_credit": {"value": "否", "source": "gossip"},
        "vat_status": {"value": "general", "as_of": "昨天"},
    }
    facts, problems = read_facts(content, vocabulary)
    assert facts == Facts({"kind": FactValue("enterprise", "register", date(2025, 12, 31))})
    assert [problem.where for problem in problems] == ["colour", "从业人员", "bad_credit", "vat_status"]
    assert "请改用键“employees”" in problems[1].message


@pytest.mark.parametrize("content", [None, [], "x", 3])
def test_something_else_than_an_object_is_refused(content, vocabulary):
    facts, problems = read_facts(content, vocabulary)
    assert len(facts) == 0
    assert [problem.code for problem in problems] == ["facts_not_mapping"]


def test_written_facts_read_back_the_same(vocabulary):
    facts = Facts(
        {
            "annual_revenue": FactValue(Band(1, None), "tax", date(2025, 12, 31)),
            "kind": FactValue("enterprise", "register", None),
            "registered_on": FactValue(date(2020, 2, 29)),
            "bad_credit": FactValue(False),
            "employees": FactValue(0),
        }
    )
    assert read_facts(facts.to_json(), vocabulary) == (facts, ())


def test_later_values_are_not_seen_earlier():
    facts = Facts({"a": FactValue(1, as_of=date(2025, 1, 1)), "b": FactValue(2)})
    assert set(facts.as_of(date(2024, 12, 31))) == {"b"}
    assert facts.as_of(date(2025, 1, 1)) == facts


def test_the_trusted_source_wins_then_the_later_date(vocabulary):
    tax, later = FactValue(1, "tax", date(2024, 12, 31)), FactValue(2, "tax", date(2025, 12, 31))
    declared = FactValue(3, "declared", date(2026, 6, 1))
    one, other = Facts({"annual_revenue": declared}), Facts({"annual_revenue": tax})
    assert one.merge(other, vocabulary)["annual_revenue"] is tax
    claims = [("annual_revenue", known) for known in (tax, declared, later)]
    assert resolve(claims, vocabulary)["annual_revenue"] is later
    assert resolve(claims, vocabulary, date(2025, 6, 30))["annual_revenue"] is tax


def test_a_fresh_statement_beats_a_stale_record(vocabulary):
    old, declared = FactValue(1, "tax", date(2020, 12, 31)), FactValue(3, "declared", date(2026, 6, 1))
    claims = [("annual_revenue", old), ("annual_revenue", declared)]
    assert resolve(claims, vocabulary, date(2026, 7, 1))["annual_revenue"] is declared
    assert resolve(claims[:1], vocabulary, date(2026, 7, 1))["annual_revenue"] is old


CLAIMS = st.lists(
    st.builds(
        FactValue,
        st.integers(0, 9),
        st.sampled_from(["tax", "statistics", "declared", "register"]),
        st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2026, 1, 1))),
    ),
    max_size=6,
    unique_by=lambda known: (known.source, known.as_of),
)


@given(CLAIMS, st.randoms())
def test_the_order_of_claims_does_not_matter(vocabulary, claims, random):
    shuffled = list(claims)
    random.shuffle(shuffled)
    results = [resolve((("annual_revenue", k) for k in order), vocabulary) for order in (claims, shuffled)]
    assert results[0] == results[1]


def test_words_on_screen(vocabulary):
    words = {
        "annual_revenue": (Band(100_000_000, 500_000_000), "100万元–500万元"),
        "employees": (Band(10, 19), "10–19人"),
        "sales_growth": (1200, "12%"),
        "industry": ("F52", "零售业（F52）"),
        "region": ("1503", "乌海市（150300）"),
        "kind": ("enterprise", "企业"),
        "bad_credit": (False, "否"),
        "registered_on": (date(2024, 6, 30), "2024年6月30日"),
    }
    for key, (value, text) in words.items():
        assert value_text(vocabulary[key], value, vocabulary) == text
    known = FactValue(Band(300, None), "social_security", date(2025, 12, 31))
    assert fact_text("employees", known, vocabulary) == "从业人员 300人以上（社保，2025年12月31日）"
