"""Whether a document holds on a day: the one source of every badge, list, filter and search entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zhitong.portal.documents.models import EffectKind, Status

FIRST, LAST = date(1900, 1, 1), date(9999, 12, 31)
HOLD = ("in_force", "claimed", "amended", "extended")
OPEN = ("unended", "lapsed", "unknown")
OVER = ("superseded", "repealed", "lapsed", "expired")


@dataclass(frozen=True, slots=True)
class EffectRow:
    """What a text does to a document, with its place; `key` is "" where that text is not in the library.

    `day` is from when it does so: the source's day of effect, else of issue; None where not known.
    """

    pk: int
    kind: str
    state: str
    key: str
    title: str
    doc_number: str
    path: str
    words: str
    start: int | None
    end: int | None
    until: date | None
    is_long_term: bool
    day: date | None
    by: int | None = None
    unit: str = ""
    at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """What is known of a document's life; `status` is only what the catalogue or a person claims."""

    status: str = Status.UNKNOWN.value
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    successor: str = ""
    successor_on: date | None = None
    effects: Sequence[EffectRow] = ()

    @property
    def extensions(self) -> list[EffectRow]:
        """The facts that let it hold for longer."""
        return [one for one in self.effects if one.kind == EffectKind.EXTENDS]

    def at(self, on: date) -> "Standing":
        """Its standing on a day."""
        return standing(self, on, self.extensions)


UNKNOWN_LIFE = Life()


@dataclass(frozen=True, slots=True)
class Standing:
    """A state on a day: from `day`, until `until`; `cause` are the words of another text that made it so.

    `is_claim` where only the catalogue says it. States: draft, not_issued, not_yet, in_force, claimed (in
    force by the catalogue alone), unended (issued, nothing ends it), amended, superseded, repealed,
    expired (by the catalogue alone), lapsed (its last day is over, nobody knows whether it was extended),
    extended, unknown. Flows above may make a draft `consulting`.
    """

    state: str
    day: date | None = None
    until: date | None = None
    cause: EffectRow | None = None
    is_claim: bool = False
    successor: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether it is in force; None where nobody knows."""
        if self.state in HOLD:
            return True
        return None if self.state in OPEN else False

    @property
    def is_over(self) -> bool:
        """Whether what rests on it must be looked at."""
        return self.state in OVER


def standing(document: Life, on: date, extensions: Sequence[EffectRow]) -> Standing:
    """The state of a document on a day; a day nobody knows counts as reached."""
    if document.status == Status.DRAFT:
        return Standing("draft", document.issued_on, is_claim=True)
    ended = ended_by(document, on)
    if ended is not None:
        return ended
    if document.issued_on and document.issued_on > on:
        return Standing("not_issued", document.issued_on)
    if document.effective_on and document.effective_on > on:
        return Standing("not_yet", document.effective_on)
    if document.expires_on is None:
        is_over = document.status == Status.EXPIRED or any(last_day(one) is not None for one in extensions)
    else:
        is_over = document.expires_on < on
    return after_the_end(document, on, extensions) if is_over else while_it_runs(document, on)


def ended_by(document: Life, on: date) -> Standing | None:
    """Repealed or superseded by another document."""
    repeals = [one for one in document.effects if one.kind == EffectKind.REPEALS and is_reached(one.day, on)]
    if repeals:
        first = min(repeals, key=lambda one: one.day or FIRST)
        return Standing("repealed", first.day, cause=first, successor=document.successor)
    if document.status == Status.REPEALED:
        return Standing("repealed", is_claim=True, successor=document.successor)
    if document.successor and is_reached(document.successor_on, on):
        return Standing("superseded", document.successor_on, is_claim=True, successor=document.successor)
    return None


def is_reached(day: date | None, on: date) -> bool:
    """Whether a day has come; one that is not known has."""
    return day is None or day <= on


def last_day(one: EffectRow) -> date | None:
    """The last day of an extension; None where it names none."""
    return LAST if one.is_long_term else one.until


def running_extension(on: date, extensions: Sequence[EffectRow]) -> EffectRow | None:
    """The extension that reaches farthest, if it covers the day."""
    dated = [one for one in extensions if last_day(one) is not None]
    best = max(dated, key=lambda one: last_day(one) or FIRST, default=None)
    return best if best is not None and (last_day(best) or FIRST) >= on else None


def after_the_end(document: Life, on: date, extensions: Sequence[EffectRow]) -> Standing:
    """Its own last day is over: extended, or open whether it was."""
    running = running_extension(on, extensions)
    if running is not None:
        return Standing("extended", document.expires_on, running.until, running)
    ran_out = [one for one in extensions if one.until is not None]
    if ran_out:
        latest = max(ran_out, key=lambda one: one.until or FIRST)
        return Standing("lapsed", latest.until, cause=latest)
    if document.expires_on is None:
        return Standing("expired", is_claim=True)
    return Standing("lapsed", document.expires_on)


def while_it_runs(document: Life, on: date) -> Standing:
    """Issued and not ended by anything known."""
    changes = [one for one in document.effects if one.kind == EffectKind.AMENDS and is_reached(one.day, on)]
    begun = document.effective_on or document.issued_on
    if document.expires_on is None and document.status != Status.IN_FORCE:
        return Standing("unended" if begun else "unknown", begun)
    if changes:
        last = max(changes, key=lambda one: one.day or FIRST)
        return Standing("amended", last.day, document.expires_on, last)
    if document.expires_on is None:
        return Standing("claimed", begun, is_claim=True)
    return Standing("in_force", begun, document.expires_on)


def span(document: Life) -> tuple[date, date]:
    """The first and last day on which it may hold, for sure or for all anybody knows; first > last: never."""
    never = LAST, FIRST
    claimed_over = document.status == Status.EXPIRED and document.expires_on is None
    if document.status in (Status.DRAFT, Status.REPEALED) or (claimed_over and not document.extensions):
        return never
    ends = [one.day for one in document.effects if one.kind == EffectKind.REPEALS]
    ends += [document.successor_on] if document.successor else []
    if None in ends or (claimed_over and all(last_day(one) is None for one in document.extensions)):
        return never
    first = max(document.issued_on or FIRST, document.effective_on or FIRST)
    last = min((day - timedelta(days=1) for day in ends if day is not None), default=LAST)
    return first, last
