"""The invented registry as checked rows."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from zhitong.engine.facts import Vocabulary, parse_value
from zhitong.engine.facts.synthetic import SyntheticBusiness, synthetic_businesses
from zhitong.portal.businesses.checking import Row, SheetKey, plain
from zhitong.portal.businesses.vocabulary import vocabulary


def row_of(number: int, business: SyntheticBusiness, known: Vocabulary) -> Row:
    """One invented business; values that the vocabulary refuses stay unknown."""
    sheets: dict[SheetKey, dict[str, Any]] = {}
    for sheet in business["sheets"]:
        day = sheet["as_of"] if isinstance(sheet["as_of"], date) else date.fromisoformat(sheet["as_of"])
        values = sheets.setdefault((sheet["source"], day), {})
        for key, raw in sheet["values"].items():
            if key in known and not known[key].derived:
                value, _ = parse_value(known[key], raw, known)
                if value is not None:
                    values[key] = plain(value)
    return Row(number, business["uscc"], business["name"], sheets, business["former_uscc"] or "")


def invented_rows(count: int) -> Iterator[Row]:
    """The first `count` businesses of the invented registry, always the same."""
    known = vocabulary()
    for number, business in enumerate(synthetic_businesses(count), start=1):
        yield row_of(number, business, known)
