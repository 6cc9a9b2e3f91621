"""Validity: when a document or a measure starts and ends to hold, and what it repeals."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zhitong.engine.documents.citations import finding as citations
from zhitong.engine.documents.figures.dates import find_days, years_on
from zhitong.engine.documents.figures.numbers import plain
from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.structure.passages import Passage, literal, passages

_EFFECTIVE = re.compile(
    r"自(?P<when>(?:(?!停止|废止|至)[^，。；]){2,20}?)(?:之日)?起?(?:正式)?(?:施行|实施|执行|生效|试行)"
)
_TERM = re.compile(
    r"(?:有效期|有效期限|执行期限|实施期限|试行期|暂定|期限)(?:为|暂定为|定为|暂定)?(?P<years>[\d一二两三四五六七八九十]{1,3})年|(?P<alt>[\d一二两三四五六七八九十]{1,2})年有效期"
)
_UNTIL = re.compile(
    r"(?:有效期|执行期限|实施期限|政策期限|执行|实施|施行|有效)[^，。；]{0,6}?(?:截?至|到|截止到?)(?P<when>[^，。；]{4,16})"
)
_SPAN = re.compile(r"自(?P<start>[^，。；至]{4,12}日)起?至(?P<when>[^，。；]{4,12}日)(?:止)?(?=[。；）]|$)")
_SPAN_START = re.compile(r"自(?P<when>[^，。；至]{4,12}日)起?至[^，。；]{4,12}日(?:止)?(?=[。；）]|$)")
_REPEALS = re.compile(r"(?:同时|即行|自行|一并|届时|予以)?(?:废止|停止执行|失效|不再执行)")
_TRIAL = re.compile(r"(?:^|[，。；])(?:本[^，。；]{2,8})?(?:自[^，。；]{2,24})?试行(?=[，。；]|$|\d)")
_REPLACED = re.compile(r"与本[^，。；]{2,6}不一致的，以本|此前[^，。；]{0,20}与本[^，。；]{2,8}不一致")


@dataclass(frozen=True, slots=True)
class ValidityStatement:
    """`kind` is effective, expires, term, trial, repeals or supersedes; dates are ISO days."""

    kind: str
    date: str | None
    doc_number: str | None
    title: str | None
    path: str
    start: int
    end: int
    quote: str
    confidence: float


def _start_day(words: str, meta: Mapping[str, Any]) -> str | None:
    days = find_days(words)
    if days:
        return days[-1].first.isoformat()
    published = re.search(r"印发|发布|公布|下发", words)
    issued = str(meta.get("issued_on") or "")
    if not published or not re.fullmatch(r"\d{4}-\d\d-\d\d", issued):
        return None
    later = re.search(r"起(?:满)?(\d{1,3})日后", words)
    return (date.fromisoformat(issued) + timedelta(days=int(later[1]) if later else 0)).isoformat()


def _number(words: str) -> int:
    value = plain(words)
    return int(value) if value is not None else 0


def _dated(passage: Passage, outline: Outline, meta: Mapping[str, Any]) -> Iterator[ValidityStatement]:
    text, base = passage.text, passage.start
    start_day: str | None = meta.get("effective_on") or meta.get("issued_on")
    for kind, pattern, sure in (
        ("effective", _SPAN_START, 0.85),
        ("effective", _EFFECTIVE, 0.95),
        ("term", _TERM, 0.9),
        ("expires", _UNTIL, 0.9),
        ("expires", _SPAN, 0.85),
    ):
        for match in pattern.finditer(text):
            day: str | None
            if kind == "effective":
                day = start_day = _start_day(match["when"], meta) or None
                if day is None and not re.search(r"日$|印发|发布|公布|下发", match["when"]):
                    continue
            elif kind == "term":
                years = _number(match["years"] or match["alt"])
                begun = (
                    date.fromisoformat(start_day)
                    if start_day and re.fullmatch(r"\d{4}-\d\d-\d\d", start_day)
                    else None
                )
                day = years_on(begun, years).isoformat() if begun and years else None
            else:
                days = find_days(match["when"])
                if not days:
                    continue
                day = days[-1].last.isoformat()
            start, end, quote = literal(outline, passage.copy, base + match.start(), base + match.end())
            yield ValidityStatement(kind, day, None, None, passage.path, start, end, quote, sure)


def _others(passage: Passage, outline: Outline) -> Iterator[ValidityStatement]:
    text, base = passage.text, passage.start
    for kind, pattern in (("trial", _TRIAL), ("supersedes", _REPLACED)):
        for match in pattern.finditer(text):
            first = match.start() + (match[0][:1] in "，。；")
            start, end, quote = literal(outline, passage.copy, base + first, base + match.end())
            yield ValidityStatement(kind, None, None, None, passage.path, start, end, quote, 0.8)


def _repeals(
    passage: Passage, outline: Outline, cited: tuple[citations.Citation, ...]
) -> Iterator[ValidityStatement]:
    for first, last in passage.sentences():
        match = _REPEALS.search(passage.copy.text, first, last)
        if not match:
            continue
        start, end, _ = literal(outline, passage.copy, first, match.end())
        named = [one for one in cited if start <= one.start < end]
        for one in named:
            quote = outline.text[one.start : end]
            yield ValidityStatement(
                "repeals", None, one.doc_number, one.title, passage.path, one.start, end, quote, 0.9
            )


def find(outline: Outline, meta: Mapping[str, Any]) -> tuple[ValidityStatement, ...]:
    """The statements on validity and supersession in printed order."""
    cited = citations.find(outline, meta)
    found: list[ValidityStatement] = []
    for passage in passages(outline):
        found.extend(_dated(passage, outline, meta))
        found.extend(_others(passage, outline))
        found.extend(_repeals(passage, outline, cited))
    return tuple(sorted(found, key=lambda one: one.start))
