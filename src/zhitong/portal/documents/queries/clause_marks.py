"""How much of what was read in a place of a text people have checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from zhitong.portal.documents.models import Measure, Revision
from zhitong.portal.documents.queries.shapes import Located

LISTS = ("targets", "benefits", "time_limits", "criteria", "duties", "validity")
Span = tuple[int, int, bool]  # start, end, whether a person checked it


@dataclass(frozen=True, slots=True)
class ClauseMark:
    """Readings whose words stand in a place, and how many of them people have checked."""

    total: int
    reviewed: int


def spans_of(parse: Mapping[str, Any], measures: Iterable[Measure]) -> list[Span]:
    """Where readings stand in a revision."""
    spans = [(one["start"], one["end"], "reviewed" in one) for name in LISTS for one in parse.get(name, ())]
    return spans + [(one.start, one.end, "state" in one.review) for one in measures]


def marks_of(places: Iterable[Located]) -> list[ClauseMark | None]:
    """The mark of each place, in order; None where nothing was read. Two queries, however many places."""
    asked = list(places)
    newest = Revision.objects.filter(document=OuterRef("document")).order_by("-number").values("pk")[:1]
    held = Revision.objects.filter(
        document__key__in={one.document_key for one in asked if one.start is not None}, pk=Subquery(newest)
    )
    revisions = list(held.select_related("document").defer("text", "machine").prefetch_related("measures"))
    spans = {one.document.key: spans_of(one.parse, one.measures.all()) for one in revisions}
    return [mark_of(one, spans.get(one.document_key, [])) for one in asked]


def mark_of(place: Located, spans: Iterable[Span]) -> ClauseMark | None:
    """The mark of one place."""
    if place.start is None or place.end is None:
        return None
    inside = [checked for start, end, checked in spans if start < place.end and end > place.start]
    return ClauseMark(len(inside), sum(inside)) if inside else None
