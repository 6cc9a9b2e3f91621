"""The text form and the JSON form: exact both ways, and clear about what cannot be read."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhitong.engine.rules.json_form import condition_from_json, condition_to_json
from zhitong.engine.rules.nodes import All, AtLeast, Judgement, Leaf, Quantity
from zhitong.engine.rules.text import parse_condition, print_condition

EXAMPLE = """\
all:
  any:
    kind is sole_trader [r1]
    bad_credit is no [r1]
  annual_revenue at_least 500万元 per year [r2]
  monthly_sales between 3万元 and 10万元 per month [r1]
  employees at_most 300人 [r1, r2]
  growth more_than 5% [r1]
  registered_on on_or_before 2024-12-31 [r1]
  registered_on years_since_at_least 1年 [r1]
  industry within_any F52, H [r1]
  loan_wanted known [r1]
  not:
    bad_credit is yes [r1]
  at_least 1:
    judge 有发展前景、符合产业政策 [r1]
    judge 见附件[b] []
"""


def test_text_and_json_say_the_same(vocabulary):
    condition, problems = parse_condition(EXAMPLE)
    assert problems == ()
    assert isinstance(condition, All)
    assert condition.parts[1] == Leaf(
        "annual_revenue", "at_least", Quantity(500_000_000, "500万元", "year"), ("r2",)
    )
    assert print_condition(condition) == EXAMPLE
    assert condition_from_json(json.loads(json.dumps(condition_to_json(condition)))) == (condition, ())


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_tree_survives_text_and_json(any_condition, data):
    condition = data.draw(any_condition)
    text = print_condition(condition)
    assert parse_condition(text) == (condition, ())
    assert print_condition(parse_condition(text)[0]) == text
    assert condition_from_json(json.loads(json.dumps(condition_to_json(condition)))) == (condition, ())


@pytest.mark.parametrize("words", ["a, b", "yes", "no", '"x"', "（甲）", "a[b]", "顿、号"])
def test_awkward_words_are_quoted(words):
    leaf = Leaf("kind", "one_of", (words, "enterprise"), ("r1",))
    assert parse_condition(print_condition(leaf)) == (leaf, ())


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "condition_empty", "第1行"),
        ("all:\n   kind is enterprise [r1]", "bad_indent", "第2行"),
        ("all:\n\tkind is enterprise [r1]", "bad_indent", "第2行"),
        ("all:\n    kind is enterprise [r1]", "bad_indent", "第2行"),
        ("kind is enterprise\nkind is enterprise", "several_roots", "第2行"),
        ("kind resembles enterprise [r1]", "operator_unknown", "第1行"),
        ("kind", "operator_unknown", "第1行"),
        ("主体类型 is enterprise", "leaf_unreadable", "第1行"),
        ("all:\n  annual_revenue at_least 五百 per year [r1]", "number_unreadable", "第2行"),
        ("annual_revenue at_least 500万元 per week", "operand_unreadable", "第1行"),
        ("annual_revenue between 500万元", "operand_unreadable", "第1行"),
        ("employees at_least 0.5人", "number_not_whole", "第1行"),
        ("annual_revenue at_least 500百元", "money_unit_unknown", "第1行"),
        ("registered_on before 2024-02-30", "operand_unreadable", "第1行"),
        ("registered_on before 24年1月", "operand_unreadable", "第1行"),
        ("kind is", "operand_unreadable", "第1行"),
        ("kind known 3", "operand_unreadable", "第1行"),
        ("kind one_of a,,b", "operand_unreadable", "第1行"),
        ('kind is "a', "operand_unreadable", "第1行"),
        ("judge [r1]", "judge_empty", "第1行"),
        ("not:", "not_needs_one", "第1行"),
        ("kind is enterprise\n  kind is enterprise", "leaf_with_children", "第1行"),
        ("all:\n" + "".join(f"{'  ' * n}all:\n" for n in range(1, 40)), "too_deep", "第31行"),
    ],
)
def test_unreadable_text_says_where_and_what_to_do(text, code, line):
    condition, problems = parse_condition(text)
    assert condition is None
    assert (code, line) in [(problem.code, problem.where) for problem in problems]
    assert all(problem.message.startswith(problem.where) or problem.advice for problem in problems)
    for problem in problems:
        assert 0 <= problem.start <= problem.end <= len(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80) | st.lists(st.sampled_from(EXAMPLE.splitlines()), max_size=8).map("\n".join))
def test_any_text_is_answered_without_an_exception(text):
    condition, problems = parse_condition(text)
    assert (condition is None) == bool(problems)


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"all": {}},
        {"all": [], "any": []},
        {"not": {"all": 3}},
        {"at_least": -1, "of": []},
        {"judge": ""},
        {"fact": "kind", "operator": "is", "operand": 3, "cites": []},
        {"fact": "kind", "operator": "is", "operand": "a", "cites": "r1"},
        {"fact": "kind", "operator": "is", "operand": "a", "cites": ["r 1"]},
        {"fact": "x", "operator": "on", "operand": {"date": "2024-02-30"}},
        {"fact": "x", "operator": "at_least", "operand": {"amount": 5, "text": "6人"}},
        {"fact": "x", "operator": "at_least", "operand": True},
        {"fact": "x", "operator": "within", "operand": []},
    ],
)
def test_unreadable_json_says_where_and_what_to_do(value):
    condition, problems = condition_from_json(value)
    assert condition is None
    assert all(problem.where.startswith("条件") and problem.advice for problem in problems)


def test_full_width_colons_and_commas_are_understood():
    condition, problems = parse_condition("at_least 1：\n  kind one_of a，b、c [r1，r2]")
    assert problems == ()
    assert condition == AtLeast(1, (Leaf("kind", "one_of", ("a", "b", "c"), ("r1", "r2")),))


def test_judgement_with_odd_spaces_survives():
    for text in ("  前后有空格 ", "两\n行", '"引号"', "尾巴 [r1]"):
        node = Judgement(text)
        assert parse_condition(print_condition(node)) == (node, ())
