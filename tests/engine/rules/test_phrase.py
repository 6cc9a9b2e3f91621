"""Conditions and amounts in plain Chinese, as a shopkeeper reads them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhitong.engine.rules.amount_text import phrase_amount
from zhitong.engine.rules.amounts import Ceiling, Fixed, NotStated, PerUnit, Rate, Tier, Tiers
from zhitong.engine.rules.nodes import Leaf, Not
from zhitong.engine.rules.phrase import (
    missing_text,
    opposite_text,
    phrase_condition,
    phrase_lines,
    phrase_short,
)
from zhitong.engine.rules.text import parse_condition


def read(text):
    return parse_condition(text)[0]


@pytest.mark.parametrize(
    ("text", "asked", "opposite"),
    [
        (
            "annual_revenue at_least 500万元 per year",
            "年营业收入不低于500万元（含500万元）",
            "年营业收入低于500万元",
        ),
        (
            "employees between 10人 and 19人",
            "从业人数在10人至19人之间（含两端）",
            "从业人数不在10人至19人之间",
        ),
        ("kind is sole_trader", "主体类型：个体户", "主体类型：不是“个体户”"),
        ("bad_credit is yes", "有不良信用记录：是", "有不良信用记录：否"),
        ("region within 1503", "所在地属于乌海市", "所在地不属于乌海市"),
        (
            "registered_on on_or_before 2024-12-31",
            "登记日期不晚于2024年12月31日（含当日）",
            "登记日期晚于2024年12月31日",
        ),
        ("registered_on years_since_at_least 2年", "从登记日期算起已满2年", "从登记日期算起不满2年"),
    ],
)
def test_leaf_reads_both_ways(vocabulary, text, asked, opposite):
    leaf = read(text)
    assert phrase_short(leaf, vocabulary) == asked
    assert phrase_short(Not(leaf), vocabulary) == opposite
    assert opposite_text(leaf, vocabulary) == opposite


def test_tree_reads_as_a_nested_list(vocabulary):
    condition = read(
        "all:\n  any:\n    kind is enterprise\n    kind is sole_trader\n  not:\n    any:\n"
        "      bad_credit is yes\n      judge 正在破产\n  at_least 1:\n    employees at_least 5人"
    )
    assert phrase_condition(condition, vocabulary) == (
        "同时符合以下各项：\n"
        "　1. 符合以下任意一项：\n"
        "　　（1）主体类型：企业\n"
        "　　（2）主体类型：个体户\n"
        "　2. 不具备以下任何一种情形：\n"
        "　　（1）有不良信用记录：是\n"
        "　　（2）正在破产（需人工判断）\n"
        "　3. 以下各项至少符合1项：\n"
        "　　（1）从业人数不低于5人（含5人）"
    )


def test_short_form_brackets_what_would_be_ambiguous(vocabulary):
    condition = read(
        "all:\n  any:\n    kind is enterprise\n    kind is sole_trader\n  not:\n    bad_credit is yes"
    )
    assert phrase_short(condition, vocabulary) == (
        "（主体类型：企业，或主体类型：个体户），且有不良信用记录：否"
    )


def test_missing_fact_is_asked_for(vocabulary):
    assert missing_text(read("employees at_most 300人"), vocabulary) == "需要知道从业人数是否不超过300人"


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_every_tree_has_words_for_every_leaf(vocabulary, any_condition, data):
    condition = data.draw(any_condition)
    lines = phrase_lines(condition, vocabulary)
    assert all(line.text for line in lines)
    assert phrase_short(condition, vocabulary)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (NotStated("文件未载明标准"), "文件未载明标准"),
        (Fixed(10_000_000), "10万元"),
        (Fixed(500_000, ">=", "year"), "每年不低于5000元"),
        (Rate(5000, None, "应缴税额", cap_fen=5_000_000), "应缴税额的50%，最高5万元"),
        (PerUnit(100_000, "employees", "招用1人", cap_fen=1_000_000), "每招用1人1000元，最高1万元"),
        (Ceiling("担保费率", share=100), "担保费率不超过1%"),
        (
            Tiers("employees", (Tier(0, fen=0), Tier(10, fen=100_000))),
            "按从业人数分2档：0人起0元；10人起1000元",
        ),
    ],
)
def test_amount_reads_in_a_few_words(vocabulary, amount, words):
    assert phrase_amount(amount, vocabulary) == words


def test_unknown_fact_is_shown_by_its_key(vocabulary):
    assert phrase_short(Leaf("newcomer", "known"), vocabulary) == "已掌握newcomer"
