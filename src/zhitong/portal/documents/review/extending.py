"""Recording that a document holds for longer, with the words that say so; judging what the machine read."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from zhitong.portal.accounts.models import Membership
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.documents.models import Document, Effect, EffectKind, EffectState, Revision, Status
from zhitong.portal.documents.perms import editing_membership
from zhitong.portal.documents.relations.relating import effect_mark, newest_revisions, relate
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.locks import hold
from zhitong.portal.foundation.problems import NotFound, Refusal

SHORTEST_WORDS, LONGEST_WORDS, LONGEST_REASON = 4, 1000, 200


class ExtensionRefused(Refusal):
    """The fact is not kept; the message says why."""


@dataclass(frozen=True, slots=True)
class Extension:
    """What a person says: the extending text by number, title or key, its clause and words, and until when.

    `is_outside`: the text is not in the library, and the person says so.
    """

    source: str
    path: str
    words: str
    until: date | None
    is_long_term: bool = False
    is_outside: bool = False


def stale() -> ExtensionRefused:
    """Somebody else was quicker."""
    return ExtensionRefused(
        "这一条刚刚被别人处理过，您的操作没有保存。", "请看页面上的最新结果。", code="stale"
    )


def edited(key: str, person: Viewer) -> tuple[Document, Membership]:
    """The document and the office that may judge it; NotFound for everybody else."""
    document = Document.objects.filter(key=key).first()
    office = editing_membership(person, document) if document else None
    if document is None or office is None:
        raise NotFound
    return document, office


def checked_until(document: Document, until: date | None, is_long_term: bool) -> None:
    """One of a day and for good; a day after the document's own last one."""
    if (until is None) == (not is_long_term):
        raise ExtensionRefused("请写明延续到哪一天，或选择长期，二选一。", code="until")
    if until and document.expires_on and until <= document.expires_on:
        said = document.expires_on.isoformat()
        raise ExtensionRefused(
            f"延续的日期不晚于文件自己写明的 {said}。", "请核对依据文件写的日期。", code="until"
        )


def source_of(document: Document, said: Extension) -> Revision | None:
    """The newest text of the extending document; None for one outside the library."""
    name = " ".join(said.source.split())
    if not name:
        raise ExtensionRefused("请写明依据文件的文号或标题。", code="source")
    known = [
        one
        for field in ("key", "doc_number", "title")
        for one in newest_revisions().filter(**{f"document__{field}": name})[:1]
    ]
    if not known:
        if said.is_outside:
            return None
        raise ExtensionRefused(
            f"库中没有“{name[:60]}”的全文。",
            "请核对文号或标题；确实不在库中的，勾选“库中没有这份文件”后再保存。",
            code="source",
        )
    found = known[0]
    if found.document_id == document.pk:
        raise ExtensionRefused("文件不能延续自己。", "请填写作出延续的那份文件。", code="source")
    if found.document.status == Status.DRAFT:
        raise ExtensionRefused("征求意见稿不能作为延续的依据。", "请填写正式印发的文件。", code="source")
    return found


def place_of(revision: Revision, path: str, words: str) -> tuple[int, int]:
    """Where the words stand in the named clause, or a refusal."""
    clause = revision.clauses.filter(path=path).order_by("order").first()
    if clause is None:
        raise ExtensionRefused(
            f"依据文件里没有条款“{path[:60]}”。", "条款写作“一/（二）”，可从文件目录复制。", code="clause"
        )
    place = revision.text.find(words, clause.start, clause.end)
    if place < 0:
        raise ExtensionRefused(
            f"条款“{path[:60]}”里没有这些字句。", "请从依据文件的这一条里原样复制。", code="words"
        )
    return place, place + len(words)


@transaction.atomic
def record_extension(*, key: str, said: Extension, person: Viewer) -> Effect:
    """Keeps the fact with its source; the words must literally stand in the named clause."""
    document, office = edited(key, person)
    hold(f"effects:{key}")
    checked_until(document, said.until, said.is_long_term)
    words = said.words.strip()
    if not SHORTEST_WORDS <= len(words) <= LONGEST_WORDS:
        raise ExtensionRefused(
            "请摘录写明延续的原句。", f"{SHORTEST_WORDS} 到 {LONGEST_WORDS} 个字。", code="words"
        )
    revision = source_of(document, said)
    path = said.path.strip()
    start, end = place_of(revision, path, words) if revision else (None, None)
    name = " ".join(said.source.split())
    made = Effect(
        document=document,
        kind=EffectKind.EXTENDS,
        source=revision.document if revision else None,
        reference="" if revision else name[:300],
        path=path[:500],
        words=words,
        start=start,
        end=end,
        until=said.until,
        is_long_term=said.is_long_term,
        mark=effect_mark(EffectKind.EXTENDS, revision.document.key if revision else name, words),
        by=person.pk,
        unit=office.organisation.name,
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise ExtensionRefused("这一句已经记录过了。", "请看下面的列表。", code="known") from None
    journal("record_extension", made, person, office)
    return made


def said_of(one: Effect) -> dict[str, object]:
    """A fact as the journal keeps it."""
    return {
        "effect": one.pk,
        "kind": one.kind,
        "source": one.source.key if one.source else one.reference,
        "path": one.path,
        "until": one.until.isoformat() if one.until else "",
        "is_long_term": one.is_long_term,
        "state": one.state,
    }


def journal(action: str, one: Effect, person: Viewer, office: Membership, reason: str = "") -> None:
    """One line."""
    record(
        action=action,
        kind="document",
        key=one.document.key,
        actor=person.pk,
        organisation=office.organisation.name,
        after=said_of(one),
        reason=reason,
    )


def standing_effect(document: Document, number: int) -> Effect:
    """A fact of the document that has not ended, or a refusal."""
    found = Effect.objects.filter(pk=number, document=document, ended_at=None)
    held = found.select_related("source", "document").first()
    if held is None:
        raise stale()
    return held


@transaction.atomic
def accept_extension(
    *, key: str, number: int, until: date | None, is_long_term: bool, person: Viewer
) -> Effect:
    """A proposal of the machine holds from now on, until the day the person read in it."""
    document, office = edited(key, person)
    held = standing_effect(document, number)
    checked_until(document, until, is_long_term)
    values = {
        "state": EffectState.HOLDS,
        "until": until,
        "is_long_term": is_long_term,
        "by": person.pk,
        "unit": office.organisation.name,
        "at": timezone.now(),
    }
    proposed = Effect.objects.filter(pk=number, state=EffectState.PROPOSED, ended_at=None)
    if not proposed.update(**values):
        raise stale()
    held.refresh_from_db()
    journal("accept_extension", held, person, office)
    return held


@transaction.atomic
def dismiss_effect(*, key: str, number: int, reason: str, person: Viewer) -> Effect:
    """What the machine read does not apply, and why."""
    document, office = edited(key, person)
    said = " ".join(reason.split())
    if not 2 <= len(said) <= LONGEST_REASON:
        raise ExtensionRefused(
            "请写明不采用的理由。", f"2 到 {LONGEST_REASON} 个字即可。", code="reason_missing"
        )
    held = standing_effect(document, number)
    read = Effect.objects.filter(pk=number, by=None, ended_at=None).exclude(state=EffectState.DISMISSED)
    values = {"state": EffectState.DISMISSED, "reason": said, "by": person.pk, "at": timezone.now()}
    if not read.update(**values, unit=office.organisation.name):
        raise stale()
    held.refresh_from_db()
    journal("dismiss_effect", held, person, office, said)
    return held


@transaction.atomic
def undo_effect(*, key: str, number: int, person: Viewer) -> None:
    """Ends a person's word; what the machine reads in that text is a proposal again."""
    document, office = edited(key, person)
    held = standing_effect(document, number)
    by_people = Effect.objects.filter(pk=number, ended_at=None, by__isnull=False)
    if not by_people.update(ended_at=timezone.now()):
        raise stale()
    journal("undo_effect", held, person, office)
    if held.source is not None:
        for revision in newest_revisions().filter(document=held.source):
            relate(revision)
