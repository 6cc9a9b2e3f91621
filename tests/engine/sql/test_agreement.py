"""The SQL text of random rules, run by real databases, answers as the engine does."""

from datetime import date

import pytest

from bench.databases import available
from zhitong.engine.proving.agreement import random_disagreements
from zhitong.engine.proving.back_ends import compiled

MISSING = {
    "sqlite": "",
    "duckdb": "DuckDB is not installed (pip install zhitong[bench])",
    "postgres": "ZHITONG_TEST_POSTGRES names no PostgreSQL database",
}
DAYS = (date(2026, 11, 24), date(2024, 2, 29), date(2025, 3, 31))


@pytest.mark.parametrize("dialect", MISSING)
def test_no_random_rule_is_answered_otherwise(dialect, vocabulary):
    found = available()
    if dialect not in found:
        pytest.skip(MISSING[dialect])
    for number, day in enumerate(DAYS):
        tried, differing = random_disagreements(
            compiled, found[dialect], vocabulary, day, seeds=(number,), rules=60, businesses=100
        )
        assert (tried, differing[:1]) == (6000, [])
