"""The whole registry as one table, a row per business, columns by fact key: what a batch run reads."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

import polars as pl

from zhitong.engine.facts import FactDef, FactType, Vocabulary
from zhitong.portal.businesses.models import Business, FactSheet, Status
from zhitong.portal.businesses.vocabulary import vocabulary

ENDED = {Status.CLOSED.value, Status.REVOKED.value}
LOW, HIGH = "__low", "__high"  # the ends of a band
Claim = tuple[bool, int, int]
TYPES = {FactType.FLAG: pl.Boolean, FactType.DATE: pl.Date}


def merged(
    sheets: Iterable[tuple[str, date, dict[str, Any]]], known: Vocabulary, as_of: date
) -> dict[str, Any]:
    """One plain value per fact by the same order as `engine.facts.resolve`: current before stale,
    then by trust, then newest; the earlier listed of equal claims stays."""
    best: dict[str, tuple[Claim, Any]] = {}
    for source, day, values in sheets:
        if day > as_of:
            continue
        age = -day.toordinal()
        for key, value in values.items():
            definition = known.get(key)
            if definition is None:
                continue
            claim = (definition.is_stale(day, as_of), definition.rank(source), age)
            held = best.get(key)
            if held is None or claim < held[0]:
                best[key] = (claim, value)
    return {key: value for key, (_, value) in best.items()}


def sheets_by_business() -> Iterator[tuple[int, list[tuple[str, date, dict[str, Any]]]]]:
    """Sheets of each business, newest first, in the order of the register."""
    rows = FactSheet.objects.order_by("business_id", "-as_of", "-recorded_at").values_list(
        "business_id", "source", "as_of", "values"
    )
    for business, group in groupby(rows.iterator(chunk_size=5000), key=lambda row: row[0]):
        yield business, [(source, day, values) for _, source, day, values in group]


def registry_frame(as_of: date) -> tuple[list[int], pl.DataFrame]:
    """Numbers of the businesses and, in the same order, the table of their facts as of a day.

    Businesses that had ended by that day are no longer 经营主体 and are left out.
    """
    known = vocabulary()
    listed = list(Business.objects.order_by("pk").values_list("pk", "uscc"))
    places = {pk: place for place, (pk, _) in enumerate(listed)}
    columns: dict[str, list[Any]] = {}
    for pk, sheets in sheets_by_business():
        if pk not in places:  # came in after the list was read
            continue
        for key, value in merged(sheets, known, as_of).items():
            column = columns.get(key)
            if column is None:
                column = columns[key] = [None] * len(listed)
            column[places[pk]] = value
    series = [pl.Series("uscc", [uscc for _, uscc in listed], dtype=pl.String)]
    for key in sorted(columns):
        series += series_of(known[key], columns[key])
    ended = [value in ENDED for value in columns.get("registration_status", [])] or [False] * len(listed)
    living = [pk for (pk, _), gone in zip(listed, ended, strict=True) if not gone]
    return living, pl.DataFrame(series).filter(~pl.Series(ended, dtype=pl.Boolean))


def series_of(definition: FactDef, values: list[Any]) -> list[pl.Series]:
    """One column, or the two ends where any business is known only within a band."""
    key = definition.key
    if definition.is_number:
        if not any(isinstance(value, dict) for value in values):
            return [pl.Series(key, values, dtype=pl.Int64)]
        low = [value["low"] if isinstance(value, dict) else value for value in values]
        high = [value["high"] if isinstance(value, dict) else value for value in values]
        return [pl.Series(key + LOW, low, dtype=pl.Int64), pl.Series(key + HIGH, high, dtype=pl.Int64)]
    if definition.type is FactType.DATE:
        values = [date.fromisoformat(value) if value else None for value in values]
    return [pl.Series(key, values, dtype=TYPES.get(definition.type, pl.String))]
