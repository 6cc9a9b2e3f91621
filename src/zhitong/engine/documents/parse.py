"""One document, read in full: canonical text, outline, metadata, measures and all that is extracted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from zhitong.engine.documents.citations import finding as citations
from zhitong.engine.documents.citations.articles import Article
from zhitong.engine.documents.citations.finding import Citation
from zhitong.engine.documents.formats import read
from zhitong.engine.documents.formats.source import Progress
from zhitong.engine.documents.measures.finding import find_measures
from zhitong.engine.documents.measures.measure import Measure
from zhitong.engine.documents.metadata.claims import with_claims
from zhitong.engine.documents.metadata.doubts import find_doubts
from zhitong.engine.documents.metadata.reading import read_metadata
from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.printed import as_printed
from zhitong.engine.documents.promises import benefits, criteria, duties, limits, targets, validity
from zhitong.engine.documents.promises.benefits import Benefit
from zhitong.engine.documents.promises.criteria import Criterion
from zhitong.engine.documents.promises.duties import RecurringDuty
from zhitong.engine.documents.promises.limits import TimeLimit
from zhitong.engine.documents.promises.shapes import place_of, plain, shapes_of
from zhitong.engine.documents.promises.targets import Target
from zhitong.engine.documents.promises.validity import ValidityStatement
from zhitong.engine.documents.structure.outlining import PARAGRAPH_KINDS, outline_of
from zhitong.engine.documents.text.canonical import canonicalise
from zhitong.engine.documents.text.traditional import AsPrinted, simplified
from zhitong.engine.values import Problem, Severity


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """Everything found in one document; all offsets point into `text`, the canonical text."""

    outline: Outline
    meta: dict[str, Any]
    measures: tuple[Measure, ...]
    targets: tuple[Target, ...]
    benefits: tuple[Benefit, ...]
    time_limits: tuple[TimeLimit, ...]
    citations: tuple[Citation, ...]
    validity: tuple[ValidityStatement, ...]
    criteria: tuple[Criterion, ...]
    duties: tuple[RecurringDuty, ...]
    problems: tuple[Problem, ...]
    claims: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.outline.text


def parse_text(source: str, paragraphs: bool = False) -> ParsedDocument:
    """Read a document given as text; never raises, whatever the text.

    `paragraphs` says that its lines are paragraphs already, as in a Word file.
    """
    text, repairs = canonicalise(source, paragraphs)
    return parse_canonical(text, repairs)


def parse_canonical(text: str, repairs: Sequence[Problem] = ()) -> ParsedDocument:
    """Read a text that is canonical already, such as a stored revision: its offsets stay what they were."""
    read_as = simplified(text)
    outline, zones = outline_of(read_as)
    meta = read_metadata(read_as, zones)
    measures, doubts = find_measures(outline, meta["kind"], meta["inner_title"] or meta["title"] or "")
    problems = [*repairs, *outline.problems, *find_doubts(text, zones, meta), *doubts]
    if read_as is not text:
        outline, meta, measures = as_printed(AsPrinted(text, read_as), text, outline, meta, measures)
    return ParsedDocument(
        outline=outline,
        meta=meta,
        measures=measures,
        targets=tuple(targets.find(outline, meta)),
        benefits=tuple(benefits.find(outline, meta)),
        time_limits=tuple(limits.find(outline, meta)),
        citations=citations.find_all(outline, meta),
        validity=tuple(validity.find(outline, meta)),
        criteria=tuple(criteria.find(outline, meta)),
        duties=tuple(duties.find(outline, meta)),
        problems=tuple(sorted(problems, key=lambda one: (one.start or 0, one.code))),
    )


def _with_page(document: ParsedDocument, claims: Sequence[tuple[str, str]]) -> ParsedDocument:
    """The document with what its web page states beside the text."""
    if not claims:
        return document
    meta, problems = with_claims(document.meta, claims)
    return replace(document, meta=meta, claims=tuple(claims), problems=(*document.problems, *problems))


def parse(
    data: bytes, name: str, progress: Progress | None = None
) -> tuple[ParsedDocument | None, list[Problem]]:
    """Read a file; None and one problem where it cannot be used, else the document and all problems.

    `progress` is told (pages done, pages in all) while a file of pages is read.
    """
    source, problems = read(data, name, progress)
    if source is None:
        return None, problems
    document = _with_page(parse_text(source.text, source.paragraphs), source.claims)
    return document, [*problems, *document.problems]


def _measures(document: ParsedDocument) -> list[dict[str, Any]]:
    return [
        {
            "path": one.path,
            "number": one.number,
            "start": one.start,
            "end": one.end,
            "responsible": [{"name": unit.name, "role": unit.role} for unit in one.responsible],
            "responsible_raw": one.responsible_raw,
            "open_ended": one.open_ended,
            "cites": list(one.cites),
        }
        for one in document.measures
    ]


def _target(one: Target) -> dict[str, Any]:
    return {
        "indicator": one.indicator,
        "value": plain(one.value),
        "value_high": plain(one.value_high),
        "unit": one.unit,
        "comparator": one.comparator,
        "basis": one.basis,
        "period": one.period,
        "deadline": one.deadline,
        **place_of(one),
    }


def _benefit(one: Benefit) -> dict[str, Any]:
    amount: dict[str, Any] = {
        "type": one.amount_type,
        "value": plain(one.amount_value),
        "unit": one.amount_unit,
    }
    if one.amount_high is not None:
        amount["value_high"] = plain(one.amount_high)
    if one.amount_tiers:
        amount["tiers"] = [plain(step) for step in one.amount_tiers]
    if one.cap_unit:
        amount["cap"] = {"value": plain(one.cap_value), "unit": one.cap_unit}
    return {
        "name": one.name,
        "beneficiary": one.beneficiary,
        "kind": one.kind,
        "amount": amount,
        "condition": one.condition,
        "valid_until": one.valid_until,
        **place_of(one),
    }


def _article(one: Article) -> dict[str, str | None]:
    return {"law": one.law, "article": one.article, "paragraph": one.paragraph, "item": one.item}


def _citation(one: Citation) -> dict[str, Any]:
    articles = [_article(each) for each in one.articles]
    return {
        "doc_number": one.doc_number,
        "title": one.title,
        "path": one.path,
        "start": one.start,
        "end": one.end,
        "article": articles[0] if articles else None,
        "articles": articles,
    }


def _extracted(document: ParsedDocument) -> dict[str, Any]:
    return {
        "targets": [_target(one) for one in document.targets],
        "benefits": [_benefit(one) for one in document.benefits],
        "time_limits": [
            {"what": one.what, "value": plain(one.value), "unit": one.unit, **place_of(one)}
            for one in document.time_limits
        ],
        "citations": [_citation(one) for one in document.citations],
    }


def to_json(document: ParsedDocument, problems: list[Problem] | None = None) -> dict[str, Any]:
    """The shape of `zhitong document parse --json`, and after its keys validity, criteria and duties.

    `problems` replaces those of the document.
    """
    listed = list(document.problems) if problems is None else problems
    return {
        "text": document.text,
        "meta": document.meta,
        "clauses": [
            {
                "id": one.id,
                "path": one.path,
                "label": one.label,
                "heading": one.heading,
                "level": one.level,
                "start": one.start,
                "end": one.end,
            }
            for one in document.outline.clauses
            if one.kind not in PARAGRAPH_KINDS
        ],
        "measures": _measures(document),
        **_extracted(document),
        "problems": [
            {"code": one.code, "message": one.message, "start": one.start, "end": one.end} for one in listed
        ],
        **shapes_of(document.validity, document.criteria, document.duties),
    }


__all__ = ["ParsedDocument", "Severity", "parse", "parse_canonical", "parse_text", "to_json"]
