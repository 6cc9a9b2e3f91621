"""The whole demo registry against every provision of the packs: compiled Python and columns agree."""

from datetime import date

import pytest

from zhitong.columnar.run import run
from zhitong.columnar.snapshot import snapshot_of
from zhitong.columnar.table import table_of
from zhitong.engine.facts import resolve, with_derived
from zhitong.engine.facts.synthetic import claims_of, synthetic_businesses
from zhitong.engine.packs import PACKS, read_pack
from zhitong.engine.verdicts.compiled import compile_rules, plain_values

TODAY, BEFORE = date(2026, 11, 24), date(2024, 6, 30)  # other provisions were in force then


@pytest.fixture(scope="module")
def pack():
    found, _ = read_pack(PACKS / "sample")
    assert found is not None
    return found


@pytest.mark.parametrize(("as_of", "count"), [(TODAY, 20_000), (BEFORE, 3_000)])
def test_all_businesses_and_all_provisions(as_of, count, pack, standards):
    vocabulary, provisions = pack.vocabulary, list(pack.provisions.values())
    businesses = [
        (each["uscc"], resolve(claims_of(each, vocabulary), vocabulary, as_of))
        for each in synthetic_businesses(count)
    ]
    table = table_of(((uscc, plain_values(facts)) for uscc, facts in businesses), vocabulary)
    snapshot, problems = snapshot_of(table, vocabulary, standards)
    assert snapshot is not None, problems
    results = run(provisions, snapshot, as_of)
    columns = [results[provision.key] for provision in provisions]
    met = [set(result.met) for result in columns]
    unknown = [set(result.unknown) for result in columns]
    rules = compile_rules(provisions, as_of, vocabulary)
    for row, (uscc, facts) in enumerate(businesses):
        codes = rules.codes(plain_values(with_derived(facts, vocabulary, standards, as_of)))
        found = tuple(3 if row in met[k] else 1 if row in unknown[k] else 0 for k in range(len(provisions)))
        assert tuple(3 if code == 3 else 1 if code else 0 for code in codes) == found, uscc
    assert len(businesses) == count
    assert sum(map(len, met)) > count
    assert sum(map(len, unknown)) > count
