"""The checker refuses what would be wrong or empty, and says where and what to do."""

import random
from dataclasses import replace
from datetime import date

import pytest

from zhitong.engine.facts import Facts, FactValue
from zhitong.engine.proving.random_rules import Generator, provision_of
from zhitong.engine.rules.amounts import Ceiling, Fixed, NotStated, PerUnit, Rate, Tier, Tiers
from zhitong.engine.rules.check import check_condition, check_provision, operators_for
from zhitong.engine.rules.nodes import All, AnyOf, Leaf, Not
from zhitong.engine.rules.provision import Window
from zhitong.engine.rules.text import parse_condition
from zhitong.engine.values import Band, Reference, Severity, Verdict
from zhitong.engine.verdicts import judge_condition

REFERENCES = {"r1": Reference("doc", "第一条")}


def codes_of(text, vocabulary):
    condition, problems = parse_condition(text)
    assert problems == ()
    found = check_condition(condition, vocabulary, REFERENCES)
    assert all(problem.where.startswith("条件") and problem.advice for problem in found)
    return [problem.code for problem in found]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("revenue at_least 500万元 per year [r1]", "fact_unknown"),
        ("annual_revenue within 1503 [r1]", "operator_unfit"),
        ("annual_revenue at_least 500人 per year [r1]", "type_mixed"),
        ("annual_revenue at_least 50% per year [r1]", "type_mixed"),
        ("annual_revenue at_least 500万元 [r1]", "period_missing"),
        ("annual_revenue at_least 500万元 per month [r1]", "period_mixed"),
        ("loan_wanted at_least 500万元 per year [r1]", "period_mixed"),
        ("employees at_least 10 [r1]", "unit_mixed"),
        ("employees at_least 10户 [r1]", "unit_mixed"),
        ("employees between 20人 and 10人 [r1]", "range_empty"),
        ("registered_on years_since_at_least 6个月 [r1]", "unit_mixed"),
        ("registered_on years_since_at_least 200年 [r1]", "duration_absurd"),
        ("kind is firm [r1]", "option_unknown"),
        ("kind is yes [r1]", "operand_unfit"),
        ("bad_credit is small [r1]", "operand_unfit"),
        ("region within 9999 [r1]", "code_unknown"),
        ("industry within_any F52, Y [r1]", "code_unknown"),
        ("employees at_least 10人", "condition_uncited"),
        ("employees at_least 10人 [r9]", "cite_unknown"),
        ("judge 有前景", "condition_uncited"),
        ("employees at_least 0人 [r1]", "always_true"),
        ("employees less_than 0人 [r1]", "always_false"),
        ("kind one_of enterprise, sole_trader, cooperative [r1]", "always_true"),
        ("any:", "always_false"),
        ("at_least 3:\n  bad_credit is yes [r1]", "always_false"),
        ("at_least 0:\n  bad_credit is yes [r1]", "always_true"),
        ("all:\n  employees at_least 10人 [r1]\n  employees less_than 10人 [r1]", "contradictory"),
        ("all:\n  kind is enterprise [r1]\n  kind is sole_trader [r1]", "contradictory"),
        ("all:\n  bad_credit is no [r1]\n  not:\n    bad_credit is no [r1]", "contradictory"),
        ("all:\n  region within 1503 [r1]\n  region within 1502 [r1]", "contradictory"),
        ("all:\n  region within 150302 [r1]\n  region not_within 1503 [r1]", "contradictory"),
        (
            "all:\n  registered_on before 2024-01-01 [r1]\n  registered_on after 2024-06-30 [r1]",
            "contradictory",
        ),
        ("any:\n  employees at_least 10人 [r1]\n  employees less_than 10人 [r1]", "always_true"),
        ("any:\n  region within 15 [r1]\n  region not_within 1503 [r1]", "always_true"),
        ("any:\n  judge 甲 [r1]\n  not:\n    judge 甲 [r1]", "always_true"),
        ("any:\n  taxed is yes [r1]\n  taxed is yes [r1]", "repeated"),
        ("all:", "no_condition"),
    ],
)
def test_faulty_condition_is_reported(vocabulary, text, code):
    assert code in codes_of(text, vocabulary)


@pytest.mark.parametrize(
    "text",
    [
        "all:\n  employees at_least 10人 [r1]\n  employees at_most 10人 [r1]",
        "any:\n  employees at_least 10人 [r1]\n  employees less_than 9人 [r1]",
        "all:\n  region within 15 [r1]\n  region not_within 1503 [r1]",
        "all:\n  registered_on years_since_at_least 1年 [r1]\n"
        "  registered_on months_since_at_most 12个月 [r1]",
        "growth at_least -5% [r1]",
        "loan_wanted known [r1]",
    ],
)
def test_sound_condition_passes(vocabulary, text):
    assert codes_of(text, vocabulary) == []


def test_unknown_fact_gets_the_likely_one(vocabulary):
    found = check_condition(Leaf("employes", "known", None, ("r1",)), vocabulary, REFERENCES)
    assert "employees" in found[0].advice
    named = check_condition(Leaf("从业人数", "known", None, ("r1",)), vocabulary, REFERENCES)
    assert "employees" in named[0].advice


def provision(**changes):
    base = provision_of(parse_condition("taxed is yes [r1]")[0], "pack.one")
    window = Window(date(2024, 1, 1), date(2026, 12, 31), cites=("r1",))
    return replace(base, **({"window": window, "references": REFERENCES} | changes))


@pytest.mark.parametrize(
    ("window", "code"),
    [
        (Window(date(2024, 1, 1), None, cites=("r1",)), "window_open_ended"),
        (Window(date(2024, 1, 1), date(2023, 1, 1), cites=("r1",)), "window_reversed"),
        (Window(None, date(2024, 1, 1), long_term=True, cites=("r1",)), "window_double"),
        (Window(None, date(2024, 1, 1)), "window_uncited"),
        (Window(None, date(2024, 1, 1), cites=("r7",)), "cite_unknown"),
    ],
)
def test_faulty_window_is_reported(vocabulary, window, code):
    found = check_provision(provision(window=window), vocabulary)
    assert [(one.code, one.severity) for one in found] == [(code, Severity.ERROR)]


def test_end_the_document_leaves_out_is_a_warning_once_said(vocabulary):
    found = check_provision(provision(window=Window(None, None, note="文件未载明期限")), vocabulary)
    assert [(one.code, one.severity) for one in found] == [("window_open_ended", Severity.WARNING)]


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        (NotStated(""), "amount_unexplained"),
        (Fixed(0, cites=("r1",)), "amount_not_positive"),
        (Fixed(100), "amount_uncited"),
        (Fixed(100, cites=("r8",)), "cite_unknown"),
        (Fixed(100, period="decade", cites=("r1",)), "amount_period"),
        (Rate(5000, "tax_due", "税", cites=("r1",)), "fact_unknown"),
        (Rate(5000, "employees", "人", cites=("r1",)), "amount_fact_unfit"),
        (Rate(15000, "loan_wanted", "贷款", cites=("r1",)), "share_above_whole"),
        (Rate(5000, "loan_wanted", "贷款", cap_fen=1, floor_fen=2, cites=("r1",)), "cap_below_floor"),
        (PerUnit(100, "loan_wanted", "元", cites=("r1",)), "amount_fact_unfit"),
        (Ceiling("贷款", cites=("r1",)), "ceiling_empty"),
        (Tiers("loan_wanted", (), cites=("r1",)), "tiers_empty"),
        (Tiers("loan_wanted", (Tier(0, fen=1), Tier(0, fen=2)), cites=("r1",)), "tiers_overlap"),
        (Tiers("loan_wanted", (Tier(0, fen=1), Tier(9, 2), Tier(5, 3)), cites=("r1",)), "tiers_unordered"),
        (Tiers("loan_wanted", (Tier(0, fen=1, share=1),), cites=("r1",)), "tier_unclear"),
        (Tiers("loan_wanted", (Tier(100, fen=1),), cites=("r1",)), "tiers_gap"),
        (Tiers("employees", (Tier(0, share=1),), cites=("r1",)), "amount_fact_unfit"),
    ],
)
def test_faulty_amount_is_reported(vocabulary, amount, code):
    assert code in [one.code for one in check_provision(provision(amount=amount), vocabulary)]


def test_region_that_contradicts_the_condition_is_reported(vocabulary):
    condition, _ = parse_condition("all:\n  region within 1502 [r1]\n  taxed is yes [r1]")
    found = check_provision(provision(condition=condition, region="1503"), vocabulary)
    assert [one.code for one in found] == ["contradictory"]


def test_sound_provision_passes(vocabulary):
    assert check_provision(provision(), vocabulary) == ()


def test_operators_for_a_type_are_those_of_the_registry():
    assert operators_for("flag") == ("is", "is_not", "known", "not_known")


@pytest.mark.parametrize("seed", range(100))
def test_what_is_called_impossible_or_certain_is_so(vocabulary, seed):
    """No business meets a condition called contradictory, none fails one called always true."""
    generator = Generator(vocabulary, random.Random(seed), codes=CODES)
    leaf = generator.leaf()
    parts = tuple(generator.rng.choice((one, Not(one))) for one in (leaf, _on_same_fact(generator, leaf)))
    for condition in (All(parts), AnyOf(parts)):
        found = check_condition(condition, vocabulary, REFERENCES)
        codes = {problem.code for problem in found if problem.where == "条件"}
        values = [generator.value(vocabulary[leaf.fact]) for _ in range(40)]
        facts = [Facts({leaf.fact: FactValue(value)}) for value in values if _is_in_range(value)]
        verdicts = {judge_condition(condition, one, date(2026, 11, 24), vocabulary).verdict for one in facts}
        if "contradictory" in codes:
            assert Verdict.MET not in verdicts
        if "always_true" in codes:
            assert Verdict.NOT_MET not in verdicts


CODES: dict[str, list[str]] = {}


def _on_same_fact(generator, leaf):
    """Another test of the same fact; the same one where none comes up."""
    drawn = (generator.leaf() for _ in range(200))
    return next((one for one in drawn if one.fact == leaf.fact), leaf)


def _is_in_range(value):
    """The small vocabulary lets no figure sink below nought."""
    low = value.low if isinstance(value, Band) else value
    return value is not None and not (isinstance(low, int) and low < 0) and not isinstance(low, type(None))
