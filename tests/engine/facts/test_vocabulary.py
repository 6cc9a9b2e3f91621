"""Reading the vocabulary: what is taken, what is refused and how it is said."""

import re

import pytest

from zhitong.engine.facts import FactType, read_vocabulary

GOOD = {
    "label": "年营业收入",
    "type": "money",
    "period": "year",
    "minimum": "0元",
    "sources": ["tax", "declared"],
}


def test_the_national_vocabulary_has_the_agreed_facts(vocabulary):
    agreed = """
        kind region industry registered_on registration_status abnormal_listed vat_status annual_revenue
        monthly_sales taxable_income total_assets employees restricted_industry converted_on first_conversion
        bad_credit premises power_capacity low_voltage graduates_hired contract_years above_quota_listed
        founder_group first_startup employs_others tax_declared in_conversion_pool gas_water_user heat_user
        guarantee_loan needs_testing loan_amount_wanted operating_months size_class is_micro_small
        small_low_profit years_registered above_quota_level"""
    assert [key for key in re.findall(r"\w+", agreed) if key not in vocabulary] == []


def test_a_record_reads_in_full():
    vocabulary, problems = read_vocabulary({"facts": {"annual_revenue": GOOD | {"changeable": True}}})
    assert problems == ()
    fact = vocabulary["annual_revenue"]
    assert (fact.type, fact.minimum, fact.changeable) == (FactType.MONEY, 0, True)
    assert [fact.rank(source) for source in ("tax", "declared", "register")] == [0, 1, 2]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"type": "money"}, "fact_without_label"),
        (GOOD | {"type": "cash"}, "fact_type_unknown"),
        (GOOD | {"period": "century"}, "fact_period_unknown"),
        (GOOD | {"colour": "red"}, "fact_field_unknown"),
        (GOOD | {"sources": ["gossip"]}, "fact_source_unknown"),
        (GOOD | {"minimum": "很少"}, "fact_bound_unreadable"),
        (GOOD | {"freshness_days": -1}, "fact_freshness_unreadable"),
        (GOOD | {"sensitivity": "secret"}, "fact_sensitivity_unknown"),
        ({"label": "甲", "type": "count"}, "fact_without_unit"),
        ({"label": "甲", "type": "choice"}, "fact_without_options"),
        ({"label": "甲", "type": "code", "tree": "colour"}, "fact_tree_unknown"),
        ({"label": "甲", "type": "flag", "derived": "magic"}, "fact_rule_unknown"),
        ("甲", "fact_malformed"),
    ],
)
def test_a_bad_record_is_left_out_and_explained(entry, code, standards):
    vocabulary, problems = read_vocabulary({"facts": {"x": entry, "good": GOOD}}, standards.trees)
    assert list(vocabulary) == ["good"]
    assert code in [problem.code for problem in problems]
    assert all("x" in problem.message and problem.message.endswith("。") for problem in problems)


def test_circles_of_derived_facts_are_refused():
    flag = {"type": "flag", "derived": "is_micro_small"}
    content = {
        "a": flag | {"label": "甲", "inputs": ["b"]},
        "b": flag | {"label": "乙", "inputs": ["c"]},
        "c": flag | {"label": "丙", "inputs": ["a"]},
        "d": flag | {"label": "丁", "inputs": ["a"]},
        "e": GOOD,
    }
    vocabulary, problems = read_vocabulary({"facts": content})
    assert list(vocabulary) == ["d", "e"]
    assert [problem.code for problem in problems] == ["facts_cyclic"] * 3
    assert "甲→乙→丙→甲" in problems[0].message


@pytest.mark.parametrize("text", ["", "facts: [", "- 1", "just words"])
def test_unreadable_files_give_a_sentence(text):
    vocabulary, problems = read_vocabulary(text)
    assert len(vocabulary) == 0
    assert problems


def test_the_same_key_twice_is_refused():
    _, problems = read_vocabulary([GOOD | {"key": "a"}, GOOD | {"key": "a"}])
    assert [problem.code for problem in problems] == ["fact_twice"]
