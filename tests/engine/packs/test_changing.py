"""Changing single figures of a provision, and refusing what cannot be changed."""

from dataclasses import replace
from datetime import date

import pytest

from zhitong.engine.packs import PACKS, read_pack
from zhitong.engine.packs.changing import change_provision, provision_with, settable
from zhitong.engine.rules.amounts import Fixed, Tier, Tiers
from zhitong.engine.rules.nodes import Leaf, Named

GRANT, VAT, FIRMS = "neimenggu.conversion_grant", "china.vat_exempt_2023", "neimenggu.startup_loan_firm_draft"


@pytest.fixture(scope="module")
def pack():
    return read_pack(PACKS / "neimenggu")[0]


def changed(pack, key, *changes):
    return change_provision(pack.provisions[key], changes, pack.vocabulary)


def leaf(provision, fact):
    return next(part for part in provision.condition.parts if isinstance(part, Leaf) and part.fact == fact)


def test_a_threshold_an_amount_and_a_window_at_once(pack):
    before = pack.provisions[GRANT]
    after, problems = changed(
        pack,
        GRANT,
        ("condition.converted_on", "1年"),
        ("amount.value", "20万元"),
        ("window.to", "2027年12月31日"),
    )
    assert problems == ()
    assert leaf(after, "converted_on") == replace(
        leaf(before, "converted_on"),
        operand=replace(leaf(before, "converted_on").operand, amount=1, text="1年"),
    )
    assert after.amount == replace(before.amount, fen=20_000_000)
    assert after.window == replace(before.window, ends=date(2027, 12, 31))
    assert replace(after, condition=before.condition, amount=before.amount, window=before.window) == before


def test_a_period_that_is_not_written_anew_stays(pack):
    after, _ = changed(pack, VAT, ("condition.monthly_sales", "15万元"))
    assert leaf(pack.provisions[VAT], "monthly_sales").operand == Named("vat_small_monthly")
    assert leaf(after, "monthly_sales").operand.period == "month"  # as its parameter has it
    assert leaf(after, "monthly_sales").operand.amount == 15_000_000


def test_the_operator_may_be_named_and_conditions_on_one_fact_are_told_apart(pack):
    after, _ = changed(pack, VAT, ("condition.monthly_sales", "less_than 10万元"))
    assert leaf(after, "monthly_sales").operator == "less_than"
    paths = {one.path: one.now for one in settable(pack.provisions[FIRMS], pack.vocabulary)}
    assert paths["condition.employees.at_most"] == "at_most 100人"
    assert paths["condition.eligible_hire_share#2"] == "at_least 8%"
    after, _ = changed(pack, FIRMS, ("condition.eligible_hire_share#2", "6%"))
    now = {one.path: one.now for one in settable(after, pack.vocabulary)}
    assert now == paths | {"condition.eligible_hire_share#2": "at_least 6%"}


def test_every_path_can_be_set_to_what_stands_there(pack):
    for provision in pack.provisions.values():
        for one in settable(provision, pack.vocabulary):
            if one.now != "未载明":
                after, problems = change_provision(provision, [(one.path, one.now)], pack.vocabulary)
                assert (after, problems) == (provision, ()), one


def test_a_window_without_end(pack):
    after, _ = changed(pack, GRANT, ("window.to", "长期"))
    assert (after.window.ends, after.window.long_term) == (None, True)
    back, _ = change_provision(after, [("window.to", "2025-12-31")], pack.vocabulary)
    assert back == pack.provisions[GRANT]


def test_one_step_of_a_table(pack):
    tiers = Tiers("employees", (Tier(0, fen=100), Tier(10, fen=200)), cites=("r1",))
    provision = replace(pack.provisions[GRANT], amount=tiers)
    after, problems = change_provision(provision, [("amount.tiers.2.value", "5元")], pack.vocabulary)
    assert problems == ()
    assert after.amount == replace(tiers, tiers=(Tier(0, fen=100), Tier(10, fen=500)))
    assert change_provision(provision, [("amount.tiers.3.value", "5元")], pack.vocabulary)[0] is None


@pytest.mark.parametrize(
    ("path", "words", "said"),
    [
        ("title", "新标题", "amount.value（现为 10万元）"),
        ("condition.employees", "5人", "不是可以改的地方"),
        ("condition.converted_on", "at_most 5人", "不能用运算 at_most"),
        ("condition.converted_on", "两年", "两年"),
        ("condition.kind", "shop", "没有“shop”这个选项"),
        ("amount.value", "20", "没有单位"),
        ("amount.of", "employees", "不是可以改的地方"),
        ("window.to", "2026-02-30", "在日历上不存在"),
        ("window.to", "2001-01-01", "截止日期早于开始日期"),
        ("window.long_term", "也许", "应写 是 或 否"),
    ],
)
def test_what_cannot_be_changed_is_refused_in_words(pack, path, words, said):
    after, problems = changed(pack, GRANT, (path, words))
    assert after is None
    assert said in "".join(problem.message for problem in problems)


def test_whole_parts_are_written_anew_as_in_a_pack(pack):
    before = pack.provisions[GRANT]
    after, problems = provision_with(
        before,
        {"condition": "all:\n  kind is enterprise\n", "amount": {"type": "fixed", "value": "3万元"}},
        pack.vocabulary,
    )
    assert problems == ()
    assert after.amount == Fixed(3_000_000)
    assert after.condition.parts == (Leaf("kind", "is", "enterprise"),)
    assert (after.window, after.title) == (before.window, before.title)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({}, "没有内容"),
        ({"title": "新标题"}, "不能改“title”"),
        ({"condition": "all:\n  nothing is yes\n"}, "nothing"),
        ({"condition": "all:\n  kind resembles yes\n"}, "没有“resembles”这种运算"),
        ({"amount": {"type": "gift"}}, "金额类型“gift”不认识"),
    ],
)
def test_parts_that_cannot_be_read_are_refused_in_words(pack, entry, said):
    after, problems = provision_with(pack.provisions[GRANT], entry, pack.vocabulary)
    assert after is None
    assert said in "".join(problem.message for problem in problems)
