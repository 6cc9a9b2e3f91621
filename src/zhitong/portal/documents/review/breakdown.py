"""Who took over an upper measure: the confirmed links as a breakdown along which goals are shared out."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from zhitong.portal.documents.models import AnswerGrade, ConfirmedLink, Document, Measure, Revision


@dataclass(frozen=True, slots=True)
class Taken:
    """A lower measure that a person confirmed: its document, units in printed order, grade and day.

    `is_current` is False when the newest text of its document no longer has the measure; its units are
    then unknown and left empty.
    """

    document_key: str
    document_title: str
    region: str
    path: str
    units: Sequence[str]
    grade: str
    note: str
    confirmed_on: date
    is_current: bool


@dataclass(frozen=True, slots=True)
class TakenOver:
    """An upper measure with its own units and everything below that took it over."""

    path: str
    units: Sequence[str]
    below: Sequence[Taken]


def newest_measures(keys: set[str]) -> QuerySet[Measure]:
    """The measures in the newest text of each document."""
    newest = Revision.objects.filter(document=OuterRef("pk")).order_by("-number").values("pk")[:1]
    numbers = Document.objects.filter(key__in=keys).annotate(newest=Subquery(newest)).values("newest")
    return Measure.objects.filter(revision__in=numbers).select_related("revision__document")


def breakdown_of(upper_key: str, *, on: date | None = None) -> list[TakenOver]:
    """The upper measures somebody confirmed an answer to, in printed order, as confirmed up to a day.

    Answers that people rejected are left out; three queries, however many links.
    """
    links = ConfirmedLink.objects.filter(upper_key=upper_key).exclude(grade=AnswerGrade.NONE)
    kept = [one for one in links if on is None or timezone.localdate(one.at) <= on]
    keys = {upper_key, *(one.lower_key for one in kept)}
    documents = {one.key: one for one in Document.objects.filter(key__in=keys)}
    units: dict[tuple[str, str], list[str]] = {}
    order: dict[str, int] = {}
    for measure in newest_measures(keys).prefetch_related("units"):
        key = measure.revision.document.key
        units[key, measure.path] = [one.name for one in measure.units.all()]
        if key == upper_key:
            order[measure.path] = measure.order
    below: dict[str, list[Taken]] = defaultdict(list)
    for one in kept:
        document = documents.get(one.lower_key)
        below[one.upper_path].append(
            Taken(
                one.lower_key,
                document.title if document else "",
                document.region if document else "",
                one.lower_path,
                units.get((one.lower_key, one.lower_path), []),
                one.grade,
                one.note,
                timezone.localdate(one.at),
                (one.lower_key, one.lower_path) in units,
            )
        )
    paths = sorted(below, key=lambda path: (order.get(path, len(order)), path))
    return [TakenOver(path, units.get((upper_key, path), []), below[path]) for path in paths]
