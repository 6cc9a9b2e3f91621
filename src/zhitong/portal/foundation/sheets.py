"""Writing tables that spreadsheet programs open safely."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def escape_formula(value: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A CSV in UTF-8 with mark, so that office programs show Chinese."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([escape_formula(cell) for cell in row] for row in rows)


def write_xlsx(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """An Excel file of text and numbers only."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, list(header), book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, ["" if cell is None else escape_formula(cell) for cell in row])
