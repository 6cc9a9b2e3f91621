"""Matched a few rows at a time: the same audiences, counts, sums, groups, amounts and changes as at once."""

import random
from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest

from tests.columnar.random_worlds import TODAY, random_amount, random_facts, random_provision
from zhitong.columnar.audiences import read_past
from zhitong.columnar.breakdown import breakdown
from zhitong.columnar.entitlement import InMemory, amount_changes
from zhitong.columnar.grouping import BREAKDOWNS
from zhitong.columnar.match import Options, match
from zhitong.columnar.run import run
from zhitong.columnar.snapshot import snapshot_of
from zhitong.columnar.table import table_of
from zhitong.engine.packs import Pack
from zhitong.engine.proving.random_rules import provision_of
from zhitong.engine.rules.nodes import All
from zhitong.engine.rules.provision import Window


@pytest.fixture(params=range(2))
def rng(request):
    return random.Random(request.param)


@pytest.fixture
def worlds(rng, vocabulary):
    """Two moments of a registry and of its rules; half of the rules hold for everybody."""
    before = {f"B{row:03d}": _plain(random_facts(rng, vocabulary)) for row in range(70)}
    after = {code: facts for code, facts in before.items() if rng.random() < 0.9}
    after |= {f"N{row}": _plain(random_facts(rng, vocabulary)) for row in range(9)}
    after |= {code: _plain(random_facts(rng, vocabulary)) for code in rng.sample(sorted(before), 15)}
    old = [random_provision(rng, vocabulary, f"p/{number}") for number in range(20)]
    old = [replace(each, condition=All(())) if rng.random() < 0.5 else each for each in old]
    new = [
        replace(each, amount=random_amount(rng, vocabulary)) if rng.random() < 0.3 else each for each in old
    ]
    tables = [table_of(each.items(), vocabulary) for each in (before, after)]
    packs = [
        Pack("t", "测试", "", "", vocabulary=vocabulary, provisions={each.key: each for each in rules})
        for rules in (old, new)
    ]
    return list(zip(tables, packs, strict=True))


def test_portions_add_up_to_the_whole(tmp_path, worlds, vocabulary, standards):
    table, pack = worlds[0]
    table.write_parquet(tmp_path / "b.parquet")
    snapshot, _ = snapshot_of(table, vocabulary, standards)
    whole = run(pack.provisions.values(), snapshot, TODAY)
    for size in (7, 16, 64, 1000):
        out = tmp_path / f"out{size}"
        done, problems = match(tmp_path / "b.parquet", pack, TODAY, out, Options(verdicts=True, portion=size))
        assert done is not None, problems
        assert done.totals.uscc.to_list() == table["uscc"].to_list()
        verdicts = pl.read_parquet(out / "verdicts.parquet")
        past, _ = read_past(out)
        for key, result in whole.items():
            total = done.totals[key]
            assert (total.met, total.unknown) == (result.met, result.unknown)
            assert (past[key].met, past[key].unknown) == (result.met, result.unknown)
            assert (total.counts, total.amount) == (result.counts, result.amount)
            for name, fact, length in BREAKDOWNS:
                groups = {share.value: share for share in breakdown(result, fact, length)}
                assert total.groups[name] == groups
            mine = verdicts.filter(provision=key)
            assert mine["uscc"].to_list() == table["uscc"].to_list()
            assert mine["verdict"].to_list() == [result.verdict(row).value for row in range(snapshot.rows)]


def test_changes_between_folders_are_those_between_runs(tmp_path, worlds, vocabulary, standards):
    runs = []
    for number, (table, pack) in enumerate(worlds):
        table.write_parquet(tmp_path / f"{number}.parquet")
        snapshot, _ = snapshot_of(table, vocabulary, standards)
        runs.append(run(pack.provisions.values(), snapshot, TODAY))
    match(tmp_path / "0.parquet", worlds[0][1], TODAY, tmp_path / "0", Options(portion=16))
    options = Options(since=tmp_path / "0", portion=23)
    done, _ = match(tmp_path / "1.parquet", worlds[1][1], TODAY, tmp_path / "1", options)
    found = pl.read_parquet(tmp_path / "1" / "amount-changes.parquet")
    wanted = list(amount_changes(*map(InMemory, runs)))
    assert wanted
    assert done.amounts_changed == {each.provision: each.lines.height for each in wanted}
    for each in wanted:
        mine = found.filter(provision=each.provision)
        assert mine.drop("provision", "reason").rows() == each.lines.rows()
        assert set(mine["reason"]) == {"条件有修改" if each.reason == "rule_changed" else "要素有变化"}
    entitled = [
        {(key, result.snapshot.uscc[row]) for key, result in one.items() for row in result.met}
        for one in runs
    ]
    changed = pl.read_parquet(tmp_path / "1" / "changes.parquet")
    for direction, places in (("newly", entitled[1] - entitled[0]), ("lost", entitled[0] - entitled[1])):
        assert set(changed.filter(change=direction).select("provision", "uscc").rows()) == places


def test_windows_that_close_within_the_days_asked_are_listed(tmp_path, vocabulary):
    table_of([("A", {"employees": 1})], vocabulary).write_parquet(tmp_path / "b.parquet")
    rules = {
        key: provision_of(All(()), key, window=Window(None, TODAY + timedelta(days)))
        for key, days in (("t.soon", 5), ("t.later", 31))
    }
    pack = Pack("t", "测试", "", "", vocabulary=vocabulary, provisions=rules)
    head, soon, later = (
        "provision,ends,days_left,businesses",
        f"t.soon,{TODAY + timedelta(5)},5,1",
        f"t.later,{TODAY + timedelta(31)},31,1",
    )
    for number, (options, lines) in enumerate(
        (
            (Options(), [head, soon]),
            (Options(closing_days=31), [head, soon, later]),
            (Options(closing_days=4), [head]),
        )
    ):
        out = tmp_path / str(number)
        match(tmp_path / "b.parquet", pack, TODAY, out, options)
        assert (out / "closing.csv").read_text("utf-8").splitlines() == lines


def test_a_run_kept_before_amounts_were_is_compared_without_them(tmp_path, worlds):
    table, pack = worlds[0]
    table.write_parquet(tmp_path / "b.parquet")
    match(tmp_path / "b.parquet", pack, TODAY, tmp_path / "0")
    for path in (tmp_path / "0" / "amounts").iterdir():
        path.unlink()
    (tmp_path / "0" / "amounts").rmdir()
    done, warnings = match(tmp_path / "b.parquet", pack, TODAY, tmp_path / "1", Options(since=tmp_path / "0"))
    assert done.amounts_changed is None
    assert "没有逐户金额" in warnings[-1].message
    assert not (tmp_path / "1" / "amount-changes.parquet").exists()


def _plain(facts):
    return {key: known.value for key, known in facts.items()}
