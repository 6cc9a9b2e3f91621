"""The check of one document, alone or against its upper document, with what people judged about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zhitong.engine.documents.lint import Finding, lint
from zhitong.engine.documents.lint.findings import Part
from zhitong.portal.accounts.models import Organisation, Person
from zhitong.portal.documents.models import DismissedFinding, Document
from zhitong.portal.documents.queries.library import named, row_of
from zhitong.portal.documents.queries.shapes import DocumentRow
from zhitong.portal.documents.reading import newest_revision
from zhitong.portal.documents.review.corrected import corrected_text
from zhitong.portal.documents.review.dismissing import words_mark


@dataclass(frozen=True, slots=True)
class Judgement:
    """That a finding does not apply: why, who said so, when."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with the mark it is dismissed by; `judgement` is None while it stands."""

    code: str
    severity: str
    message: str
    path: str
    start: int
    end: int
    quote: str
    advice: str
    mark: str
    judgement: Judgement | None = None
    parts: Sequence[Part] = ()
    score: int | None = None

    @property
    def places(self) -> list[Part]:
        """The places the finding stands for, where it stands for several."""
        return [one for one in self.parts if one.end]

    @property
    def conditions(self) -> list[Part]:
        """The conditions it consists of, each with what decides it."""
        return [] if self.score is None else list(self.parts)


@dataclass(frozen=True, slots=True)
class UpperChoice:
    """A document that can be checked against."""

    key: str
    title: str
    doc_number: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What stands, what was dismissed, and the upper documents that can be chosen."""

    document: DocumentRow
    upper: UpperChoice | None
    as_of: date
    standing: Sequence[FindingRow]
    dismissed: Sequence[FindingRow]
    choices: Sequence[UpperChoice]

    def of(self, severity: str) -> list[FindingRow]:
        """The standing findings of one severity."""
        return [one for one in self.standing if one.severity == severity]


def known_units() -> set[str] | None:
    """Every name and alias of the directory; None while the directory is empty."""
    known = {
        name for unit in Organisation.objects.only("name", "aliases") for name in (unit.name, *unit.aliases)
    }
    return known or None


def names_of(numbers: set[int | None]) -> dict[int | None, str]:
    """The names on screen of people known by number."""
    return {
        one.pk: one.get_full_name() for one in Person.objects.filter(pk__in=[one for one in numbers if one])
    }


def other_texts(key: str) -> list[UpperChoice]:
    """The other documents whose text is here."""
    held = Document.objects.filter(revisions__number=1).exclude(key=key)
    return [
        UpperChoice(one.key, one.title, one.doc_number) for one in held.only("key", "title", "doc_number")
    ]


def check_page(key: str, *, against: str = "", as_of: date) -> CheckPage:
    """The findings of the newest text as of a day; computed, never stored."""
    revision = newest_revision(key)
    upper = newest_revision(against) if against and against != key else None
    found = lint(
        corrected_text(revision),
        against=corrected_text(upper) if upper else None,
        units=known_units(),
        as_of=as_of,
    )
    judged = {(one.rule, one.words_mark): one for one in DismissedFinding.objects.filter(document_key=key)}
    people = names_of({one.by for one in judged.values()})
    rows = [row_of_finding(one, revision.text, judged, people) for one in found]
    return CheckPage(
        document=row_of(named(key)),
        upper=UpperChoice(upper.document.key, upper.document.title, upper.document.doc_number)
        if upper
        else None,
        as_of=as_of,
        standing=[one for one in rows if one.judgement is None],
        dismissed=[one for one in rows if one.judgement is not None],
        choices=other_texts(key),
    )


def row_of_finding(
    one: Finding,
    text: str,
    judged: dict[tuple[str, str], DismissedFinding],
    people: dict[int | None, str],
) -> FindingRow:
    """A finding beside what a person judged about it."""
    mark = words_mark(text, one.start, one.end, one.message)
    kept = judged.get((one.code, mark))
    judgement = Judgement(kept.reason, people.get(kept.by, ""), kept.at) if kept else None
    return FindingRow(
        one.code,
        one.severity,
        one.message,
        one.path,
        one.start,
        one.end,
        one.quote,
        one.advice,
        mark,
        judgement,
        one.parts,
        one.score,
    )
