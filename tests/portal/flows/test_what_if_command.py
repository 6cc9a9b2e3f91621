"""`zhitong what-if`: exact gains, losses and cost, lists in files, and refusals in one sentence."""

import csv
import json

import polars as pl
import pytest

from tests.portal.businesses.factories import business, uscc
from zhitong.portal.flows.commands import main

KEY, DAY = "conversion_grant", "2025-06-30"
WHOLE = {"kind": "enterprise", "first_conversion": True, "registration_status": "active", "bad_credit": False}
PLACES = ("150302", "150302", "150102", "150102")
SINCE = ("2020-01-01", "2024-01-01", "2024-05-01", None)  # entitled, would gain twice, not known


@pytest.fixture
def run(capsys):
    def call(*arguments):
        code = 0
        try:
            main(["what-if", *(str(one) for one in arguments)])
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return call


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "businesses.parquet"
    columns = {
        "uscc": [uscc(1), uscc(2), uscc(3), uscc(4)],
        "region": PLACES,
        **{k: [v] * 4 for k, v in WHOLE.items()},
    }
    days = pl.Series("converted_on", SINCE).str.to_date()
    pl.DataFrame(columns).with_columns(days).write_parquet(path)
    return path


@pytest.fixture
def asked(table):
    return "--businesses", table, "--pack", "neimenggu", "--provision", KEY, "--as-of", DAY


def test_gains_cost_and_budget_by_region(run, asked):
    code, out, _ = run(
        *asked,
        "--set", "condition.converted_on=1年", "--set", "amount.value=20万元", "--budget", "50万元", "--json",
    )  # fmt: skip
    answer = json.loads(out)
    assert code == 0
    assert [(one["path"], one["before"], one["after"]) for one in answer["changes"]] == [
        ("condition.converted_on", "years_since_at_least 2年", "years_since_at_least 1年"),
        ("amount.value", "10万元", "20万元"),
    ]
    total = answer["total"]
    figures = [total[name] for name in ("before", "after", "gained", "lost", "raised", "lowered")]
    assert figures == [1, 3, 2, 0, 1, 0]
    assert (total["unknown_before"], total["unknown_after"]) == (1, 1)
    assert (total["amount_before"]["low"], total["amount_after"]["low"]) == (10_000_000, 60_000_000)
    assert total["difference"] == {"low": 50_000_000, "high": 50_000_000}
    assert answer["budget"] == {
        "line": 50_000_000, "state": "over", "sure": 60_000_000, "most": 80_000_000,
    }  # fmt: skip
    regions = {one["value"]: (one["name"], one["gained"]) for one in answer["by"]["region"]}
    assert regions == {"150302": ("海勃湾区", 1), "150102": ("新城区", 1)}
    assert set(answer["by"]) == {"region", "industry", "size", "kind"}


def test_those_who_lose_are_listed_in_a_file(run, asked, tmp_path):
    out = tmp_path / "out"
    code, said, _ = run(*asked, "--set", "condition.converted_on=8年", "--out", out)
    assert code == 0
    assert "失去 1 户" in said
    with (out / "businesses.csv").open(encoding="utf-8-sig") as file:
        assert list(csv.reader(file)) == [["统一社会信用代码", "变化"], [uscc(1), "失去"]]
    assert json.loads((out / "what-if.json").read_text(encoding="utf-8"))["total"]["lost"] == 1


def test_parts_written_anew_in_a_file(run, asked, tmp_path):
    path = tmp_path / "new.yaml"
    path.write_text("condition: |\n  kind is enterprise\nwindow: {from: 2025-01-01, to: 2027-12-31}\n")
    answer = json.loads(run(*asked, "--with", path, "--json")[1])
    assert (answer["total"]["after"], answer["total"]["unknown_after"]) == (4, 0)
    assert answer["budget"] is None


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ((), "可以改的位置和现在的值"),
        (("--set", "amount.value"), "没有等号"),
        (("--set", "amount.value=20"), "没有单位"),
        (("--set", "amount.price=20万元"), "不是可以改的地方"),
        (("--set", "amount.value=20万元", "--budget", "很多"), "读不懂"),
        (("--set", "amount.value=20万元", "--provision", "nothing"), "没有事项“nothing”"),
        (("--set", "amount.value=20万元", "--registry"), "--businesses 和 --registry"),
        (("--with", "没有.yaml"), "打不开文件"),
        (("--set", "amount.value=20万元", "--businesses", "没有.parquet"), "找不到文件"),
    ],
)
def test_what_cannot_be_used_exits_2(run, asked, tmp_path, more, words):
    code, out, err = run(*asked, *more, "--out", tmp_path / "out")
    assert (code, out) == (2, "")
    assert words in err
    assert not (tmp_path / "out").exists()


def test_a_folder_with_other_files_is_left_alone(run, asked, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("x")
    code, _, err = run(*asked, "--set", "amount.value=20万元", "--out", tmp_path / "out")
    assert code == 2
    assert "已有别的文件" in err
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["mine.txt"]


@pytest.mark.django_db
def test_the_registry_is_asked(run):
    asked = (
        "--registry",
        "--pack",
        "neimenggu",
        "--provision",
        KEY,
        "--set",
        "amount.value=20万元",
        "--json",
    )
    assert "登记库是空的" in run(*asked)[2]
    business(1)
    assert json.loads(run(*asked)[1])["businesses"] == 1
