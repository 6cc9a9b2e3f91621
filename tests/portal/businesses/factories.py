"""Businesses with fact sheets, as tests need them."""

import io
from datetime import date

import xlsxwriter

from zhitong.engine.standards import demo_uscc
from zhitong.portal.businesses.models import Business, FactSheet, Owner

PREFIXES = {"enterprise": "91", "sole_trader": "92", "cooperative": "93"}


def uscc(number: int = 1, region: str = "150302", prefix: str = "92") -> str:
    """A valid, invented credit code."""
    return demo_uscc(prefix, region, number)


def business(number: int = 1, region: str = "150302", kind: str = "sole_trader", **more) -> Business:
    """A business of a county without any sheet."""
    code = uscc(number, region[:6], PREFIXES[kind])
    return Business.objects.create(
        uscc=code, name=f"示例{number}号店", kind=kind, region=region, status="active", is_demo=True, **more
    )


def sheet(of: Business, source: str = "register", as_of: date = date(2026, 9, 30), **values) -> FactSheet:
    """What one source says."""
    return FactSheet.objects.create(business=of, source=source, as_of=as_of, values=values)


def owner(person, of: Business) -> Owner:
    """Binds a person to a business."""
    return Owner.objects.create(person=person, business=of)


def csv_bytes(*rows: str, encoding: str = "utf-8") -> bytes:
    """A table as text, one line a row."""
    return "\n".join(rows).encode(encoding)


def xlsx_bytes(*rows: list) -> bytes:
    """A table as an Excel file."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(number, place, cell, day)
                else:
                    page.write(number, place, cell)
    return content.getvalue()
