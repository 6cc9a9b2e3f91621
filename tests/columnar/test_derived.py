"""Derived facts over columns are those of the engine, for every mixture of known, banded and unknown."""

import random
from datetime import date

import pytest

from zhitong.columnar.columns import value_at
from zhitong.columnar.snapshot import snapshot_of
from zhitong.columnar.table import table_of
from zhitong.engine.facts import Facts, FactValue, with_derived
from zhitong.engine.values import Band

KINDS = ("enterprise", "sole_trader", "cooperative", "family_farm")
DAYS = (date(2024, 2, 29), date(2025, 2, 28), date(2025, 8, 31), date(2026, 2, 28), date(2026, 3, 1))


@pytest.mark.parametrize(
    "as_of", [date(2026, 2, 28), date(2024, 2, 29), date(2026, 12, 31), date(2040, 1, 1)]
)
def test_derived_columns_are_the_engines(as_of, vocabulary, standards):
    rng = random.Random(as_of.toordinal())
    figures = _figures(standards)
    codes = [entry.code for entry in standards.industries]
    businesses = [_business(rng, figures, codes) for _ in range(3_000)]
    table = table_of(((f"{row:018d}", known) for row, known in enumerate(businesses)), vocabulary)
    snapshot, problems = snapshot_of(table, vocabulary, standards)
    assert snapshot is not None, problems
    derived = [definition.key for definition in vocabulary.values() if definition.derived]
    assert len(derived) >= 6
    columns = {key: snapshot.column(key, as_of) for key in derived}
    seen = {key: set() for key in derived}
    for row, known in enumerate(businesses):
        facts = Facts({key: FactValue(value) for key, value in known.items()})
        engine = with_derived(facts, vocabulary, standards, as_of)
        for key in derived:
            assert value_at(columns[key], row) == engine.value(key), (key, known)
            seen[key].add(engine.value(key))
    assert seen["size_class"] == {None, "micro", "small", "medium", "large"}
    assert {True, False, None} == seen["is_micro_small"] == seen["above_quota_level"]


def _figures(standards):
    """Every bound of every table, by fact."""
    found = {"annual_revenue": {0}, "employees": {0}, "total_assets": {0}}
    for row in standards.sizes.rows.values():
        for threshold in row.thresholds:
            found[threshold.fact] |= set(threshold.bounds)
    for lines in standards.above_scale.rows_of_code.values():
        found["annual_revenue"] |= {line.minimum_fen for line in lines if line and line.minimum_fen}
    for fact, limit in standards.small_low_profit.limits.items():
        found.setdefault(fact, {0}).add(limit)
    return {fact: sorted(bounds) for fact, bounds in found.items()}


def _business(rng, figures, codes):
    known = {fact: _number(rng, bounds) for fact, bounds in figures.items() if rng.random() < 0.85}
    if rng.random() < 0.9:
        known["industry"] = rng.choice(codes)
    if rng.random() < 0.85:
        known["kind"] = rng.choice(KINDS)
    if rng.random() < 0.8:
        known["restricted_industry"] = rng.random() < 0.2
    if rng.random() < 0.8:
        known["registered_on"] = rng.choice(DAYS)
    if rng.random() < 0.2:
        known["is_micro_small"] = rng.random() < 0.5
    return known


def _number(rng, bounds):
    low, high = sorted(max(0, rng.choice(bounds) + rng.choice((-1, 0, 0, 1))) for _ in range(2))
    if rng.random() < 0.75:
        return rng.choice((low, high))
    return rng.choice((Band(low, high), Band(low, None), Band(None, high)))
