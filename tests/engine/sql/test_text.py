"""The pitfalls of SQL, one by one, and the text as each dialect wants it."""

import random
import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from bench.databases import available, database, layout_of
from zhitong.engine.facts import Facts, FactValue
from zhitong.engine.proving.agreement import disagreements
from zhitong.engine.proving.back_ends import compiled, interpreted
from zhitong.engine.proving.random_rules import Generator, provision_of
from zhitong.engine.rules.nodes import AtLeast, Judgement, Leaf, Not, Quantity
from zhitong.engine.rules.operators import OPERATORS
from zhitong.engine.rules.provision import Window
from zhitong.engine.rules.text import parse_condition
from zhitong.engine.sql import DIALECTS, Layout, condition_text, provision_text
from zhitong.engine.values import Band, Verdict

AS_OF = date(2024, 2, 29)
MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN


def verdicts(condition, values, vocabulary, **more):
    """What SQLite says of one condition for each value of a fact, after proving that the engine agrees."""
    fact, listed = values
    businesses = [Facts({} if one is None else {fact: FactValue(one)}) for one in listed]
    asked = [provision_of(condition, "p", **more)]
    assert disagreements(interpreted, database("sqlite"), asked, businesses, AS_OF, vocabulary) == []
    return [row[0].verdict for row in database("sqlite")(asked, businesses, AS_OF, vocabulary)]


def quantity(amount):
    return Quantity(amount, str(amount))


def test_both_ends_of_between_are_included_and_bands_answer_only_as_a_whole(vocabulary):
    leaf = Leaf("employees", "between", (quantity(10), quantity(20)), ("r1",))
    values = [9, 10, 20, 21, None, Band(10, 20), Band(9, 15), Band(21, 30), Band(None, 9), Band(None, 10)]
    expected = [NOT_MET, MET, MET, NOT_MET, UNKNOWN, MET, UNKNOWN, NOT_MET, NOT_MET, UNKNOWN]
    assert verdicts(leaf, ("employees", values), vocabulary) == expected


def test_negated_unknown_stays_unknown(vocabulary):
    leaf = Leaf("kind", "none_of", ("enterprise", "cooperative"), ("r1",))
    assert verdicts(leaf, ("kind", [None, "enterprise", "sole_trader"]), vocabulary) == [
        UNKNOWN,
        NOT_MET,
        MET,
    ]
    assert verdicts(Not(leaf), ("kind", [None, "enterprise"]), vocabulary) == [UNKNOWN, MET]


def test_code_too_coarse_to_tell_is_unknown(vocabulary):
    leaf = Leaf("region", "within", "1503", ("r1",))
    found = verdicts(leaf, ("region", ["1503", "150302", "15", "1502", None]), vocabulary)
    assert found == [MET, MET, UNKNOWN, NOT_MET, UNKNOWN]
    exact = Leaf("region", "is", "150302", ("r1",))
    assert verdicts(exact, ("region", ["1503", "150302", "150303"]), vocabulary) == [UNKNOWN, MET, NOT_MET]


def test_region_and_window_belong_to_the_provision(vocabulary):
    leaf = Leaf("kind", "known", None, ("r1",))
    values = ("region", ["150302", "15", "1502"])
    assert verdicts(Not(leaf), values, vocabulary, region="1503") == [MET, UNKNOWN, NOT_MET]
    over = Window(date(2020, 1, 1), date(2024, 2, 28))
    assert verdicts(Not(leaf), values, vocabulary, region="1503", window=over) == [NOT_MET] * 3


def test_years_are_counted_by_a_day_worked_out_beforehand(vocabulary):
    leaf = Leaf("registered_on", "years_since_at_least", Quantity(1, "1年"), ("r1",))
    days = [date(2023, 2, 28), date(2023, 3, 1), None]
    assert verdicts(leaf, ("registered_on", days), vocabulary) == [MET, NOT_MET, UNKNOWN]
    layout = layout_of(vocabulary, "postgres")
    assert condition_text(leaf, layout, AS_OF) == "(\"registered_on\" <= CAST('2023-02-28' AS DATE))"


def test_judgement_is_null_and_counts_as_possible(vocabulary):
    judged = Judgement("由经办人判断")
    flag = Leaf("bad_credit", "is", True, ("r1",))
    for needed, expected in ((1, [MET, UNKNOWN, UNKNOWN]), (2, [UNKNOWN, NOT_MET, UNKNOWN])):
        counted = AtLeast(needed, (judged, flag))
        assert verdicts(counted, ("bad_credit", [True, False, None]), vocabulary) == expected


@pytest.mark.parametrize("dialect", sorted(available()))
def test_every_operator_by_itself(dialect, vocabulary):
    generator = Generator(vocabulary, random.Random(5))
    asked = [
        provision_of(generator.leaf_with(key), f"{key}.{number}") for key in OPERATORS for number in range(6)
    ]
    businesses = [generator.facts() for _ in range(60)]
    assert disagreements(compiled, database(dialect), asked, businesses, AS_OF, vocabulary) == []


def test_fact_without_column_is_unknown(vocabulary):
    layout = Layout(vocabulary, "sqlite", frozenset({"uscc"}))
    leaf = Leaf("employees", "at_least", quantity(1), ("r1",))
    for condition, expected in ((leaf, None), (Leaf("employees", "not_known", None), 1)):
        text = condition_text(condition, layout, AS_OF)
        assert sqlite3.connect(":memory:").execute(f"SELECT {text}").fetchone() == (expected,)


def test_without_columns_for_bands_the_text_is_a_plain_comparison(vocabulary):
    layout = Layout(vocabulary, "spark", frozenset({"employees"}))
    text = condition_text(Leaf("employees", "at_most", quantity(300)), layout, AS_OF)
    assert text == "(`employees` <= 300)"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_words_of_a_rule_cannot_leave_their_quotes(dialect, vocabulary):
    nasty = "a'b\\'; DROP TABLE x; --"
    kind = replace(vocabulary["kind"], options=((nasty, "坏"),))
    layout = layout_of(replace(vocabulary, facts={**vocabulary.facts, "kind": kind}), dialect)
    text = condition_text(Leaf("kind", "is", nasty), layout, AS_OF)
    quoted = text.split(" = ", 1)[1].removesuffix(")")
    if dialect == "spark":
        assert quoted == "'a\\'b\\\\\\'; DROP TABLE x; --'"
        return
    assert quoted == "'a''b\\''; DROP TABLE x; --'"
    assert sqlite3.connect(":memory:").execute(f"SELECT {quoted}").fetchone() == (nasty,)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_text_of_a_whole_provision(dialect, vocabulary):
    condition, problems = parse_condition("all:\n  employees at_most 300人 [r1]\n  kind is enterprise [r1]\n")
    assert not problems
    text = provision_text(provision_of(condition, "p", region="15"), layout_of(vocabulary, dialect), AS_OF)
    mark = "`" if dialect == "spark" else '"'
    assert f"({mark}kind{mark} = 'enterprise')" in text
    assert f"SUBSTRING({mark}region{mark}" in text.replace("SUBSTR(", "SUBSTRING(")


LARGE = 9 * 10**18


@pytest.mark.parametrize(
    ("text", "values", "verdict"),
    [
        # 10000 * 9 * 10**18 - 9999 * … is far beyond 64 bits, and one fen decides.
        ("new_hires share_of_at_least 99.99% of employees", (LARGE * 9999 // 10_000, LARGE), MET),
        ("new_hires share_of_at_least 99.99% of employees", (LARGE * 9999 // 10_000 - 1, LARGE), NOT_MET),
        ("new_hires share_of_at_most 99.99% of employees", (LARGE * 9999 // 10_000, LARGE), MET),
        ("new_hires share_of_at_most 99.99% of employees", (LARGE * 9999 // 10_000 + 1, LARGE), NOT_MET),
        ("new_hires sum_at_least 900000000000000万人 with employees", (LARGE, LARGE), MET),
        ("new_hires sum_at_least 3人 with employees", (LARGE, -LARGE + 3), MET),
        ("new_hires sum_at_least 3人 with employees", (LARGE, -LARGE + 2), NOT_MET),
        ("new_hires sum_at_most 3人 with employees", (-LARGE, -LARGE), MET),
        ("new_hires share_of_at_least 50% of employees", (None, LARGE), UNKNOWN),
    ],
)
def test_weighed_sums_beyond_64_bits_are_exact_in_every_database(text, values, verdict, vocabulary):
    condition, problems = parse_condition(f"{text} [r1]")
    assert problems == ()
    pairs = zip(("new_hires", "employees"), values, strict=True)
    facts = Facts({fact: FactValue(value) for fact, value in pairs if value is not None})
    provisions = [provision_of(condition, "p")]
    assert interpreted(provisions, [facts], AS_OF, vocabulary)[0][0].verdict is verdict
    for name, answers in available().items():
        assert answers(provisions, [facts], AS_OF, vocabulary)[0][0].verdict is verdict, name
