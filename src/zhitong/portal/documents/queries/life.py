"""The life of a document: stages by date, what replaced what, who relies on it, and its revisions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from zhitong.engine.documents.compare.revisions import ClauseChange, compare_revisions
from zhitong.portal.documents.models import Document, Effect, EffectKind, EffectState, Mention, Revision
from zhitong.portal.documents.queries.library import named, revision_rows, row_of
from zhitong.portal.documents.queries.lives import effect_row
from zhitong.portal.documents.queries.nodes import outline_of
from zhitong.portal.documents.queries.shapes import DocumentRow, RevisionRow
from zhitong.portal.documents.queries.standing import EffectRow, Life, Standing
from zhitong.portal.foundation.problems import NotFound

SAID_OF_IT = {
    EffectKind.REPEALS: "repealed_by",
    EffectKind.AMENDS: "amended_by",
    EffectKind.EXTENDS: "extended_by",
}
CURRENT = {
    "draft": ("draft",),
    "not_issued": (),
    "amended": ("amended",),
    "superseded": ("superseded",),
    "repealed": ("repealed",),
    "expired": ("expired",),
    "lapsed": ("expired",),
    "extended": ("extended",),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: draft, issued, effective, amended, expired, extended, superseded or repealed.

    `day` is None where not known; for `extended` it is the last day, None where it holds for good.
    """

    name: str
    day: date | None
    is_reached: bool
    is_current: bool = False
    cause: EffectRow | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    """Another document that did something to this one, or this one to it; `path` where a text says so.

    `relation`: superseded_by, supersedes, repealed_by, repeals, amended_by, amends, extended_by, extends.
    """

    relation: str
    key: str  # "" where the other document is not catalogued
    title: str
    doc_number: str
    quote: str = ""
    quoted_key: str = ""
    path: str = ""
    start: int | None = None
    end: int | None = None
    read: int = 0  # the number of the fact where the machine alone read it


@dataclass(frozen=True, slots=True)
class Dependant:
    """A clause of another document that cites this one."""

    key: str
    title: str
    doc_number: str
    path: str
    start: int
    end: int
    region: str = ""
    in_measure: bool = False


@dataclass(frozen=True, slots=True)
class LifePage:
    """Everything the page shows; `old` and `new` are the numbers compared, None with a single revision."""

    document: DocumentRow
    standing: Standing
    stages: Sequence[Stage]
    successions: Sequence[Succession]
    proposals: Sequence[EffectRow]
    dismissed: Sequence[EffectRow]
    extensions: Sequence[EffectRow]
    dependants: Sequence[Dependant]
    revisions: Sequence[RevisionRow]
    old: int | None = None
    new: int | None = None
    changes: Sequence[ClauseChange] = ()

    @property
    def is_over(self) -> bool:
        """Whether what rests on it must be looked at."""
        return self.standing.is_over


def stages_of(life: Life, on: date) -> list[Stage]:
    """The stages in order, as of a day; the one its standing says is the current one."""
    now = life.at(on)
    if now.state == "draft":
        return [Stage("draft", life.issued_on, True, True), Stage("issued", None, False)]
    listed = [Stage("issued", life.issued_on, not life.issued_on or life.issued_on <= on)]
    if life.effective_on:
        listed.append(Stage("effective", life.effective_on, life.effective_on <= on))
    of = {kind: [one for one in life.effects if one.kind == kind] for kind in EffectKind.values}
    for one in of[EffectKind.AMENDS]:
        listed.append(Stage("amended", one.day, one.day is None or one.day <= on, cause=one))
    if life.expires_on or now.state == "expired":
        ended = life.expires_on
        listed.append(Stage("expired", ended, ended < on if ended else True))
    for one in of[EffectKind.EXTENDS]:
        begun = life.expires_on is None or life.expires_on < on
        listed.append(Stage("extended", one.until, begun, cause=one))
    if life.successor:
        day = life.successor_on
        listed.append(Stage("superseded", day, day is None or day <= on))
    if now.state == "repealed" and now.is_claim:
        listed.append(Stage("repealed", None, True))
    for one in of[EffectKind.REPEALS]:
        listed.append(Stage("repealed", one.day, one.day is None or one.day <= on, cause=one))
    return with_current(listed, CURRENT.get(now.state, ("issued", "effective")))


def with_current(listed: Sequence[Stage], names: Sequence[str]) -> list[Stage]:
    """The last reached stage of these names is the current one."""
    reached = [place for place, one in enumerate(listed) if one.is_reached and one.name in names]
    current = reached[-1] if reached else -1
    return [replace(one, is_current=place == current) for place, one in enumerate(listed)]


def successions_of(document: Document, row: DocumentRow) -> list[Succession]:
    """What the catalogue and the texts say, both ways."""
    found = []
    if document.superseded_by:
        other = Document.objects.filter(key=document.superseded_by).first()
        other = other or Document(title=document.superseded_by)
        found.append(Succession("superseded_by", other.key, other.title, other.doc_number))
    for each in Document.objects.filter(superseded_by=document.key).order_by("key"):
        found.append(Succession("supersedes", each.key, each.title, each.doc_number))
    for one in row.life.effects:
        place = (one.words, one.key, one.path, one.start, one.end)
        relation = SAID_OF_IT[EffectKind(one.kind)]
        read = one.pk if one.by is None else 0
        found.append(Succession(relation, one.key, one.title, one.doc_number, *place, read=read))
    own = Effect.objects.filter(source=document, ended_at=None, state=EffectState.HOLDS)
    for held in own.select_related("document").order_by("pk"):
        place = (held.words, document.key, held.path, held.start, held.end)
        target = held.document
        found.append(Succession(held.kind, target.key, target.title, target.doc_number, *place))
    return found


def dependants_of(document: Document) -> list[Dependant]:
    """Every clause that cites the document."""
    return [
        Dependant(
            one.source.key,
            one.source.title,
            one.source.doc_number,
            one.path,
            one.start,
            one.end,
            one.source.region,
            one.in_measure,
        )
        for one in Mention.objects.filter(document=document)
        .select_related("source")
        .order_by("source__key", "start")
    ]


def compared(
    held: dict[int, Revision], old: int | None, new: int | None
) -> tuple[int | None, int | None, Sequence[ClauseChange]]:
    """The two revisions asked for, else the two newest, and what changed between them."""
    if (old is not None and old not in held) or (new is not None and new not in held):
        raise NotFound("没有这个文本版本。", "请从列出的版本中选择。")
    numbers = sorted(held)
    after = new if new is not None else (numbers[-1] if numbers else None)
    earlier = [number for number in numbers if after is not None and number < after]
    before = old if old is not None else (earlier[-1] if earlier else None)
    if before is None or after is None or before == after:
        return before, after, ()
    return before, after, compare_revisions(outline_of(held[before]), outline_of(held[after]))


def life_page(key: str, *, on: date, old: int | None = None, new: int | None = None) -> LifePage:
    """The life as of a day, and two revisions side by side: the two newest when none are named."""
    document = named(key)
    row = row_of(document)
    listed = revision_rows(document)
    before, after, changes = compared({one.number: one for one, _row in listed}, old, new)
    others = Effect.objects.filter(document=document, ended_at=None).exclude(state=EffectState.HOLDS)
    judged = [effect_row(one) for one in others.select_related("source").order_by("pk")]
    return LifePage(
        document=row,
        standing=row.life.at(on),
        stages=stages_of(row.life, on),
        successions=successions_of(document, row),
        proposals=[one for one in judged if one.state == EffectState.PROPOSED],
        dismissed=[one for one in judged if one.state == EffectState.DISMISSED],
        extensions=row.life.extensions,
        dependants=dependants_of(document),
        revisions=[one for _held, one in listed],
        old=before,
        new=after,
        changes=changes,
    )
