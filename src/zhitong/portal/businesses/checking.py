"""One row of a registry file: what it says, or why it is sent back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhitong.engine.facts import Value, Vocabulary, parse_cell
from zhitong.engine.standards.uscc import check_uscc
from zhitong.engine.values import Band, parse_date
from zhitong.portal.accounts.perms import covers
from zhitong.portal.businesses.columns import FactColumn, Layout
from zhitong.portal.businesses.tables import Cell

# A file is taken only from its own end of the world: nobody registers a business tomorrow.
LONGEST_NAME = 200


SheetKey = tuple[str, date]  # source and day


@dataclass(frozen=True, slots=True)
class Row:
    """A business as one row tells it: plain JSON values by fact key, per source and day."""

    number: int
    uscc: str
    name: str
    sheets: dict[SheetKey, dict[str, Any]]
    former_uscc: str = ""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is sent back with all reasons, as sentences."""

    number: int
    cells: Sequence[Cell]
    reason: str


def plain(value: Value) -> Any:
    """A value as JSON keeps it: ISO days, bands with both ends."""
    if isinstance(value, Band):
        return {"low": value.low, "high": value.high}
    return value.isoformat() if isinstance(value, date) else value


@dataclass
class RowChecker:
    """Checks rows of one file in order; remembers codes to find duplicates."""

    layout: Layout
    known: Vocabulary
    source_of: Callable[[str], str]
    as_of: date
    today: date
    regions: tuple[str, ...] | None = None  # None: everywhere
    seen: dict[str, int] = field(default_factory=dict)

    def check(self, number: int, cells: Sequence[Cell]) -> Row | RefusedRow | None:
        """The row, the refusal, or None for an empty line."""
        if all(cell is None or cell == "" for cell in cells):
            return None
        reasons: list[str] = []
        uscc = self.code(cells, number, reasons)
        as_of = self.day(cells, reasons)
        values = self.facts(cells, reasons)
        self.checks_across(values, reasons)
        name = text_at(cells, self.layout.name)
        if len(name) > LONGEST_NAME:
            reasons.append(f"名称超过{LONGEST_NAME}个字，请核对。")
        if reasons or uscc is None:
            return RefusedRow(number, cells, "".join(reasons))
        self.seen[uscc] = number
        sheets: dict[SheetKey, dict[str, Any]] = {}
        for key, value in values.items():
            sheets.setdefault((self.source_of(key), as_of), {})[key] = value
        return Row(number, uscc, name, sheets, text_at(cells, self.layout.former_uscc))

    def code(self, cells: Sequence[Cell], number: int, reasons: list[str]) -> str | None:
        """The checked credit code."""
        uscc, problem = check_uscc(text_at(cells, self.layout.uscc))
        if problem is not None:
            reasons.append(problem.message)
        elif uscc in self.seen:
            reasons.append(f"统一社会信用代码“{uscc}”与第{self.seen[uscc]}行重复，请只保留一行。")
        return uscc

    def day(self, cells: Sequence[Cell], reasons: list[str]) -> date:
        """The day the row speaks of: its own column, else the one given for the file."""
        place = self.layout.as_of
        raw = cells[place] if place is not None and place < len(cells) else None
        if raw in (None, ""):
            return self.as_of
        found, problem = (raw, None) if isinstance(raw, date) else parse_date(str(raw))
        if found is None or problem is not None or found > self.today:
            reasons.append(f"数据日期“{raw}”无法采用，请写不晚于今天的日期，如“2026-06-30”。")
            return self.as_of
        return found

    def facts(self, cells: Sequence[Cell], reasons: list[str]) -> dict[str, Any]:
        """Plain values by fact key; every bad cell adds its sentence."""
        values: dict[str, Any] = {}
        ends: dict[str, dict[str, Any]] = {}
        for column in self.layout.facts:
            raw = cells[column.place] if column.place < len(cells) else None
            if raw is None or raw == "":
                continue
            value = self.cell(column, raw, reasons)
            if value is None:
                continue
            if column.end:
                ends.setdefault(column.definition.key, {"low": None, "high": None})[column.end] = value
            else:
                values[column.definition.key] = plain(value)
        for key, band in ends.items():
            if key in values:
                continue
            if None not in band.values() and band["low"] > band["high"]:
                reasons.append(f"“{self.known[key].label}”的下限大于上限，请调换。")
            values[key] = band["low"] if band["low"] == band["high"] else band
        return values

    def cell(self, column: FactColumn, raw: Cell, reasons: list[str]) -> Value | None:
        """One value; a bare number takes the unit of its header."""
        if isinstance(raw, str):
            raw = raw.strip().lstrip("'")
        if column.definition.type.value == "money" and is_bare_number(raw):
            if column.needs_unit:
                label = column.definition.label
                reasons.append(f"“{label}”的数字没有单位，请把表头写成“{label}（元）”或“{label}（万元）”。")
                return None
            if column.unit:
                raw = f"{raw}{column.unit}"
        value, problem = parse_cell(column.definition, raw, self.known)
        if problem is not None:
            reasons.append(problem.message)
        return value

    def checks_across(self, values: dict[str, Any], reasons: list[str]) -> None:
        """What only the row as a whole, or the person who imports, can tell."""
        started = values.get("registered_on")
        if started and date.fromisoformat(started) > self.today:
            reasons.append(f"登记日期“{started}”晚于今天，请核对。")
        region = values.get("region")
        if self.regions is not None and not (region and covers(self.regions, region)):
            shown = region or "（空）"
            reasons.append(f"所在地“{shown}”不在您的管辖范围内，请交由当地单位导入。")


def text_at(cells: Sequence[Cell], place: int | None) -> str:
    """The text of a cell, without the apostrophe that keeps a spreadsheet from computing."""
    if place is None or place >= len(cells) or cells[place] is None:
        return ""
    return str(cells[place]).strip().lstrip("'")


def is_bare_number(raw: Cell) -> bool:
    """A number, or text that is nothing but one."""
    if isinstance(raw, bool):
        return False
    if isinstance(raw, int | float):
        return True
    try:
        float(str(raw).replace(",", ""))
    except ValueError:
        return False
    return True
