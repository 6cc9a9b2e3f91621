"""Documents that no longer hold, who cites them, and what was already looked at."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from zhitong.portal.accounts.perms import Viewer, regions_of, within
from zhitong.portal.documents.models import Document, Effect, EffectKind, Mention, ReviewedDependant, Status
from zhitong.portal.documents.perms import WHOLE_REGION
from zhitong.portal.documents.queries.lives import life_of, with_life
from zhitong.portal.documents.queries.standing import Life, Standing


@dataclass(frozen=True, slots=True)
class Over:
    """A document that no longer holds, or of which nobody knows."""

    key: str
    title: str
    doc_number: str
    life: Life
    standing: Standing


@dataclass(frozen=True, slots=True)
class Checked:
    """The word of a person that what rests on it may stay."""

    reason: str
    unit: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Citing:
    """A document that cites another, by clause; `measures` are those of its clauses that are measures."""

    key: str
    title: str
    doc_number: str
    region: str
    places: tuple[tuple[str, int, int], ...]
    measures: int
    life: Life


def over_on(on: date) -> list[Over]:
    """The documents that are over on a day, in key order."""
    ending = (EffectKind.REPEALS, EffectKind.EXTENDS)
    asked = Q(expires_on__lt=on) | Q(status__in=(Status.EXPIRED, Status.REPEALED)) | ~Q(superseded_by="")
    asked |= Q(pk__in=Document.objects.filter(effects__kind__in=ending).values("pk"))
    found = []
    for one in with_life(Document.objects.filter(asked).defer("match").order_by("key")):
        life = life_of(one)
        now = life.at(on)
        if now.is_over:
            found.append(Over(one.key, one.title, one.doc_number, life, now))
    return found


def citing(keys: Collection[str], person: Viewer | None = None) -> dict[str, list[Citing]]:
    """Who cites these documents, by their key; of a person's regions when one is named."""
    rows = Mention.objects.filter(document__key__in=keys).select_related("document")
    if person is not None:
        rows = rows.filter(seen_by(person))
    acts = acting(keys)
    ordered = rows.order_by("document__key", "source__key", "start")
    listed = [one for one in ordered if not is_act(one, acts.get((one.document_id, one.source_id), ()))]
    ids = {one.source_id for one in listed}
    sources = {one.pk: one for one in with_life(Document.objects.filter(pk__in=ids))} if ids else {}
    grouped: dict[tuple[str, int], list[Mention]] = {}
    for one in listed:
        grouped.setdefault((one.document.key, one.source_id), []).append(one)
    found: dict[str, list[Citing]] = {}
    for (key, number), own in grouped.items():
        source = sources[number]
        places = tuple((one.path, one.start, one.end) for one in own)
        measures = len({one.path for one in own if one.in_measure})
        row = Citing(
            source.key, source.title, source.doc_number, source.region, places, measures, life_of(source)
        )
        found.setdefault(key, []).append(row)
    return found


def seen_by(person: Viewer) -> Q:
    """The mentions in documents of a person's regions; those of no known region are for a whole region."""
    regions = regions_of(person)
    if any(len(one) <= WHOLE_REGION for one in regions):
        return within(regions, "source__region") | Q(source__region="")
    return within(regions, "source__region")


def acting(keys: Collection[str]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """The sentences that end, amend or extend these documents: who does so does not rest on them."""
    found: dict[tuple[int, int], list[tuple[int, int]]] = {}
    rows = Effect.objects.filter(document__key__in=keys, ended_at=None, source__isnull=False)
    for document, source, start, end in rows.values_list("document", "source", "start", "end"):
        if source is not None and start is not None and end is not None:
            found.setdefault((document, source), []).append((start, end))
    return found


def is_act(one: Mention, acts: Iterable[tuple[int, int]]) -> bool:
    """Whether a citation is part of such a sentence."""
    return any(start <= one.start < end for start, end in acts)


def checked_of(keys: Collection[str]) -> dict[tuple[str, str, str, str], Checked]:
    """What was looked at, by (document, kind, key, standing at the time)."""
    rows = ReviewedDependant.objects.filter(document__key__in=keys, ended_at=None).select_related("document")
    return {
        (one.document.key, one.kind, one.key, one.standing): Checked(one.reason, one.unit, one.at)
        for one in rows
    }
