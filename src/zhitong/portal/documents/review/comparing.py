"""A lower document beside its upper one: the suggestion of the engine under the word of people."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from zhitong.engine.documents.compare import compare
from zhitong.engine.documents.compare.pieces import Piece as Part
from zhitong.engine.documents.compare.pieces import pieces_of as parts_of
from zhitong.engine.documents.compare.settling import settle
from zhitong.engine.documents.parse import ParsedDocument
from zhitong.portal.documents.models import ConfirmedLink, Revision
from zhitong.portal.documents.queries.library import named, row_of
from zhitong.portal.documents.queries.rendering import pieces_of
from zhitong.portal.documents.queries.shapes import DocumentRow, Piece
from zhitong.portal.documents.reading import newest_revision, parsed_text
from zhitong.portal.documents.review.checking import names_of
from zhitong.portal.documents.review.corrected import corrected_text
from zhitong.portal.foundation.problems import Refusal


@dataclass(frozen=True, slots=True)
class MeasureText:
    """A measure with its words; `pieces` has the marked runs apart."""

    path: str
    start: int
    end: int
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A lower measure beside an upper one; `turn` is 0 while nobody confirmed it."""

    text: MeasureText
    grade: str
    why: str
    turn: int = 0
    note: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class UpperRow:
    """An upper measure: how far it is answered, by what, and which units changed on the way.

    `suggested` is the coverage before people said anything.
    """

    text: MeasureText
    coverage: str
    suggested: str
    answers: Sequence[AnswerRow]
    dropped: Sequence[str]
    added: Sequence[str]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words with their place; `path` is "" where they cannot be placed."""

    text: str
    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clash:
    """Two quotes that cannot both hold, and what differs."""

    upper: Quote
    lower: Quote
    what: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Everything the comparison shows; `lost` are confirmed links whose clauses are no longer there."""

    lower: DocumentRow
    upper: DocumentRow
    measures: Sequence[UpperRow]
    own: Sequence[MeasureText]
    targets: Sequence[Mapping[str, Any]]
    conflicts: Sequence[Clash]
    lower_paths: Sequence[str]
    lost: Sequence[ConfirmedLink]
    confirmed: int

    def counted(self) -> Counter[str]:
        """How many upper measures there are of each coverage."""
        return Counter(one.coverage for one in self.measures)


@lru_cache(maxsize=8)
def compared_texts(lower: str, upper: str) -> dict[str, Any]:
    """The engine's comparison of two texts nobody corrected; read only."""
    return compare(parsed_text(lower), parsed_text(upper))


def compared(lower: Revision, upper: Revision) -> dict[str, Any]:
    """The comparison of two documents, with the word of people over what the machine read."""
    return compared_readings(lower.text, corrected_text(lower), upper.text, corrected_text(upper))


def compared_readings(lower: str, below: ParsedDocument, upper: str, above: ParsedDocument) -> dict[str, Any]:
    """The same from readings already at hand; kept between calls where nobody corrected either text."""
    if below is parsed_text(lower) and above is parsed_text(upper):
        return compared_texts(lower, upper)
    return compare(below, above)


def with_marks(text: str, part: Part, quotes: Sequence[str] = ()) -> MeasureText:
    """The words of a measure; quotes found in them are marked."""
    marks = []
    for quote in quotes:
        place = text.find(quote, part.start, part.end)
        if place >= 0:
            marks.append((place, place + len(quote)))
    return MeasureText(part.path, part.start, part.end, pieces_of(text, part.start, part.end, marks))


def placed(quote: str, text: str, parts: Iterable[Part]) -> Quote:
    """Where a quote stands among the measures."""
    for part in parts:
        place = text.find(quote, part.start, part.end)
        if place >= 0:
            return Quote(quote, part.path, place, place + len(quote))
    return Quote(quote, "", 0, 0)


def compare_page(key: str, upper_key: str) -> ComparePage:
    """The newest texts of both documents; computed, only the confirmed links are stored."""
    if key == upper_key:
        raise Refusal("不能和自己对照。", "请选择另一份文件作为上级文件。", code="same_document")
    lower, upper = newest_revision(key), newest_revision(upper_key)
    mine, theirs = corrected_text(lower), corrected_text(upper)
    found = compared_readings(lower.text, mine, upper.text, theirs)
    below = {one.path: one for one in parts_of(mine)}
    above = {one.path: one for one in parts_of(theirs)}
    links: dict[str, dict[str, ConfirmedLink]] = defaultdict(dict)
    lost = []
    for link in ConfirmedLink.objects.filter(lower_key=key, upper_key=upper_key):
        if link.upper_path in above and link.lower_path in below:
            links[link.upper_path][link.lower_path] = link
        else:
            lost.append(link)
    people = names_of({link.by for each in links.values() for link in each.values()})
    texts = {path: with_marks(lower.text, part) for path, part in below.items()}
    measures = [
        upper_row(one, above[one["upper_path"]], upper.text, texts, links[one["upper_path"]], people)
        for one in found["measures"]
    ]
    used = {
        answer.text.path for one in measures for answer in one.answers if answer.grade in ("full", "partial")
    }
    return ComparePage(
        lower=row_of(named(key)),
        upper=row_of(named(upper_key)),
        measures=measures,
        own=[text for path, text in texts.items() if path not in used],
        targets=found["targets"],
        conflicts=[
            Clash(
                placed(one["upper_quote"], upper.text, above.values()),
                placed(one["lower_quote"], lower.text, below.values()),
                one["what"],
            )
            for one in found["conflicts"]
        ],
        lower_paths=list(texts),
        lost=lost,
        confirmed=sum(len(each) for each in links.values()),
    )


def upper_row(
    one: Mapping[str, Any],
    part: Part,
    text: str,
    texts: Mapping[str, MeasureText],
    links: Mapping[str, ConfirmedLink],
    people: Mapping[int | None, str],
) -> UpperRow:
    """One upper measure; the words left out are marked unless a person says it is answered in full."""
    suggested = {each["path"]: (each["grade"], each["why"]) for each in one["lower"]}
    coverage, settled = settle(one["coverage"], suggested, {path: link.grade for path, link in links.items()})
    answers = []
    for each in settled:
        link = links.get(each.path)
        said = (link.turn, link.note, people.get(link.by, ""), link.at) if link else ()
        answers.append(AnswerRow(texts[each.path], each.grade, each.why, *said))
    missing = [] if coverage == "full" and links else one["missing"]
    changed = one["units_changed"]
    return UpperRow(
        with_marks(text, part, missing),
        coverage,
        one["coverage"],
        answers,
        changed["dropped"],
        changed["added"],
    )
