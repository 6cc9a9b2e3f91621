"""Facts of a business as the engine takes them, and as a screen lists them."""

from collections.abc import Iterable, Iterator
from datetime import date

from zhitong.engine.facts import Facts, FactValue, parse_value, resolve, value_text
from zhitong.portal.businesses.models import Business, FactSheet
from zhitong.portal.businesses.queries.shapes import FactRow
from zhitong.portal.businesses.vocabulary import vocabulary


def known_values(sheets: Iterable[FactSheet]) -> Iterator[tuple[str, FactValue]]:
    """Every readable value of the sheets with its source and day; unreadable ones are unknown."""
    known = vocabulary()
    for sheet in sheets:
        for key, raw in sheet.values.items():
            if key not in known:
                continue
            value, _ = parse_value(known[key], raw, known)
            if value is not None:
                yield key, FactValue(value, sheet.source, sheet.as_of)


def facts_of(business: Business, as_of: date) -> Facts:
    """One value per fact as of a day: not later, current before stale, then by trust, then newest."""
    return resolve(known_values(business.sheets.order_by("-as_of", "-recorded_at")), vocabulary(), as_of)


def fact_rows(business: Business, as_of: date) -> list[FactRow]:
    """All values by fact in the order of the vocabulary; the one in use first."""
    known = vocabulary()
    sheets = list(business.sheets.order_by("-as_of", "-recorded_at"))
    used = resolve(known_values(sheets), known, as_of)
    rows = [
        FactRow(
            key=key,
            label=known[key].label,
            value=value_text(known[key], found.value, known),
            source=found.source,
            source_label=known.source_label(found.source),
            as_of=found.as_of or as_of,
            is_used=used.get(key) == found,
        )
        for key, found in known_values(sheets)
    ]
    places = {key: place for place, key in enumerate(known)}
    return sorted(rows, key=lambda row: (places[row.key], not row.is_used, -row.as_of.toordinal()))
