"""Targets in indicator tables that came as lines of text: one per row, read from the last year's column."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhitong.engine.documents.figures.quantities import tidy

_YEAR = re.compile(r"((?:19|20)\d\d)年?(?:末|底)?(?:目标|目标值|规划值|预期|指标|年)?$")
_NAMED = re.compile(r"指标|名称")
_UNIT_IN_NAME = re.compile(r"[（(](?P<unit>[^（()）]{1,10})[）)]$")
_CELL = re.compile(
    r"^(?P<bound>[<＜≤>＞≥])?(?P<sum>[\[［〔【])?(?P<bound2>[<＜≤>＞≥])?(?P<value>\d+(?:,\d{3})*(?:\.\d+)?)(?P<percent>%)?"
    r"[\]］〕】]?(?P<after>以上|以内|以下|左右)?$"
)
_AT_LEAST, _AT_MOST = set(">＞≥") | {"以上"}, set("<＜≤") | {"以内", "以下"}
_SCALES = {"万": 10_000, "亿": 100_000_000}
_FEWEST_CELLS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an indicator table; `start:end` are offsets into the text, `basis` as for targets."""

    indicator: str
    value: Decimal
    unit: str
    comparator: str
    basis: str
    deadline: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Columns:
    count: int
    name: int
    target: int
    unit: int | None
    year: int


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return [cell.strip() for cell in line.split("\t")]
    return [cell.strip() for cell in line.strip().strip("|").split("|")] if line.count("|") > 1 else []


def _header(cells: list[str]) -> _Columns | None:
    """The columns of a table of indicators with a year to start from and one to reach, or a 目标 column."""
    if len(cells) < _FEWEST_CELLS:
        return None
    bare = [re.sub(r"\s", "", cell) for cell in cells]
    years = [(int(found[1]), place) for place, cell in enumerate(bare) if (found := _YEAR.match(cell))]
    names = [place for place, cell in enumerate(bare) if _NAMED.search(cell) and not _YEAR.match(cell)]
    aimed = len(years) > 1 or any("目标" in cell for cell in bare)
    if not years or not names or not aimed or not re.search("指标|目标", "".join(bare)):
        return None
    year, target = max(years)
    named = next(
        (place for place in names if "名称" in bare[place]), names[-1] if len(names) < 2 else names[0]
    )
    units = [place for place, cell in enumerate(bare) if cell in ("单位", "计量单位")]
    return _Columns(len(cells), named, target, units[0] if units else None, year)


def _scaled(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Counts are expanded (1.5 万人 → 15000 人), money stays in its printed unit."""
    scale = _SCALES.get(unit[:1])
    if scale is None or len(unit) < 2 or "元" in unit:
        return value, unit
    return value * scale, unit[1:]


def _row(cells: list[str], columns: _Columns, start: int, end: int) -> Row | None:
    if len(cells) != columns.count:
        return None
    cell = _CELL.match(re.sub(r"\s", "", cells[columns.target]))
    name = re.sub(r"\s|^\d{1,2}[.、]", "", cells[columns.name])
    inside = _UNIT_IN_NAME.search(name)
    unit = cells[columns.unit] if columns.unit is not None else inside["unit"] if inside else ""
    unit = "%" if cell and cell["percent"] else unit.replace("％", "%")
    if cell is None or not unit or len(name) < 2 or name.isdigit():
        return None
    value, unit = _scaled(Decimal(cell["value"].replace(",", "")), unit)
    sign = cell["bound"] or cell["bound2"] or cell["after"] or ""
    comparator = ">=" if sign in _AT_LEAST else "<=" if sign in _AT_MOST else "~" if sign else "="
    basis = "cumulative" if cell["sum"] or "累计" in name else "new" if "新增" in name else "level"
    indicator = name[: inside.start()] if inside else name
    return Row(
        indicator, tidy(value), unit, comparator, basis, date(columns.year, 12, 31).isoformat(), start, end
    )


def find_rows(text: str) -> Iterator[Row]:
    """The rows of all indicator tables in printed order; a line that is no row ends its table."""
    columns: _Columns | None = None
    start = 0
    for line in text.split("\n"):
        cells, begun, start = _cells(line), start, start + len(line) + 1
        if not cells:
            columns = None
            continue
        columns = _header(cells) or columns
        lead = len(line) - len(line.lstrip())
        row = _row(cells, columns, begun + lead, begun + len(line.rstrip())) if columns else None
        if row:
            yield row
