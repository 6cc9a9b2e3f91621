"""What the pages of consultations show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhitong.engine.documents.compare.revisions import ClauseChange
from zhitong.portal.documents.queries import Block


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """A line of a list; `days_left` counts today and is 0 outside the period."""

    key: str
    document_key: str
    title: str
    host: str
    phase: str  # planned | open | replying | answered | cancelled
    starts: date
    ends: date
    days_left: int
    answered_on: date | None
    is_sample: bool
    revision: int
    region: str
    question: str
    contact: str
    short_reason: str
    turn: int
    comments: int = 0  # not withdrawn
    unanswered: int = 0
    undecided: int = 0  # nobody decided whether they are shown


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What was changed while it ran, told to everybody."""

    on: date
    action: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment as everybody may see it: personal data covered, the name masked.

    `contact`, `full_name` and `full_text` are filled for the officers who run it and for the writer.
    """

    receipt: str
    path: str
    revision: int
    on: date
    text: str
    voice: str
    region: str
    name: str
    is_sample: bool
    showing: str
    held_reason: str
    decision: str
    reason: str
    answered_on: date | None
    change_revision: int | None
    change_path: str
    turn: int
    withdrawn_on: date | None = None
    is_former: bool = False  # made on an older text than the one asked about now
    contact: str = ""
    full_name: str = ""
    full_text: str = ""
    personal: tuple[str, ...] = ()
    answered_by: str = ""
    change: ClauseChange | None = None  # red and green from the comment's clause to the changed one


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A consultation as everybody sees it; comments only those released, "" is the whole draft."""

    consultation: ConsultationRow
    changes: Sequence[ChangeRow]
    blocks: Sequence[Block]
    comments: Mapping[str, Sequence[CommentRow]]
    former: Sequence[CommentRow]  # released comments whose clause is not in the text any more
    received: int
    newer_revision: int | None


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """How the comments on one clause were answered; path "" is the whole draft."""

    path: str
    total: int
    adopted: int
    partly: int
    not_adopted: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The published answers: figures with what they are shares of, and every reply."""

    total: int
    withdrawn: int
    adopted: int
    partly: int
    not_adopted: int
    unanswered: int
    held: int
    by_place: Sequence[PlaceLine]
    by_voice: Sequence[tuple[str, int]]
    rows: Sequence[CommentRow]

    def share(self, count: int) -> str:
        """`3 / 8（37.5%）`; a dash where nothing can be divided."""
        if not self.total:
            return "—"
        return f"{count} / {self.total}（{round(100 * count / self.total, 1):g}%）"


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A consultation as those who run it see it."""

    consultation: ConsultationRow
    allowed: Sequence[str]
    changes: Sequence[ChangeRow]
    comments: Sequence[CommentRow]  # after the filter
    places: Sequence[tuple[str, int]]  # (path, comments), for the filter
    summary: Summary
    newer_revision: int | None
    next_paths: Sequence[str]  # clauses of the newer text that a change can be linked to


@dataclass(frozen=True, slots=True)
class Reminders:
    """What waits on a desk: consultations ending soon, comments without a reply or a decision."""

    ending: Sequence[ConsultationRow]
    waiting: Sequence[ConsultationRow]
    drafts: int  # drafts that could be put before the public

    def __bool__(self) -> bool:
        return bool(self.ending or self.waiting)
