"""What a table of businesses may look like, and what is said when it cannot be used."""

from datetime import date

import polars as pl
import pytest

from zhitong.columnar.columns import value_at
from zhitong.columnar.snapshot import read_snapshot, snapshot_of
from zhitong.engine.values import Band, Severity

DAY = date(2026, 11, 24)
CODES = ["92150302DEM0000148", "91150302DEM0000222"]


def snapshot(vocabulary, standards, **columns):
    return snapshot_of(pl.DataFrame({"uscc": CODES} | columns), vocabulary, standards)


def values(found, key):
    return [value_at(found.column(key, DAY), row) for row in range(found.rows)]


def test_cells_of_every_type(vocabulary, standards):
    found, _ = snapshot(
        vocabulary,
        standards,
        kind=["个体工商户", None],
        region=["150302", "1503"],
        industry=["5211", "F"],
        registered_on=[date(2024, 2, 29), None],
        annual_revenue=[500_000_000, None],
        employees=[None, 3],
        employees__low=[10, 99],
        employees__high=[19, None],
        bad_credit=[True, None],
        sales_growth=[-500, 1200],
    )
    assert values(found, "kind") == ["sole_trader", None]
    assert values(found, "region") == ["150302", "1503"]
    assert values(found, "industry") == ["F5211", "F"]
    assert values(found, "annual_revenue") == [500_000_000, None]
    assert values(found, "employees") == [Band(10, 19), 3]
    assert values(found, "bad_credit") == [True, None]
    assert values(found, "sales_growth") == [-500, 1200]
    assert values(found, "taxable_income") == [None, None]


def test_a_text_table_is_read_as_the_registry_import_reads_it(tmp_path, vocabulary, standards):
    path = tmp_path / "名单.csv"
    text = (
        "uscc,annual_revenue,employees,registered_on,bad_credit,note\n"
        f"{CODES[0]},5000000000,10–19人,2024年2月29日,否,无\n{CODES[1]},50万元,,,,\n"
    )
    path.write_bytes(text.encode("gb18030"))
    found, problems = read_snapshot(path, vocabulary, standards)
    assert values(found, "annual_revenue") == [5_000_000_000, 50_000_000]
    assert values(found, "employees") == [Band(10, 19), None]
    assert values(found, "bad_credit") == [False, None]
    assert found.column("registered_on", DAY).low[0] == (date(2024, 2, 29) - date(1970, 1, 1)).days
    ignored, unknown = problems
    assert (ignored.code, ignored.severity) == ("columns_ignored", Severity.WARNING)
    assert "note" in ignored.message
    assert (unknown.code, unknown.severity) == ("columns_unknown", Severity.INFO)
    assert "taxable_income" in unknown.message


def test_parquet_gives_the_same_snapshot_as_memory(tmp_path, vocabulary, standards):
    frame = pl.DataFrame({"uscc": CODES, "annual_revenue": [1, None], "kind": ["enterprise", None]})
    frame.write_parquet(tmp_path / "a.parquet")
    read, _ = read_snapshot(tmp_path / "a.parquet", vocabulary, standards)
    assert read.sha == snapshot_of(frame, vocabulary, standards)[0].sha
    assert read.sha != snapshot_of(frame.reverse(), vocabulary, standards)[0].sha


@pytest.mark.parametrize(
    ("columns", "code", "words"),
    [
        ({"annual_revenue": [1, -5]}, "fact_out_of_range", ["第2行", "上一年营业收入", "不小于0元"]),
        ({"annual_revenue": [1.5, 2.0]}, "fact_value_refused", ["第1行", "以分为单位的整数"]),
        ({"annual_revenue": ["很多", None]}, "fact_value_refused", ["第1行", "很多"]),
        ({"annual_revenue": [date(2024, 1, 1)] * 2}, "column_type", ["annual_revenue", "Date"]),
        ({"registered_on": [20240101, None]}, "column_type", ["registered_on", "日期"]),
        ({"registered_on": ["2024-02-30", None]}, "fact_value_refused", ["第1行", "2024-02-30"]),
        ({"region": ["999999", "150302"]}, "fact_value_refused", ["第1行", "行政区划"]),
        ({"industry": [111, 5211]}, "column_type", ["industry", "开头的0"]),
        ({"kind": ["公司", None]}, "fact_value_refused", ["第1行", "个体工商户（sole_trader）"]),
        ({"bad_credit": ["也许", None]}, "fact_value_refused", ["第1行", "“是”或“否”"]),
        ({"employees__low": [9, 1], "employees__high": [5, 2]}, "band_empty", ["第1行", "请调换"]),
    ],
)
def test_a_cell_that_cannot_be_is_named_with_its_row(columns, code, words, vocabulary, standards):
    found, problems = snapshot(vocabulary, standards, **columns)
    assert found is None
    assert problems[0].code == code
    assert all(word in problems[0].message for word in words), problems[0].message


@pytest.mark.parametrize(
    ("frame", "code", "words"),
    [
        (pl.DataFrame({"kind": ["enterprise"]}), "column_missing", ["uscc"]),
        (pl.DataFrame({"uscc": []}, schema={"uscc": pl.String}), "no_rows", ["没有任何经营主体"]),
        (pl.DataFrame({"uscc": ["A", "B", " a"]}), "uscc_twice", ["第1行", "第3行", "重复"]),
        (pl.DataFrame({"uscc": ["A", None, ""]}), "uscc_empty", ["第2行", "共2行"]),
    ],
)
def test_a_table_without_usable_codes(frame, code, words, vocabulary, standards):
    found, problems = snapshot_of(frame, vocabulary, standards)
    assert found is None
    assert problems[0].code == code
    assert all(word in problems[0].message for word in words), problems[0].message


@pytest.mark.parametrize("name", ["空.csv", "空.parquet", "乱.parquet", "乱.csv", "没有.csv", "目录.csv"])
def test_a_file_that_is_no_table(name, tmp_path, vocabulary, standards):
    path = tmp_path / name
    if "空" in name:
        path.touch()
    elif "乱" in name:
        path.write_bytes(b"\xff\xfe\x00\x81\x00" * 50)
    elif "目录" in name:
        path.mkdir()
    found, problems = read_snapshot(path, vocabulary, standards)
    assert found is None
    assert len(problems) == 1
    assert name in problems[0].message


def test_many_problems_are_counted_not_listed(vocabulary, standards):
    frame = pl.DataFrame({"uscc": [str(n) for n in range(60)], "kind": [f"无{n}" for n in range(60)]})
    found, problems = snapshot_of(frame, vocabulary, standards)
    assert found is None
    assert len(problems) == 21
    assert "40" in problems[-1].message
