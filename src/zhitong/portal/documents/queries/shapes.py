"""Reads for the lists of documents and for one document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from zhitong.portal.documents.queries.standing import UNKNOWN_LIFE, Life


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A line of the document list; counts are 0 while the text is not imported."""

    key: str
    title: str
    doc_number: str
    issuer: str
    kind: str
    kind_label: str
    status: str
    status_label: str
    issued_on: date | None
    effective_on: date | None
    expires_on: date | None
    region: str
    is_sample: bool
    is_imported: bool
    clauses: int
    measures: int
    superseded_by: str
    note: str
    life: Life = UNKNOWN_LIFE
    expires_path: str = ""  # the clause its last day is written in, where the catalogue names it
    expires_sentence: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, highlighted or not."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A clause's own words (without its children), in pieces; `path` is "" for words outside any clause."""

    path: str
    label: str
    heading: str
    level: int
    kind: str
    start: int
    end: int
    pieces: tuple[Piece, ...]
    measure_number: str = ""


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A line of the outline beside the text."""

    path: str
    label: str
    heading: str
    level: int
    start: int


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A responsible unit as printed; `key` leads to its page ("" when the packs do not know the name)."""

    name: str
    key: str
    role: str
    role_label: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure with its units; `document_*` are filled on the unit page."""

    number: str
    path: str
    title: str
    start: int
    end: int
    responsible_raw: str
    open_ended: bool
    units: tuple[UnitMention, ...]
    document_key: str = ""
    document_title: str = ""
    document_number: str = ""
    document_life: Life = UNKNOWN_LIFE
    review: Mapping[str, Any] = field(default_factory=dict)  # {reviewed: …} or {confidence}


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One imported text of a document."""

    number: int
    file_name: str
    imported_at: datetime
    sha256: str
    is_latest: bool


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything one document page shows; lists are empty when the text is not imported."""

    document: DocumentRow
    revision: RevisionRow | None
    revisions: Sequence[RevisionRow] = ()
    outline: Sequence[OutlineItem] = ()
    blocks: Sequence[Block] = ()
    measures: Sequence[MeasureRow] = ()
    problems: Sequence[dict[str, Any]] = ()  # {code, message, start, end}
    targets: Sequence[dict[str, Any]] = ()  # as `document parse --json`
    time_limits: Sequence[dict[str, Any]] = ()
    citations: Sequence[dict[str, Any]] = ()
    benefits: Sequence[dict[str, Any]] = ()
    criteria: Sequence[dict[str, Any]] = ()
    duties: Sequence[dict[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class ClausePage:
    """One clause with the words around it; `quote` is the highlighted run, "" when nothing is asked."""

    document: DocumentRow
    revision: RevisionRow
    path: str
    label: str
    heading: str
    parents: Sequence[OutlineItem]
    children: Sequence[OutlineItem]
    blocks: Sequence[Block]  # the clause and all below it
    previous_path: str
    next_path: str
    measures: Sequence[MeasureRow]
    quote: str
    quote_start: int | None = None
    quote_end: int | None = None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A line of the list of units: how many measures it leads, supports, or shares."""

    key: str
    name: str
    level: str
    level_label: str
    region: str
    is_group: bool
    ends: date | None
    successor_key: str
    successor_name: str
    lead: int
    support: int
    unspecified: int
    documents: int

    @property
    def total(self) -> int:
        """All measures that name the unit."""
        return self.lead + self.support + self.unspecified


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Everything one unit must do, across documents; predecessors' measures are included and named."""

    unit: UnitRow
    aliases: Sequence[str]
    predecessors: Sequence[UnitRow]
    measures: Sequence[MeasureRow]


@dataclass(frozen=True, slots=True)
class Located:
    """Where a reference leads.

    With the text imported, `quote` is the sentence and `start:end` its place; without, `quote`
    is None and the number and clause label are what can be shown.
    """

    document_key: str
    document_title: str
    doc_number: str
    status: str
    status_label: str
    clause_path: str
    clause_label: str
    sentence: int | None
    is_imported: bool
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    note: str = ""
    clause_found: bool = field(default=True)
    life: Life = UNKNOWN_LIFE
