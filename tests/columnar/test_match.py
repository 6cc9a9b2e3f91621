"""`zhitong match`: what lies in the folder, what changed since, and what a failure leaves behind."""

import csv
import errno
import fcntl
import json
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from zhitong.columnar import match as matching
from zhitong.columnar.audiences import read_past
from zhitong.columnar.match import Options, match
from zhitong.engine.packs import Pack
from zhitong.engine.proving.random_rules import provision_of
from zhitong.engine.rules.amounts import Rate
from zhitong.engine.rules.nodes import Leaf, Quantity
from zhitong.engine.rules.provision import Window

DAY = date(2026, 11, 24)
SMALL = Leaf("annual_revenue", "at_most", Quantity(100, "1元"))


@pytest.fixture
def pack(vocabulary):
    relief = replace(
        provision_of(SMALL, "t.relief"), amount=Rate(5_000, "annual_revenue", "营业收入", period="year")
    )
    ended = provision_of(SMALL, "t.ended", window=Window(None, date(2025, 12, 31)))
    return Pack("t", "测试", "", "", vocabulary=vocabulary, provisions={"t.relief": relief, "t.ended": ended})


@pytest.fixture
def businesses(tmp_path):
    def write(revenue: dict[str, int | None], name: str = "b.parquet"):
        path = tmp_path / name
        pl.DataFrame({"uscc": list(revenue), "annual_revenue": list(revenue.values())}).write_parquet(path)
        return path

    return write


def rows(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.reader(file))


def test_counts_audiences_and_verdicts(tmp_path, pack, businesses, standards):
    out = tmp_path / "out"
    done, _ = match(
        businesses({"A": 100, "B": 101, "C": None, "D": 51}), pack, DAY, out, Options(verdicts=True)
    )
    assert rows(out / "counts.csv") == [
        ["provision", "met", "unknown", "not_met", "amount_sum"],
        ["t.relief", "2", "1", "1", "76"],
        ["t.ended", "0", "0", "4", ""],
    ]
    past, _ = read_past(out)
    assert list(past["t.relief"].met) == [0, 3]
    assert list(past["t.relief"].unknown) == [2]
    verdicts = pl.read_parquet(out / "verdicts.parquet")
    assert verdicts.columns == ["uscc", "provision", "verdict"]
    assert verdicts.filter(provision="t.relief")["verdict"].to_list() == ["met", "not_met", "unknown", "met"]
    assert set(verdicts.filter(provision="t.ended")["verdict"]) == {"not_met"}
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["as_of"] == "2026-11-24"
    assert manifest["snapshot"] == done.totals.snapshot_sha
    assert manifest["provisions"]["t.relief"]["rule_hash"] == done.totals["t.relief"].rule_hash


def test_changes_since_an_earlier_run_have_reasons(tmp_path, pack, businesses):
    first, second = tmp_path / "1", tmp_path / "2"
    match(businesses({"A": 100, "B": 101, "C": None, "D": 51}), pack, date(2025, 6, 30), first)
    later = businesses({"D": 500, "C": 3, "B": 101, "E": 1}, "c.parquet")
    match(later, pack, DAY, second, Options(since=first))
    assert rows(second / "changes.csv")[1:] == [["t.ended", "0", "2"], ["t.relief", "2", "2"]]
    found = pl.read_parquet(second / "changes.parquet").sort("provision", "uscc")
    assert found.filter(provision="t.relief").select("uscc", "change", "was", "now", "reason").rows() == [
        ("A", "lost", "met", None, "本次名单中已没有"),
        ("C", "newly", "unknown", "met", "要素有变化"),
        ("D", "lost", "met", "not_met", "要素有变化"),
        ("E", "newly", None, "met", "新登记（前次名单中没有）"),
    ]
    ended = found.filter(provision="t.ended")
    assert ended.select("uscc", "reason").rows() == [("A", "本次名单中已没有"), ("D", "已过截止日期")]


def test_a_second_run_at_the_same_time_is_refused(tmp_path, pack, businesses):
    with (tmp_path / ".out.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done, problems = match(businesses({"A": 1}), pack, DAY, tmp_path / "out")
    assert done is None
    assert "另一次匹配正在写入“out”" in problems[0].message
    assert not (tmp_path / "out").exists()


def test_a_full_disk_leaves_the_old_run(tmp_path, pack, businesses, monkeypatch):
    out, file = tmp_path / "out", businesses({"A": 1})
    match(file, pack, DAY, out)
    before = {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()}

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(matching, "write_counts", full)
    done, problems = match(file, pack, date(2026, 1, 1), out, Options(verdicts=True))
    assert done is None
    assert "磁盘空间不足" in problems[0].message
    assert before == {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert [path.name for path in tmp_path.iterdir() if path.suffix in (".part", ".old")] == []


KILLED = """
import sys, time
from pathlib import Path
from zhitong.columnar.folders import whole_folder
with whole_folder(Path(sys.argv[1]), "manifest.json") as folder:
    (folder / "half").write_text("x")
    print("ready", flush=True)
    time.sleep(60)
"""


def test_a_killed_run_leaves_the_old_one_and_the_next_cleans_up(tmp_path, pack, businesses):
    out, file = tmp_path / "out", businesses({"A": 1})
    match(file, pack, DAY, out)
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(out)], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"ready\n"
    process.kill()
    process.wait()
    process.stdout.close()
    assert read_past(out)[0] is not None
    assert (tmp_path / ".out.part").exists()
    started = time.monotonic()
    assert match(file, pack, date(2026, 1, 1), out)[0] is not None
    assert time.monotonic() - started < 10
    assert read_past(out)[0].as_of == date(2026, 1, 1)
    assert not (tmp_path / ".out.part").exists()


def test_a_foreign_folder_is_not_overwritten(tmp_path, pack, businesses):
    out = tmp_path / "out"
    out.mkdir()
    (out / "账.xlsx").write_text("重要")
    done, problems = match(businesses({"A": 1}), pack, DAY, out)
    assert done is None
    assert "已有别的文件" in problems[0].message
    assert (out / "账.xlsx").read_text() == "重要"


def test_since_must_be_a_run(tmp_path, pack, businesses):
    done, problems = match(businesses({"A": 1}), pack, DAY, tmp_path / "out", Options(since=tmp_path))
    assert done is None
    assert "没有完整的匹配结果" in problems[0].message
    assert not (tmp_path / "out").exists()
