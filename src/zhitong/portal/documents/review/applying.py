"""Writing what holds where everybody reads it: the revision's answer, its measures, the columns."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F

from zhitong.engine.documents.readings import Ground, Item, Merged, projected
from zhitong.engine.documents.readings.writing import judged
from zhitong.portal.accounts.naming import UnitNames
from zhitong.portal.documents.models import Correction, Document, Measure, MeasureUnit, Revision
from zhitong.portal.documents.review.standing import ground_of, merged_of

DAYS = ("issued_on", "effective_on", "expires_on")
COLUMNS = ("title", "doc_number", "issuer", "kind", "status", *DAYS)
LENGTHS = {"title": 300, "doc_number": 80, "issuer": 300}
WRITTEN = [
    "order",
    "path",
    "start",
    "end",
    "number",
    "title",
    "responsible_raw",
    "open_ended",
    "review",
]
ASIDE = 1_000_000  # an order no measure has, while they are put into a new one


def column_value(field: str, value: Any) -> Any:
    """A piece of metadata as its column keeps it."""
    if field in DAYS:
        return date.fromisoformat(value) if value else None
    return str(value or "")[: LENGTHS.get(field, 300)]


def corrected_fields(items: Sequence[Item]) -> dict[str, Any]:
    """The metadata that people set, by column."""
    return {
        item.values["field"]: column_value(item.values["field"], item.values["value"])
        for item in items
        if item.kind == "metadata" and item.state in ("corrected", "added")
    }


def fields_set_by_people() -> dict[int, set[str]]:
    """The columns of each document that a catalogue must leave alone."""
    found: dict[int, set[str]] = {}
    for document, results in Correction.objects.filter(kind="metadata", ended_at=None).values_list(
        "document", "results"
    ):
        names = {one["values"]["field"] for one in results if one.get("state") in ("corrected", "added")}
        found.setdefault(document, set()).update(names)
    return found


def apply_readings(revision: Revision) -> Merged:
    """Brings everything that is read elsewhere in line with machine and people; inside a transaction."""
    ground = ground_of(revision)
    merged = merged_of(revision, ground)
    before = amounts_of(revision.parse)
    meta = revision.parse.get("machine_meta") or revision.parse.get("meta", {})
    revision.parse = {**revision.parse, "machine_meta": meta, **projected(merged.items, meta)}
    revision.save(update_fields=["parse", "machine"])
    fields = corrected_fields(merged.items)
    if fields:
        Document.objects.filter(pk=revision.document_id).update(**fields)
    changed = write_measures(revision, [one for one in merged.items if one.kind == "measure"], ground)
    if changed or amounts_of(revision.parse) != before:
        Revision.objects.filter(pk=revision.pk).update(turn=F("turn") + 1)
    return merged


def amounts_of(parse: Mapping[str, Any]) -> list[tuple[int, bool]]:
    """Where benefits stand and whether their amount is known: what search asks of them."""
    return [
        (one["start"], (one.get("amount") or {}).get("value") is not None)
        for one in parse.get("benefits", [])
    ]


def filled(row: Measure, item: Item, order: int, ground: Ground, headings: dict[str, str]) -> Measure:
    """A measure's row as the reading says."""
    words, values = item.words, item.values
    row.order, row.path = order, words.path
    row.start, row.end = ground.span(words.path) or (words.start, words.end)
    row.number, row.title = str(values.get("number") or "")[:40], headings.get(words.path, "")
    row.responsible_raw = values.get("responsible_raw") or ""
    row.open_ended = bool(values.get("open_ended"))
    row.review = judged(item).get("reviewed") or judged(item)
    return row


def write_measures(revision: Revision, items: Sequence[Item], ground: Ground) -> bool:
    """Measures and their units; a measure that stays keeps its row. Whether any unit changed."""
    headings = dict(revision.clauses.values_list("path", "heading"))
    rows: dict[str, list[Measure]] = {}
    for row in revision.measures.prefetch_related("units").order_by("order"):
        rows.setdefault(row.path, []).append(row)
    kept: list[tuple[Measure, Item]] = []
    for order, item in enumerate(sorted(items, key=lambda one: (one.words.start, one.order))):
        known = rows.get(item.words.path)
        row = known.pop(0) if known else Measure(revision=revision)
        kept.append((filled(row, item, order, ground, headings), item))
    gone = [one.pk for left in rows.values() for one in left]
    Measure.objects.filter(pk__in=gone).delete()
    old = [row for row, _ in kept if row.pk]
    if old:
        revision.measures.update(order=F("order") + ASIDE)
        Measure.objects.bulk_update(old, WRITTEN, batch_size=200)
    new = [row for row, _ in kept if not row.pk]
    Measure.objects.bulk_create(new)
    return write_units(kept, {id(row) for row in new}, revision.document.region) or bool(gone)


def write_units(kept: Sequence[tuple[Measure, Item]], new: set[int], region: str) -> bool:
    """The units of measures whose units changed; whether there were any."""
    changed = [
        (row, item)
        for row, item in kept
        if id(row) in new
        or [(one.name, one.role) for one in row.units.all()]
        != [(one["name"], one["role"]) for one in item.values["units"]]
    ]
    if not changed:
        return False
    MeasureUnit.objects.filter(measure__in=[row for row, _ in changed if id(row) not in new]).delete()
    names = UnitNames.load()
    MeasureUnit.objects.bulk_create(
        MeasureUnit(
            measure=row,
            order=order,
            name=unit["name"],
            role=unit["role"],
            organisation=names.find(unit["name"], region),
        )
        for row, item in changed
        for order, unit in enumerate(item.values["units"])
    )
    return True
