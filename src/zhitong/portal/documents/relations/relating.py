"""What the texts of the library say about each other: who cites whom, what ends, amends or extends what."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from zhitong.engine.documents.promises.effects import EffectStatement, find_effects
from zhitong.portal.documents.models import Document, Effect, EffectKind, EffectState, Mention, Revision
from zhitong.portal.documents.queries.nodes import outline_of

SHORTEST_TITLE = 8  # a shorter title is a common word in other texts
LONGEST_WORDS = 2000


def effect_mark(kind: str, source: str, words: str) -> str:
    """Tells a fact apart, wherever its clause has moved to."""
    return sha256("\n".join((kind, source, "".join(words.split()))).encode()).hexdigest()


def newest_revisions() -> QuerySet[Revision]:
    """The newest revision of every document."""
    newest = Revision.objects.filter(document=OuterRef("document")).order_by("-number").values("pk")[:1]
    return Revision.objects.filter(pk=Subquery(newest)).select_related("document")


def mentioning(document: Document) -> list[Revision]:
    """The newest revisions of other documents whose text names this one."""
    asked = Q(pk__in=[])
    if document.doc_number:
        asked |= Q(text__contains=document.doc_number)
    if len(document.title) >= SHORTEST_TITLE:
        asked |= Q(text__contains=f"《{document.title}》")
    return list(newest_revisions().filter(asked).exclude(document=document).order_by("document__key"))


class Known:
    """The documents of the library that some citations name."""

    def __init__(self, named: Sequence[tuple[str | None, str | None]], but: Document) -> None:
        numbers = {number for number, _title in named if number}
        titles = {title for _number, title in named if title}
        found = Document.objects.filter(Q(doc_number__in=numbers) | Q(title__in=titles)).exclude(pk=but.pk)
        listed = list(found.exclude(title="").order_by("-key")) if named else []
        self.by_number = {one.doc_number: one for one in listed if one.doc_number}
        self.by_title = {one.title: one for one in listed}

    def find(self, number: str | None, title: str | None) -> Document | None:
        """The document cited; a number decides where it is known."""
        return self.by_number.get(number or "") or self.by_title.get(title or "")


@transaction.atomic
def relate(revision: Revision) -> int:
    """Brings what the newest text of a document says about others up to date; returns how many facts are new.

    What people judged stays; what the machine alone had read and the text no longer says ends.
    """
    source = revision.document
    cited: list[dict[str, Any]] = [
        one
        for one in revision.parse.get("citations", [])
        if one.get("path") and (one.get("doc_number") or one.get("title"))
    ]
    said = find_effects(outline_of(revision), revision.parse.get("meta", {}))
    named = [(one.get("doc_number"), one.get("title")) for one in cited]
    known = Known([*named, *((one.doc_number, one.title) for one in said)], source)
    write_mentions(source, cited, known, set(revision.measures.values_list("path", flat=True)))
    return write_effects(source, said, known)


def write_mentions(
    source: Document, cited: Sequence[dict[str, Any]], known: Known, measures: set[str]
) -> None:
    """Who is cited where, anew."""
    rows = []
    for one in cited:
        target = known.find(one.get("doc_number"), one.get("title"))
        if target is not None:
            path = one["path"]
            inside = any(path == each or path.startswith(f"{each}/") for each in measures)
            rows.append(
                Mention(
                    document=target,
                    source=source,
                    path=path,
                    start=one["start"],
                    end=one["end"],
                    in_measure=inside,
                )
            )
    Mention.objects.filter(source=source).delete()
    Mention.objects.bulk_create(rows)


def write_effects(source: Document, said: Sequence[EffectStatement], known: Known) -> int:
    """New facts are added, places brought up to date, facts no longer said end."""
    held = {(one.document_id, one.mark): one for one in Effect.objects.filter(source=source, ended_at=None)}
    seen, new = set(), []
    for one in said:
        target = known.find(one.doc_number, one.title)
        words = one.quote[:LONGEST_WORDS]
        if target is None or not words:
            continue
        mark = effect_mark(one.kind, source.key, words)
        if (target.pk, mark) in seen:
            continue
        seen.add((target.pk, mark))
        place = {"path": one.path, "start": one.start, "end": one.end}
        if (target.pk, mark) in held:
            Effect.objects.filter(pk=held[target.pk, mark].pk).update(**place)
            continue
        is_open = one.kind == EffectKind.EXTENDS
        new.append(
            Effect(
                document=target,
                kind=one.kind,
                source=source,
                words=words,
                until=one.until,
                is_long_term=one.is_long_term,
                state=EffectState.PROPOSED if is_open else EffectState.HOLDS,
                mark=mark,
                **place,
            )
        )
    gone = [one.pk for place, one in held.items() if place not in seen and one.by is None]
    Effect.objects.filter(pk__in=gone, by=None).update(ended_at=timezone.now())
    Effect.objects.bulk_create(new)
    return len(new)


def relate_mentioning(document: Document) -> int:
    """Reads again what others say about a document that was not known before."""
    return sum(relate(one) for one in mentioning(document))


def relate_all() -> int:
    """Every text of the library, one at a time."""
    keys = list(newest_revisions().order_by("pk").values_list("pk", flat=True))
    return sum(relate(newest_revisions().get(pk=one)) for one in keys)


def said_about(document: Document) -> list[str]:
    """The keys of the documents its texts ever ended, amended or extended."""
    found = Effect.objects.filter(source=document).order_by("document__key")
    return list(found.values_list("document__key", flat=True).distinct())
