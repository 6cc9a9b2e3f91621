"""Items back in the forms others read: the contract's JSON, and a parsed document."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from zhitong.engine.documents.citations.finding import Citation
from zhitong.engine.documents.measures.measure import Measure
from zhitong.engine.documents.measures.units import ResponsibleUnit
from zhitong.engine.documents.parse import ParsedDocument
from zhitong.engine.documents.promises.benefits import Benefit
from zhitong.engine.documents.promises.limits import TimeLimit
from zhitong.engine.documents.promises.targets import Target
from zhitong.engine.documents.promises.validity import ValidityStatement
from zhitong.engine.documents.readings.ground import Ground
from zhitong.engine.documents.readings.items import Item
from zhitong.engine.documents.readings.reading import ground_of, words_of_measure
from zhitong.engine.documents.readings.unpacking import citation_of, criterion_of, duty_of, number

LISTS = {
    "target": "targets",
    "benefit": "benefits",
    "time_limit": "time_limits",
    "citation": "citations",
    "validity": "validity",
    "criterion": "criteria",
    "duty": "duties",
}
SIMPLE = ("time_limit", "validity", "criterion", "duty")
NO_QUOTE = ("citation",)  # the contract gives their place only


def judged(item: Item) -> dict[str, Any]:
    """How sure the machine is, or who looked at it and when; without the person's number."""
    if not item.is_reviewed:
        return {"confidence": item.confidence}
    return {"reviewed": {"state": item.state, "unit": item.unit, "at": item.at}}


def entry(item: Item) -> dict[str, Any]:
    """One reading in the manner of `document parse --json`."""
    words = item.words
    place: dict[str, Any] = {"path": words.path, "start": words.start, "end": words.end}
    if item.kind not in NO_QUOTE:
        place["quote"] = words.quote
    return {**item.values, **place, **judged(item)}


def projected(items: Sequence[Item], meta: Mapping[str, Any]) -> dict[str, Any]:
    """The readings as the lists of `document parse --json`, and the metadata people corrected."""
    lists: dict[str, Any] = {name: [] for name in LISTS.values()}
    said = dict(meta)
    for item in items:
        if item.kind in LISTS:
            lists[LISTS[item.kind]].append(entry(item))
        elif item.kind == "metadata":
            said[str(item.values["field"])] = item.values["value"]
    return {"meta": said, **lists}


def measure_of(item: Item, ground: Ground, citations: Sequence[Citation]) -> Measure:
    """A measure on the clause its words stand in."""
    words, values = item.words, item.values
    start, end = ground.span(words.path) or (words.start, words.end)
    printed = str(values.get("number") or "")
    return Measure(
        path=words.path,
        number=int(printed) if printed.isascii() and printed.isdigit() else None,
        start=start,
        end=end,
        responsible=tuple(
            ResponsibleUnit(one["name"], one["role"], one["name"], words.start, words.end)
            for one in values["units"]
        ),
        responsible_raw=values.get("responsible_raw") or "",
        open_ended=bool(values.get("open_ended")),
        cites=tuple(
            dict.fromkeys(one.doc_number for one in citations if one.doc_number and start <= one.start < end)
        ),
        notes=((words.start, words.end),) if values.get("responsible_raw") else (),
    )


def benefit_of(item: Item, known: Mapping[tuple[int, int], Benefit]) -> Benefit:
    """A benefit; the words of its condition, and of a cap nobody changed, stay as the machine read them."""
    values, amount, words = item.values, item.values.get("amount") or {}, item.words
    machine = known.get((words.start, words.end))
    if machine is not None and not item.is_reviewed:
        return machine
    cap = amount.get("cap") or {}
    same_cap = machine is not None and (machine.cap_value, machine.cap_unit) == (
        number(cap.get("value")),
        cap.get("unit"),
    )
    return Benefit(
        name=values["name"],
        beneficiary=values.get("beneficiary"),
        kind=values["kind"],
        amount_type=amount.get("type") or "none",
        amount_value=number(amount.get("value")),
        amount_unit=amount.get("unit"),
        valid_until=values.get("valid_until"),
        path=words.path,
        start=words.start,
        end=words.end,
        quote=words.quote,
        condition=values.get("condition"),
        cap=machine.cap if machine and same_cap else f"{cap['value']}{cap['unit']}" if cap else None,
        confidence=item.confidence,
        amount_high=number(amount.get("value_high")),
        amount_tiers=tuple(Decimal(str(one)) for one in amount.get("tiers") or ()),
        cap_value=number(cap.get("value")),
        cap_unit=cap.get("unit"),
    )


def target_of(item: Item) -> Target:
    """A target."""
    values, words = item.values, item.words
    return Target(
        indicator=values["indicator"],
        value=number(values["value"]) or Decimal(0),
        unit=values.get("unit") or "",
        comparator=values["comparator"],
        basis=values.get("basis"),
        period=values.get("period"),
        deadline=values.get("deadline"),
        path=words.path,
        start=words.start,
        end=words.end,
        quote=words.quote,
        confidence=item.confidence,
        value_high=number(values.get("value_high")),
    )


def placed_values(items: Sequence[Item]) -> list[tuple[Mapping[str, Any], tuple[Any, ...]]]:
    """Values beside the place and confidence every plain reading ends with."""
    return [
        (one.values, (one.words.path, one.words.start, one.words.end, one.words.quote, one.confidence))
        for one in items
    ]


def rebuilt(document: ParsedDocument, items: Sequence[Item]) -> ParsedDocument:
    """The parsed document as people corrected it; a measure nobody changed stays the machine's own."""
    ground = ground_of(document)
    by_kind: dict[str, list[Item]] = {}
    for item in items:
        by_kind.setdefault(item.kind, []).append(item)
    known = {(one.start, one.end): one for one in document.benefits}
    own = {words_of_measure(one, ground): one for one in document.measures}
    citations = tuple(citation_of(one) for one in by_kind.get("citation", ()))
    places = {kind: placed_values(by_kind.get(kind, ())) for kind in SIMPLE}
    return replace(
        document,
        meta={
            **document.meta,
            **{one.values["field"]: one.values["value"] for one in by_kind.get("metadata", ())},
        },
        measures=tuple(
            own[one.words] if not one.is_reviewed and one.words in own else measure_of(one, ground, citations)
            for one in by_kind.get("measure", ())
        ),
        targets=tuple(target_of(one) for one in by_kind.get("target", ())),
        benefits=tuple(benefit_of(one, known) for one in by_kind.get("benefit", ())),
        citations=citations,
        time_limits=tuple(
            TimeLimit(said["what"], number(said["value"]) or Decimal(0), said["unit"], *place)
            for said, place in places["time_limit"]
        ),
        validity=tuple(
            ValidityStatement(
                said["kind"], said.get("date"), said.get("doc_number"), said.get("title"), *place
            )
            for said, place in places["validity"]
        ),
        criteria=tuple(criterion_of(*one) for one in places["criterion"]),
        duties=tuple(duty_of(*one) for one in places["duty"]),
    )
