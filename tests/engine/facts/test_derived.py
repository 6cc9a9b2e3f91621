"""Derived facts: the worked examples, and unknowns that decide only when every completion agrees."""

from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from zhitong.engine.facts import Facts, FactValue, derive, with_derived, workings
from zhitong.engine.standards import CLASSES
from zhitong.engine.standards.loading import PACKS
from zhitong.engine.values import Band

TODAY = date(2026, 6, 30)
WORDS = dict(zip(("微型", "小型", "中型", "大型"), CLASSES, strict=True))
WAN = 1_000_000
EXAMPLES = yaml.safe_load((PACKS / "china" / "data" / "sme_size_rules.yaml").read_text(encoding="utf-8"))[
    "worked_examples"
]
# One industry code for every row of the size table.
INDUSTRY = {
    "agri": "A0111",
    "industry": "C3411",
    "construction": "E4710",
    "wholesale": "F5111",
    "retail": "F5211",
    "transport": "G5411",
    "storage": "G5990",
    "post": "G6010",
    "accommodation": "H6110",
    "catering": "H6210",
    "infotrans": "I6311",
    "software": "I6511",
    "realestate_dev": "K7010",
    "property_mgmt": "K7020",
    "lease_business": "L7211",
    "other": "M7310",
}


def facts(**values):
    return Facts({key: FactValue(value) for key, value in values.items() if value is not None})


def derived(key, standards, day=TODAY, **values):
    return derive(key, facts(**values), standards, day)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e['row']}-{e['expect']}")
def test_size_class_of_the_worked_examples(example, standards):
    known = {
        "industry": INDUSTRY[example["row"]],
        "employees": example.get("employees"),
        "annual_revenue": round(example["revenue"] * WAN) if "revenue" in example else None,
        "total_assets": example["assets"] * WAN if "assets" in example else None,
    }
    working = derived("size_class", standards, **known)
    assert working.value == WORDS[example["expect"]]
    assert example["expect"] in working.text


def test_the_examples_are_all_nineteen():
    assert len(EXAMPLES) == 19
    assert {example["row"] for example in EXAMPLES} <= set(INDUSTRY)


@pytest.mark.parametrize(
    ("known", "value", "missing"),
    [
        ({}, None, ("industry", "employees", "annual_revenue", "total_assets")),
        ({"industry": "F5211"}, None, ("employees", "annual_revenue")),
        # Nine people in a shop: micro whatever it sells.
        ({"industry": "F5211", "employees": 9}, "micro", ()),
        ({"industry": "F5211", "employees": 10}, None, ("annual_revenue",)),
        ({"industry": "F5211", "employees": Band(10, 19), "annual_revenue": 100 * WAN}, "small", ()),
        (
            {"industry": "F5211", "employees": Band(5, 19), "annual_revenue": 100 * WAN},
            None,
            ("employees",),
        ),
        # Wholesale or retail: both say small.
        ({"industry": "F", "employees": 10, "annual_revenue": 1000 * WAN}, "small", ()),
        ({"industry": "F", "employees": 9, "annual_revenue": 1000 * WAN}, None, ("industry",)),
        ({"industry": "P83", "employees": 1}, None, ()),
        ({"industry": "Q", "employees": 1}, None, ("industry",)),
    ],
)
def test_partial_knowledge_of_size(known, value, missing, standards):
    working = derived("size_class", standards, **known)
    assert working.value == value
    assert working.missing == missing


def test_industries_outside_the_table_say_why(standards):
    working = derived(
        "size_class", standards, industry="P8321", employees=5, annual_revenue=1, total_assets=1
    )
    assert working.value is None
    assert "教育" in working.text


AMOUNTS = {
    "employees": [0, 4, 5, 9, 10, 19, 20, 99, 100, 299, 300, 1000, 5000],
    "annual_revenue": [n * WAN for n in (0, 49, 50, 100, 299, 300, 500, 1000, 2000, 5000, 40000, 300000)],
    "total_assets": [n * WAN for n in (0, 99, 100, 1999, 2000, 5000, 8000, 80000, 120000, 300000)],
}


@st.composite
def partial(draw):
    """Some knowledge of each figure, and all figures it leaves possible on the grid."""
    known, possible = {}, {}
    for name, grid in AMOUNTS.items():
        low, high = sorted(draw(st.tuples(st.sampled_from(grid), st.sampled_from(grid))))
        form = draw(st.sampled_from(["exact", "band", "unknown"]))
        known[name] = {"exact": low, "band": Band(low, high), "unknown": None}[form]
        reach = {"exact": (low, low), "band": (low, high), "unknown": (grid[0], grid[-1])}[form]
        possible[name] = [amount for amount in grid if reach[0] <= amount <= reach[1]]
    return known, possible


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(INDUSTRY.values())), partial())
def test_a_size_is_given_exactly_when_every_completion_agrees(standards, industry, figures):
    known, possible = figures
    answers = {
        derived(
            "size_class",
            standards,
            industry=industry,
            employees=people,
            annual_revenue=money,
            total_assets=own,
        ).value
        for people in possible["employees"]
        for money in possible["annual_revenue"]
        for own in possible["total_assets"]
    }
    expected = answers.pop() if len(answers) == 1 else None
    assert derived("size_class", standards, industry=industry, **known).value == expected


@pytest.mark.parametrize(
    ("known", "value"),
    [
        ({"kind": "enterprise", "industry": "F5211", "employees": 9}, True),
        ({"kind": "enterprise", "industry": "F5211", "employees": 49}, True),
        ({"kind": "enterprise", "industry": "F5211", "employees": 50, "annual_revenue": 500 * WAN}, False),
        ({"kind": "enterprise", "industry": "F5211", "employees": 50}, None),
        ({"kind": "sole_trader"}, False),
        ({"industry": "F5211", "employees": 9}, None),
        ({"kind": "enterprise"}, None),
    ],
)
def test_micro_small_enterprises(known, value, standards):
    assert derived("is_micro_small", standards, **known).value is value


PROFIT = {
    "kind": "enterprise",
    "taxable_income": 300 * WAN,
    "employees": 300,
    "total_assets": 5000 * WAN,
    "restricted_industry": False,
}


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ({}, True),
        ({"taxable_income": 300 * WAN + 1}, False),
        ({"employees": 301}, False),
        ({"total_assets": 5000 * WAN + 1}, False),
        ({"restricted_industry": True}, False),
        ({"kind": "sole_trader"}, False),
        ({"employees": Band(200, 300)}, True),
        ({"employees": Band(200, 301)}, None),
        ({"employees": None}, None),
        ({"employees": None, "restricted_industry": True}, False),
        ({"kind": None}, None),
    ],
)
def test_small_low_profit_limits_are_inclusive(change, value, standards):
    assert derived("small_low_profit", standards, **(PROFIT | change)).value is value


def test_small_low_profit_is_unknown_past_the_known_rule(standards):
    working = derived("small_low_profit", standards, day=date(2028, 1, 1), **PROFIT)
    assert working.value is None
    assert "2028年1月1日" in working.text


def test_years_and_months_since_registration(standards):
    day = date(2026, 2, 28)
    assert derived("years_registered", standards, day, registered_on=date(2020, 2, 29)).value == 6
    assert derived("operating_months", standards, day, registered_on=date(2025, 9, 1)).value == 5
    future = derived("years_registered", standards, day, registered_on=date(2026, 3, 1))
    assert (future.value, future.missing) == (None, ())
    assert derived("years_registered", standards, day).missing == ("registered_on",)


@pytest.mark.parametrize(
    ("kind", "industry", "revenue", "value"),
    [
        ("enterprise", "F5211", 500 * WAN, True),
        ("enterprise", "F5211", 500 * WAN - 1, False),
        ("sole_trader", "F5211", 500 * WAN, True),
        ("sole_trader", "H6210", 200 * WAN, True),
        ("sole_trader", "C3411", 9000 * WAN, False),
        ("enterprise", "C3411", 2000 * WAN, True),
        ("enterprise", "E4710", 9000 * WAN, None),
        ("enterprise", "A0111", 9000 * WAN, False),
        ("enterprise", "F", 2000 * WAN, True),
        ("enterprise", "F", 600 * WAN, None),
        ("enterprise", "F5211", None, None),
        ("enterprise", "F5211", Band(500 * WAN, 900 * WAN), True),
        (None, "F5211", 500 * WAN, True),
        (None, "C3411", 9000 * WAN, None),
        ("enterprise", None, 10 * WAN, None),
    ],
)
def test_above_quota_level(kind, industry, revenue, value, standards):
    working = derived("above_quota_level", standards, kind=kind, industry=industry, annual_revenue=revenue)
    assert working.value is value


def test_with_derived_adds_what_follows_and_keeps_statements_where_nothing_does(vocabulary, standards):
    known = Facts(
        {
            "registered_on": FactValue(date(2020, 1, 1), "register", date(2025, 12, 31)),
            "industry": FactValue("F5211", "register", date(2025, 12, 31)),
            "employees": FactValue(5, "social_security", date(2025, 6, 30)),
            "small_low_profit": FactValue(True, "declared", date(2026, 1, 1)),
            "annual_revenue": FactValue(1, "tax", date(2026, 12, 31)),
        }
    )
    full = with_derived(known, vocabulary, standards, TODAY)
    assert full["size_class"] == FactValue("micro", "derived", date(2025, 6, 30))
    assert full["years_registered"] == FactValue(6, "derived", date(2025, 12, 31))
    assert full["small_low_profit"].source == "declared"
    assert "annual_revenue" not in full
    assert set(workings(known, vocabulary, standards, TODAY)) == {d.key for d in vocabulary.derived_facts}
