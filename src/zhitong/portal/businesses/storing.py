"""Writing checked rows: new businesses, changed ones, and their fact sheets, in one transaction a chunk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from zhitong.engine.standards.uscc import is_demo
from zhitong.portal.businesses.checking import RefusedRow, Row
from zhitong.portal.businesses.models import Business, FactSheet

# Columns of a business that repeat facts of the register, so that lists can be filtered.
COPIED = {
    "kind": "kind",
    "region": "region",
    "industry": "industry",
    "registered_on": "registered_on",
    "registration_status": "status",
}
REGISTER = "register"
BusinessSheetKey = tuple[str, str, date]  # code, source, day


@dataclass
class Stored:
    """What a chunk did."""

    taken: int = 0
    changed: int = 0
    unchanged: int = 0

    def add(self, more: "Stored") -> None:
        """Counts another chunk in."""
        self.taken += more.taken
        self.changed += more.changed
        self.unchanged += more.unchanged


def copied_values(row: Row) -> dict[str, Any]:
    """The columns of a business this row speaks about, from the newest word of the register."""
    found: dict[str, Any] = {"name": row.name} if row.name else {}
    if row.former_uscc:
        found["former_uscc"] = row.former_uscc
    for (source, _), values in sorted(row.sheets.items()):
        if source != REGISTER:
            continue
        for key, column in COPIED.items():
            if key in values:
                value = values[key]
                found[column] = date.fromisoformat(value) if column == "registered_on" else value
    return found


def without_name(rows: Sequence[Row], cells: dict[int, Sequence[Any]]) -> list[RefusedRow]:
    """Rows of businesses nobody knows yet that carry no name."""
    reason = "登记库中没有这个代码，而本行没有名称，请补上名称。"
    return [RefusedRow(row.number, cells[row.number], reason) for row in rows]


def store(rows: Sequence[Row]) -> Stored:
    """Writes rows whose businesses are known or named; to be called inside a transaction."""
    stored = Stored()
    known = {one.uscc: one for one in Business.objects.filter(uscc__in=[row.uscc for row in rows])}
    altered = changed_businesses(rows, known)
    new = [
        Business(uscc=row.uscc, is_demo=is_demo(row.uscc), **copied_values(row))
        for row in rows
        if row.uscc not in known
    ]
    Business.objects.bulk_create(new)
    if altered:
        Business.objects.bulk_update(altered, ["name", "former_uscc", *COPIED.values()], batch_size=500)
    everyone = known | {one.uscc: one for one in new}
    touched = store_sheets(rows, everyone) | {one.uscc for one in altered}
    stored.taken = len(new)
    stored.changed = len(touched - {one.uscc for one in new})
    stored.unchanged = len(rows) - stored.taken - stored.changed
    return stored


def changed_businesses(rows: Sequence[Row], known: dict[str, Business]) -> list[Business]:
    """Known businesses about which the rows say something else, already altered in memory."""
    altered = []
    for row in rows:
        business = known.get(row.uscc)
        if business is None:
            continue
        said = copied_values(row)
        if any(getattr(business, column) != value for column, value in said.items()):
            for column, value in said.items():
                setattr(business, column, value)
            altered.append(business)
    return altered


def store_sheets(rows: Sequence[Row], everyone: dict[str, Business]) -> set[str]:
    """Adds or completes sheets; codes of the businesses whose sheets are new or say something else."""
    wanted: dict[BusinessSheetKey, dict[str, Any]] = {
        (row.uscc, source, day): values for row in rows for (source, day), values in row.sheets.items()
    }
    numbers = {business.pk: uscc for uscc, business in everyone.items()}
    days = {day for _, _, day in wanted}
    sheets: dict[BusinessSheetKey, FactSheet] = {
        (numbers[sheet.business_id], sheet.source, sheet.as_of): sheet
        for sheet in FactSheet.objects.filter(business__in=list(numbers), as_of__in=days)
    }
    new: list[FactSheet] = []
    altered: list[FactSheet] = []
    touched: set[str] = set()
    for (uscc, source, day), values in wanted.items():
        sheet = sheets.get((uscc, source, day))
        if sheet is None:
            new.append(FactSheet(business=everyone[uscc], source=source, as_of=day, values=values))
        elif (merged := sheet.values | values) != sheet.values:
            sheet.values = merged
            sheet.recorded_at = timezone.now()
            altered.append(sheet)
        else:
            continue
        touched.add(uscc)
    FactSheet.objects.bulk_create(new)
    if altered:
        FactSheet.objects.bulk_update(altered, ["values", "recorded_at"], batch_size=500)
    return touched
