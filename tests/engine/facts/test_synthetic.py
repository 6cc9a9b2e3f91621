"""The made-up registry: the same for a seed, valid, recognisably fictional, and rich in edge cases."""

from collections import Counter
from datetime import date

import pytest

from zhitong.engine.facts import read_facts, resolve, with_derived
from zhitong.engine.facts.synthetic import claims_of, synthetic_businesses
from zhitong.engine.standards import check_uscc, is_demo
from zhitong.engine.values import Band

COUNT = 3000
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def registry():
    return list(synthetic_businesses(COUNT, seed=7))


def known(business, vocabulary, day=TODAY):
    return resolve(claims_of(business, vocabulary), vocabulary, day)


def test_a_seed_gives_the_same_businesses_whatever_the_count(registry):
    assert list(synthetic_businesses(200, seed=7)) == registry[:200]
    assert list(synthetic_businesses(200, seed=8)) != registry[:200]


def test_codes_are_valid_unique_and_demo_codes(registry):
    codes = [business["uscc"] for business in registry]
    assert len(set(codes)) == COUNT
    assert all(check_uscc(code) == (code, None) and is_demo(code) for code in codes)


def test_every_name_says_it_is_an_example(registry):
    assert all("示例" in business["name"] for business in registry)


def test_every_value_is_one_the_vocabulary_takes(registry, vocabulary):
    for business in registry:
        for sheet in business["sheets"]:
            facts, problems = read_facts(sheet["values"], vocabulary, sheet["source"], sheet["as_of"])
            assert problems == ()
            assert len(facts) == len(sheet["values"])


def test_one_sheet_per_source_and_day(registry):
    for business in registry:
        sheets = Counter((sheet["source"], sheet["as_of"]) for sheet in business["sheets"])
        assert set(sheets.values()) == {1}


def test_the_named_businesses(registry, vocabulary, standards):
    noodles, shop, converted, factory, lodge, unknown = [known(b, vocabulary) for b in registry[:6]]
    assert (noodles.value("region"), noodles.value("kind")) == ("150702", "sole_trader")
    assert noodles.value("monthly_sales") < 10_000_000
    assert (noodles.value("employees"), noodles.value("premises")) == (3, "rented_other")
    assert 500_000_000 < shop.value("annual_revenue") < 520_000_000
    assert converted.value("converted_on") < date(2024, 11, 24)
    assert (converted.value("first_conversion"), converted.value("bad_credit")) == (True, False)
    assert registry[2]["former_uscc"].startswith("92150302DEM")
    stated = [key for key, fact in vocabulary.items() if not fact.derived]
    assert len(factory) >= 0.9 * len(stated)
    assert lodge.value("employees") == Band(10, 19)
    assert lodge.value("region") == "159902"
    assert set(unknown) == {"kind", "region"}
    assert with_derived(factory, vocabulary, standards, TODAY).value("size_class") == "small"


def test_edge_cases_follow_the_named_ones(registry, vocabulary, standards):
    notes = [business["note"] for business in registry[6:60]]
    words = {"微型": "micro", "小型": "small", "中型": "medium", "大型": "large"}
    examples = [business for business in registry[6:60] if business["note"].startswith("划型边界")]
    assert len(examples) == 19
    for business in examples:
        full = with_derived(known(business, vocabulary), vocabulary, standards, TODAY)
        assert full.value("size_class") == words[business["note"][-2:]]
    for note in (
        "入统标准上下",
        "季度销售额29.99万元",
        "旧注册号15位",
        "村级集体经济组织",
        "已注销",
        "缺从业人员",
    ):
        assert note in notes


def test_the_registry_has_gaps_bands_and_plausible_shares(registry, vocabulary):
    facts = [known(business, vocabulary) for business in registry[60:]]
    share = {
        key: sum(key in f for f in facts) / len(facts) for key in ("annual_revenue", "employees", "premises")
    }
    assert 0.6 < share["annual_revenue"] < 0.95
    assert 0.6 < share["employees"] < 0.95
    assert 0.1 < share["premises"] < 0.3
    assert any(isinstance(f.value("employees"), Band) for f in facts)
    kinds = Counter(f.value("kind") for f in facts)
    assert 0.68 < kinds["sole_trader"] / len(facts) < 0.76
    leagues = Counter(f.value("region")[:4] for f in facts)
    assert len(leagues) == 12
    assert leagues["1504"] > leagues["1529"]
    assert {len(f.value("industry")) for f in facts} == {1, 3, 5}
    assert any(
        f.value("annual_revenue") or 0 > 500_000_000 for f in facts if f.value("kind") == "sole_trader"
    )


def test_earlier_days_see_earlier_sheets(registry, vocabulary):
    noodles = registry[0]
    early, late = known(noodles, vocabulary, date(2024, 6, 30)), known(noodles, vocabulary)
    assert early.value("annual_revenue") == 96_000_000
    assert late.value("annual_revenue") == 102_000_000
