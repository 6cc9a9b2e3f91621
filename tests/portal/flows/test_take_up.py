"""`zhitong take-up` at its door: figures, lines, refused rows, and refusals that change nothing."""

import json

import polars as pl
import pytest

from tests.portal.businesses.factories import business, sheet, uscc
from zhitong.columnar.take_up import STATES
from zhitong.portal.flows.claiming import read_claims
from zhitong.portal.flows.commands import main
from zhitong.portal.flows.commands.packs import pack_named

DAY = "2026-11-24"


@pytest.fixture
def files(tmp_path):
    """Two businesses, four lines of claims, and the key of a provision."""
    key = next(iter(pack_named("sample").provisions))
    pl.DataFrame({"uscc": [uscc(1), uscc(2)]}).write_parquet(tmp_path / "b.parquet")
    lines = ["统一社会信用代码,事项,期间,金额（元）,领取日期", f"{uscc(1)},{key},2026,100.50,2026-06-30"]
    lines += [f"123,{key},2026,5,", f"{uscc(2)},没有的,2026,5,", f"{uscc(2)},{key},2026,很多,"]
    lines += [f"{uscc(2)},{key},2025,5,", f"{uscc(2)},{key},2026,5,六月"]
    (tmp_path / "c.csv").write_text("\n".join(lines), "utf-8")
    return tmp_path, key


def call(folder, *more):
    arguments = ["--claims", "c.csv", "--businesses", "b.parquet", "--out", "out"]
    paths = [str(folder / each) if not each.startswith("--") else each for each in arguments]
    main(["take-up", *paths, "--pack", "sample", "--period", "2026", "--as-of", DAY, *more])


def test_lines_sums_and_refused_rows(files, capsys):
    folder, key = files
    call(folder, "--json")
    answer = json.loads(capsys.readouterr().out)
    assert (answer["claims"], answer["other_periods"], answer["refused"]) == (1, 1, 4)
    lines = pl.read_parquet(folder / "out" / "lines.parquet")
    mine = lines.filter(uscc=uscc(1), provision=key)
    assert mine["claimed_fen"].to_list() == [10_050]
    assert lines.height == sum(answer["states"].values())
    assert set(answer["states"]) == set(STATES)
    sums = pl.read_csv(folder / "out" / "sums.csv")
    for by in ("total", "region", "industry"):
        assert sums.filter(pl.col("by") == by)["businesses"].sum() == lines.height
    refused = (folder / "out" / "refused.csv").read_text("utf-8-sig").splitlines()[1:]
    assert [row.split(",")[0] for row in refused] == ["3", "4", "5", "7"]
    assert "不是18位" in refused[0]
    assert "没有事项" in refused[1]
    assert "读不懂" in refused[2]
    assert "领取日期" in refused[3]


@pytest.mark.parametrize(
    ("header", "cell", "fen"),
    [("金额（万元）", "1.5", 1_500_000), ("金额", "3元", 300), ("amount_fen", "7", 7)],
)
def test_money_in_the_unit_of_the_header(tmp_path, header, cell, fen):
    path = tmp_path / "c.csv"
    path.write_text(f"uscc,provision,period,{header}\n{uscc(1)},p,2026,{cell}\n", "utf-8")
    assert read_claims(path, "2026", {"p"}).frame.rows() == [(uscc(1), "p", fen)]


def test_money_without_unit_is_refused(tmp_path):
    path = tmp_path / "c.csv"
    path.write_text(f"uscc,provision,period,金额\n{uscc(1)},p,2026,3\n", "utf-8")
    found = read_claims(path, "2026", {"p"})
    assert found.frame.is_empty()
    assert "没有单位" in found.refused[0].reason


def test_a_file_without_the_columns_changes_nothing(files, capsys):
    folder, _ = files
    (folder / "c.csv").write_text(f"统一社会信用代码,金额\n{uscc(1)},3元\n", "utf-8")
    with pytest.raises(SystemExit) as ended:
        call(folder)
    assert ended.value.code == 2
    assert "缺少事项、期间列" in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_the_registry_is_checked_as_a_file_is(files, capsys, db, monkeypatch):
    folder, key = files
    monkeypatch.setattr("zhitong.portal.flows.commands.registry_snapshot.make_ready", lambda *_: None)
    sheet(business(1), employees=3)
    sheet(business(2), employees=3)
    asked = ["take-up", "--claims", str(folder / "c.csv"), "--out", str(folder / "out"), "--pack", "sample"]
    main([*asked, "--period", "2026", "--as-of", DAY, "--registry", "--json"])
    assert json.loads(capsys.readouterr().out)["claims"] == 1
    lines = pl.read_parquet(folder / "out" / "lines.parquet")
    assert lines.filter(uscc=uscc(1), provision=key)["claimed_fen"].to_list() == [10_050]


@pytest.mark.parametrize("more", [[], ["--registry", "--businesses", "b.parquet"]])
def test_one_of_file_and_registry_is_needed(files, capsys, more):
    folder, _ = files
    asked = ["take-up", "--claims", str(folder / "c.csv"), "--out", str(folder / "out"), "--pack", "sample"]
    with pytest.raises(SystemExit) as ended:
        main([*asked, "--period", "2026", "--as-of", DAY, *more])
    assert ended.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1] == "请在 --businesses 和 --registry 中选一个。"
    assert not (folder / "out").exists()
