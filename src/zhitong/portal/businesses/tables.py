"""Registry files as a header and rows of plain cells: xlsx, csv (UTF-8 or GB18030), parquet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError
from python_calamine import CalamineError, CalamineWorkbook

from zhitong.portal.businesses.problems import empty, no_code_column, unknown_kind, unreadable
from zhitong.portal.foundation.limits import REGISTRY_MEGABYTES, check_size

Cell = str | int | float | bool | date | None
CODE_HEADERS = ("uscc", "统一社会信用代码", "社会信用代码", "信用代码")
HEADER_WITHIN_ROWS = 10


@dataclass(frozen=True, slots=True)
class Table:
    """Cells under a header; `first_row` is the number of the first data row in the file, from 1."""

    name: str
    kind: str  # xlsx | csv | parquet
    header: tuple[str, ...]
    rows: Iterator[Sequence[Cell]]
    first_row: int


def plain_header(text: object) -> str:
    """A header for comparing: no spaces, no line breaks, no required-field star."""
    return "".join(str(text or "").split()).strip("*＊").replace("（", "(").replace("）", ")")


def read_table(content: bytes, name: str) -> Table:
    """The first table of a file; FileRefused with one clear sentence when there is none."""
    check_size(name, len(content), REGISTRY_MEGABYTES)
    if not content:
        raise empty(name)
    kind = Path(name).suffix.lower().lstrip(".")
    readers = {"xlsx": xlsx_rows, "csv": csv_rows, "txt": csv_rows, "parquet": parquet_rows}
    if kind not in readers:
        raise unknown_kind(name)
    rows = readers[kind](content, name)
    start = list(islice(rows, HEADER_WITHIN_ROWS))
    for place, row in enumerate(start):
        header = tuple(plain_header(cell) for cell in row)
        if any(cell.lower() in CODE_HEADERS for cell in header):
            return Table(
                name, "csv" if kind == "txt" else kind, header, chain(start[place + 1 :], rows), place + 2
            )
    if not start:
        raise empty(name)
    raise no_code_column(name, [plain_header(cell) for cell in start[0] if cell not in (None, "")])


def xlsx_rows(content: bytes, name: str) -> Iterator[Sequence[Cell]]:
    """Rows of the first sheet; numbers that are whole become whole numbers."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        rows: Iterable[Sequence[object]] = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise unreadable(name, "Excel（.xlsx）") from error
    return ([office_cell(cell) for cell in row] for row in rows)


def office_cell(cell: object) -> Cell:
    """A cell of a spreadsheet as a plain value."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return int(cell)
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, str | int | float | bool | date) or cell is None:
        return cell
    return str(cell)


def csv_rows(content: bytes, name: str) -> Iterator[Sequence[Cell]]:
    """Rows of a text table; the encoding is tried, the separator is the commonest of the first line."""
    if b"\x00" in content[:4096]:
        raise unreadable(name, "CSV（文本表格）")
    text = decoded(content, name)
    first = text.lstrip().split("\n", 1)[0]
    separator = max(",\t;", key=first.count)
    return iter(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def decoded(content: bytes, name: str) -> str:
    """The text in UTF-8 (with or without mark) or GB18030."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise unreadable(name, "UTF-8 或 GB18030 编码的 CSV")


def parquet_rows(content: bytes, name: str) -> Iterator[Sequence[Cell]]:
    """The column names as a first row, then the rows."""
    try:
        frame = pl.read_parquet(io.BytesIO(content))
    except (PolarsError, OSError) as error:
        raise unreadable(name, "Parquet") from error
    return chain([frame.columns], frame.iter_rows())
