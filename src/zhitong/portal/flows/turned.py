"""What turned between two statements of one business, as the content of notices."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.documents.queries import Located
from zhitong.portal.matches.queries import Statement

Json = Mapping[str, Any]
OPEN = ("open", "not_stated")
MOST_REASONS = 5


@dataclass(frozen=True, slots=True)
class Rules:
    """Hashes of the rules of a run, by provision."""

    now: Mapping[str, str]
    before: Mapping[str, str]


def is_entitled(item: Json | None) -> bool:
    """Surely met, inside the window."""
    return item is not None and item["verdict"] == "met" and item["window"]["state"] in OPEN


def items_of(found: Statement | None) -> dict[str, Json]:
    """Items by provision."""
    return {item["provision"]: item for item in found.items} if found else {}


def content_of(key: str, found: Statement, before: Statement | None, rules: Rules) -> dict[str, Any]:
    """What a notice about a provision keeps: figures and receipts, no words of ours."""
    item, row = items_of(found).get(key), found.provisions.get(key)
    old = items_of(before).get(key)
    places = found.places.get(key, {})
    why = list(turned(item, old, places)) if item else []
    return {
        "title": row.title if row else key,
        "kind": row.kind if row else "",
        "topics": list(row.topics) if row else [],
        "verdict": item["verdict"] if item else "",
        "cause": cause_of(key, item, old, rules, bool(why)),
        "why": why[:MOST_REASONS],
        "amount": amount_of(item),
        "deadline": item["window"]["to"] if item else None,
        "place": place_of(next(iter(places.values()), None)),
    }


def amount_of(item: Json | None) -> dict[str, Any] | None:
    """The computed amount in fen, None where there is none: never a guess."""
    if item is None or item["amount"]["state"] != "computed":
        return None
    return {name: item["amount"][name] for name in ("low", "high", "period")}


def place_of(place: Located | None) -> dict[str, Any] | None:
    """Where the words are."""
    if place is None:
        return None
    return {
        "document": place.document_key,
        "title": place.document_title,
        "number": place.doc_number,
        "path": place.clause_path,
        "label": place.clause_label,
        "start": place.start if place.is_imported and place.clause_found else None,
        "end": place.end if place.is_imported and place.clause_found else None,
    }


def turned(item: Json, old: Json | None, places: Mapping[str, Located]) -> Iterator[dict[str, Any]]:
    """Conditions whose result differs from before; without a before, those that are not met."""
    known = vocabulary()
    was = {one["text"]: one for one in old["receipt"]["conditions"]} if old else {}
    for one in item["receipt"]["conditions"]:
        before = was.get(one["text"])
        if before["verdict"] == one["verdict"] if before else one["verdict"] == "met":
            continue
        cited = [places[each["key"]] for each in one["references"] if each["key"] in places]
        yield {
            "text": one["text"],
            "verdict": one["verdict"],
            "was": before["value_text"] if before else "",
            "now": one["value_text"],
            "source": known.source_label(one["source"]) if one["source"] else "",
            "as_of": one["as_of"],
            "place": place_of(cited[0] if cited else None),
        }


def cause_of(key: str, item: Json | None, old: Json | None, rules: Rules, has_turned: bool) -> str:
    """The common cause of a change, a key of `deliveries.wording.CAUSES`."""
    if item is None:
        return "provision_gone"
    if not rules.before:
        return "first"
    if key not in rules.before:
        return "provision_new"
    if rules.before[key] != rules.now.get(key):
        return "rule_changed"
    if old is not None and (old["window"]["state"] in OPEN) != (item["window"]["state"] in OPEN):
        return "window_opened" if item["window"]["state"] in OPEN else "window_ended"
    if old is not None and is_entitled(old) == is_entitled(item):
        return "first" if is_entitled(item) else ""
    return "facts_changed" if has_turned else "time_passed"
