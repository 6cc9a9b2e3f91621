"""Tables that spreadsheet programs open safely."""

import csv

import pytest
from python_calamine import CalamineWorkbook

from zhitong.portal.foundation.sheets import escape_formula, write_csv, write_xlsx


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "＠x"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell):
    assert escape_formula(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["示例店", "", 5, -5, None, "a=b"])
def test_everything_else_stays(cell):
    assert escape_formula(cell) == cell


def test_a_csv_opens_as_chinese_and_runs_nothing(tmp_path):
    path = tmp_path / "退回.csv"
    write_csv(path, ["名称"], [["=cmd()"], ["示例店"]])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert list(csv.reader(lines)) == [["名称"], ["'=cmd()"], ["示例店"]]


def test_an_excel_file_holds_text_only(tmp_path):
    path = tmp_path / "退回.xlsx"
    write_xlsx(path, ["名称", "人数"], [["=cmd()", 3]])
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows == [["名称", "人数"], ["'=cmd()", 3.0]]
