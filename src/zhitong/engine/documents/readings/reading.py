"""A parsed document as items: what the machine read, with its words, its confidence and its doubts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from zhitong.engine.documents.measures.measure import Measure
from zhitong.engine.documents.parse import ParsedDocument, to_json
from zhitong.engine.documents.readings.ground import Ground, anchored
from zhitong.engine.documents.readings.items import Item, Words
from zhitong.engine.values import Problem, Severity

PLACE = ("path", "start", "end", "quote")
# Shown even when nothing was read, so that somebody looks: a document without them is hard to cite.
ASKED_FOR = ("title", "doc_number", "issuer", "issued_on", "kind", "status")
MAY_BE = ("effective_on", "expires_on")
GUESSED = ("kind", "status")
SURE, GUESS, NOT_READ, NO_UNIT, UNSAID = 0.95, 0.8, 0.5, 0.7, 0.85


def ground_of(document: ParsedDocument) -> Ground:
    """The document as the ground its items stand on."""
    return Ground.of(document.text, ((one.path, one.start, one.end) for one in document.outline.clauses))


def spellings(field: str, value: Any) -> list[str]:
    """How a value may be printed."""
    if field in MAY_BE or field == "issued_on":
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            return []
        return [f"{day.year}年{day.month}月{day.day}日", f"{day.year} 年 {day.month} 月 {day.day} 日"]
    return [] if field in GUESSED else [str(value)]


def said_where(ground: Ground, field: str, value: Any) -> Words:
    """The words that say a piece of metadata; empty where they are not literally there.

    The day of issue is looked for from the end, where it is printed.
    """
    for words in spellings(field, value):
        place = ground.text.rfind(words) if field == "issued_on" else ground.text.find(words)
        if place >= 0:
            return anchored(ground, place, place + len(words))
    return Words("", 0, 0, "")


def of_metadata(document: ParsedDocument, ground: Ground) -> Iterator[Item]:
    """The metadata somebody should look at, read or not."""
    for field in (*ASKED_FOR, *MAY_BE):
        value = document.meta.get(field)
        if value is None and field not in ASKED_FOR:
            continue
        words = said_where(ground, field, value) if value is not None else Words("", 0, 0, "")
        unsure = NOT_READ if value in (None, "unknown", "other") else GUESS
        sure = SURE if words.quote else unsure
        yield Item("metadata", words, {"field": field, "value": value}, sure)


def words_of_measure(measure: Measure, ground: Ground) -> Words:
    """The note that names the units; without one the first line of the clause."""
    if measure.notes:
        start, end = measure.notes[0]
        return anchored(ground, start, end, measure.path)
    line_end = ground.text.find("\n", measure.start, measure.end)
    return anchored(ground, measure.start, measure.end if line_end < 0 else line_end, measure.path)


def of_measures(document: ParsedDocument, ground: Ground) -> Iterator[Item]:
    """Measures with their units; as sure as the least sure unit."""
    for one in document.measures:
        values = {
            "number": "" if one.number is None else str(one.number),
            "units": [{"name": unit.name, "role": unit.role} for unit in one.responsible],
            "open_ended": one.open_ended,
            "responsible_raw": one.responsible_raw,
        }
        sure = min((unit.confidence for unit in one.responsible), default=NO_UNIT)
        yield Item("measure", words_of_measure(one, ground), values, round(min(sure, SURE), 2))


def of_list(
    kind: str, listed: Sequence[dict[str, Any]], sure: Sequence[float], ground: Ground
) -> Iterator[Item]:
    """Items of one kind from their contract form."""
    for said, confidence in zip(listed, sure, strict=True):
        values = {name: value for name, value in said.items() if name not in PLACE}
        words = anchored(ground, said["start"], said["end"], said["path"])
        yield Item(kind, words, values, confidence)


def with_doubts(item: Item, problems: Sequence[Problem]) -> Item:
    """The item with what the parser said about its words, repairs of the layout left aside."""
    said = tuple(
        one.message
        for one in problems
        if one.start is not None
        and one.end is not None
        and item.words.quote
        and one.start < item.words.end
        and one.end > item.words.start
    )
    return replace(item, doubts=said) if said else item


def read_items(document: ParsedDocument) -> tuple[Item, ...]:
    """Everything read out of a document, in printed order, each reading once."""
    ground = ground_of(document)
    contract = to_json(document)
    listed = [*of_metadata(document, ground), *of_measures(document, ground)]
    for kind, name, found in (
        ("target", "targets", document.targets),
        ("benefit", "benefits", document.benefits),
        ("time_limit", "time_limits", document.time_limits),
        ("citation", "citations", document.citations),
        ("validity", "validity", document.validity),
        ("criterion", "criteria", document.criteria),
        ("duty", "duties", document.duties),
    ):
        listed += of_list(kind, contract[name], [one.confidence for one in found], ground)
    doubtful = [one for one in document.problems if one.severity != Severity.INFO]
    once = {(one.kind, one.order): with_doubts(one, doubtful) for one in listed}
    return tuple(sorted(once.values(), key=lambda one: one.order))
