"""Lists of what was claimed: each usable line, and each refused one with a reason in Chinese."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from zhitong.engine.values import parse_date, parse_money
from zhitong.portal.businesses.columns import split_unit
from zhitong.portal.businesses.tables import CODE_HEADERS, Table, read_table
from zhitong.portal.foundation.problems import Refusal

WORDS: dict[str, tuple[str, ...]] = {
    "uscc": CODE_HEADERS,
    "provision": ("provision", "事项", "事项编码", "事项代码"),
    "period": ("period", "期间", "所属期", "年度"),
    "amount": ("amount", "amount_fen", "金额", "享受金额", "领取金额"),
    "claimed_on": ("claimed_on", "领取日期", "享受日期", "日期"),
}
SHOWN = {"provision": "事项", "period": "期间", "amount": "金额"}
SCHEMA = {"uscc": pl.String, "provision": pl.String, "claimed_fen": pl.Int64}
CODE_LENGTH = 18


class ClaimsRefused(Refusal):
    """The file holds no list of claims."""


@dataclass(frozen=True, slots=True)
class RefusedClaim:
    """A line that is in no figure."""

    row: int
    uscc: str
    reason: str


@dataclass(slots=True)
class Claims:
    """Claims of one period; `other_periods` lines were left aside, `refused` ones could not be used."""

    frame: pl.DataFrame
    other_periods: int = 0
    refused: list[RefusedClaim] = field(default_factory=list)


def read_claims(path: Path, period: str, provisions: Collection[str]) -> Claims:
    """The claims of a period; ClaimsRefused with one sentence when the file is no such list."""
    table = read_table(path.read_bytes(), path.name)
    places, unit = _layout(table)
    found = Claims(pl.DataFrame(schema=SCHEMA))
    rows: list[tuple[str, str, int]] = []
    for number, cells in enumerate(table.rows, start=table.first_row):
        row = {name: _text(cells, place) for name, place in places.items()}
        if not any(row.values()):
            continue
        if row["period"] != period:
            reason = _reason(row, provisions) if not row["period"] else ""
            if reason:
                found.refused.append(RefusedClaim(number, row["uscc"], reason))
            else:
                found.other_periods += 1
            continue
        fen, reason = _fen(row["amount"], unit)
        reason = _reason(row, provisions) or reason
        if reason or fen is None:
            found.refused.append(RefusedClaim(number, row["uscc"], reason))
        else:
            rows.append((row["uscc"].upper(), row["provision"], fen))
    found.frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    return found


def _layout(table: Table) -> tuple[dict[str, int], str]:
    places: dict[str, int] = {}
    unit = ""
    for place, header in enumerate(table.header):
        words, said = split_unit(header)
        for name, known in WORDS.items():
            if words.lower() in known and name not in places:
                places[name] = place
                if name == "amount":
                    unit = "分" if words.lower() == "amount_fen" else said
    missing = [word for name, word in SHOWN.items() if name not in places]
    if missing:
        raise ClaimsRefused(
            f"“{table.name}”缺少{'、'.join(missing)}列。",
            "请补上统一社会信用代码、事项、期间、金额四列后再试。",
            code="claims_columns",
        )
    return places, unit


def _reason(row: dict[str, str], provisions: Collection[str]) -> str:
    if len(row["uscc"]) != CODE_LENGTH:
        return "统一社会信用代码不是18位，请核对。"
    if not row["period"]:
        return "没有写期间，请补上。"
    if row["provision"] not in provisions:
        return f"没有事项“{row['provision']}”，请核对事项编码。"
    day = row.get("claimed_on", "")
    return f"领取日期“{day}”无法采用，请写成“2026-06-30”。" if day and parse_date(day)[0] is None else ""


def _fen(text: str, unit: str) -> tuple[int | None, str]:
    bare = text.replace(",", "").replace(".", "").isdecimal()
    fen, problem = parse_money(text + unit if bare and unit else text)
    if problem is not None:
        return None, problem.message
    if fen is None or not 0 <= fen < 2**63:
        return None, f"金额“{text}”不能用，请填零以上的金额。"
    return fen, ""


def _text(cells: Sequence[Any], place: int) -> str:
    cell = cells[place] if place < len(cells) else None
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()
