"""The life of a document: stages by date, what replaced what, who relies on it, and its revisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from zhitong.engine.documents.compare.revisions import ClauseChange, compare_revisions
from zhitong.engine.documents.outline import Outline
from zhitong.portal.documents.models import Document, Revision, Status
from zhitong.portal.documents.queries.library import named, revision_rows, row_of
from zhitong.portal.documents.queries.nodes import node_of
from zhitong.portal.documents.queries.shapes import DocumentRow, RevisionRow
from zhitong.portal.documents.reading import parsed_text
from zhitong.portal.foundation.problems import NotFound

MOST_MENTIONS = 50
MOST_READ = 6  # texts read in full for what they repeal, per page
SHORTEST_TITLE = 8  # a shorter title is a common word in other texts
ENDING_WORDS = ("废止", "停止执行", "失效", "不再执行")
OVER = (Status.EXPIRED, Status.REPEALED)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: draft, issued, effective, superseded, repealed or expired; `day` None where not known."""

    name: str
    day: date | None
    is_reached: bool
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Succession:
    """Another document that replaced or ended this one, or that this one did; `path` where a text says so."""

    relation: str  # superseded_by | supersedes | repealed_by | repeals
    key: str  # "" where the other document is not catalogued
    title: str
    doc_number: str
    quote: str = ""
    quoted_key: str = ""
    path: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Dependant:
    """A clause of another document that cites this one."""

    key: str
    title: str
    doc_number: str
    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LifePage:
    """Everything the page shows; `old` and `new` are the numbers compared, None with a single revision."""

    document: DocumentRow
    stages: Sequence[Stage]
    is_over: bool
    successions: Sequence[Succession]
    dependants: Sequence[Dependant]
    revisions: Sequence[RevisionRow]
    old: int | None = None
    new: int | None = None
    changes: Sequence[ClauseChange] = ()


def stages_of(document: Document, successor: Document | None, on: date) -> list[Stage]:
    """The stages in order, as of a day; the last one reached is the current one."""
    if document.status == Status.DRAFT:
        return [Stage("draft", document.issued_on, True, True), Stage("issued", None, False)]
    listed = [Stage("issued", document.issued_on, not document.issued_on or document.issued_on <= on)]
    if document.effective_on:
        listed.append(Stage("effective", document.effective_on, document.effective_on <= on))
    if document.superseded_by:
        day = (successor.effective_on or successor.issued_on) if successor else None
        listed.append(Stage("superseded", day, day is None or day <= on))
    if document.status == Status.REPEALED:
        listed.append(Stage("repealed", None, True))
    if document.expires_on or document.status == Status.EXPIRED:
        ended = document.expires_on
        listed.append(Stage("expired", ended, ended < on if ended else True))
    current = max((place for place, one in enumerate(listed) if one.is_reached), default=-1)
    return [Stage(one.name, one.day, one.is_reached, place == current) for place, one in enumerate(listed)]


def mentioning(document: Document) -> list[Revision]:
    """The newest revisions of other documents whose text names this one."""
    asked = Q(pk__in=[])
    if document.doc_number:
        asked |= Q(text__contains=document.doc_number)
    if len(document.title) >= SHORTEST_TITLE:
        asked |= Q(text__contains=f"《{document.title}》")
    newest = Revision.objects.filter(document=OuterRef("document")).order_by("-number").values("pk")[:1]
    found: QuerySet[Revision] = Revision.objects.filter(asked, pk=Subquery(newest)).exclude(document=document)
    return list(found.select_related("document").order_by("document__key")[:MOST_MENTIONS])


def means(document: Document, number: str | None, title: str | None) -> bool:
    """Whether a citation is of this document."""
    if number and document.doc_number:
        return number == document.doc_number
    return bool(title) and title == document.title


def dependants_of(document: Document, mentions: Sequence[Revision]) -> list[Dependant]:
    """Every clause that cites the document, as the parser read it."""
    return [
        Dependant(
            held.document.key,
            held.document.title,
            held.document.doc_number,
            one["path"],
            one["start"],
            one["end"],
        )
        for held in mentions
        for one in held.parse.get("citations", [])
        if one.get("path") and means(document, one.get("doc_number"), one.get("title"))
    ]


def catalogued_successions(document: Document, successor: Document | None) -> list[Succession]:
    """What the catalogue says, both ways."""
    found = []
    if document.superseded_by:
        other = successor or Document(title=document.superseded_by)
        found.append(Succession("superseded_by", other.key, other.title, other.doc_number))
    for one in Document.objects.filter(superseded_by=document.key):
        found.append(Succession("supersedes", one.key, one.title, one.doc_number))
    return found


def written_successions(
    document: Document, newest: Revision | None, mentions: Sequence[Revision]
) -> list[Succession]:
    """What the texts say: this one about others, and others about this one."""
    found = []
    own = [one for one in (parsed_text(newest.text).validity if newest else ()) if one.kind == "repeals"]
    numbers = {one.doc_number for one in own if one.doc_number}
    titles = {one.title for one in own if one.title}
    known = list(Document.objects.filter(Q(doc_number__in=numbers) | Q(title__in=titles))) if own else []
    for one in own:
        other = next((each for each in known if means(each, one.doc_number, one.title)), None)
        key, title = (other.key, other.title) if other else ("", one.title or "")
        place = (one.quote, document.key, one.path, one.start, one.end)
        found.append(Succession("repeals", key, title, one.doc_number or "", *place))
    ending = [held for held in mentions if any(word in held.text for word in ENDING_WORDS)]
    for held in ending[:MOST_READ]:
        other = held.document
        for one in parsed_text(held.text).validity:
            if one.kind == "repeals" and means(document, one.doc_number, one.title):
                place = (one.quote, other.key, one.path, one.start, one.end)
                found.append(Succession("repealed_by", other.key, other.title, other.doc_number, *place))
    return found


def outline_of(revision: Revision) -> Outline:
    """The stored clauses of a revision as an outline."""
    return Outline(revision.text, tuple(node_of(one) for one in revision.clauses.all()))


def life_page(key: str, *, on: date, old: int | None = None, new: int | None = None) -> LifePage:
    """The life as of a day, and two revisions side by side: the two newest when none are named."""
    document = named(key)
    listed = revision_rows(document)
    held = {one.number: one for one, _row in listed}
    if (old is not None and old not in held) or (new is not None and new not in held):
        raise NotFound("没有这个文本版本。", "请从列出的版本中选择。")
    successor = (
        Document.objects.filter(key=document.superseded_by).first() if document.superseded_by else None
    )
    mentions = mentioning(document)
    stages = stages_of(document, successor, on)
    numbers = sorted(held)
    after = new if new is not None else (numbers[-1] if numbers else None)
    earlier = [number for number in numbers if after is not None and number < after]
    before = old if old is not None else (earlier[-1] if earlier else None)
    changes: Sequence[ClauseChange] = ()
    if before is not None and after is not None and before != after:
        changes = compare_revisions(outline_of(held[before]), outline_of(held[after]))
    newest = listed[0][0] if listed else None
    current = next((one.name for one in stages if one.is_current), "")
    return LifePage(
        document=row_of(document),
        stages=stages,
        is_over=document.status in OVER or current in ("superseded", "repealed", "expired"),
        successions=[
            *catalogued_successions(document, successor),
            *written_successions(document, newest, mentions),
        ],
        dependants=dependants_of(document, mentions),
        revisions=[row for _one, row in listed],
        old=before,
        new=after,
        changes=changes,
    )
