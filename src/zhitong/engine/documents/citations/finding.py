"""Citations: document numbers and titles in 《》, paired where the text pairs them."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from zhitong.engine.documents.citations.articles import Article, articles_after, references
from zhitong.engine.documents.citations.docnumbers import NumberFound, find_numbers
from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.structure.passages import passages, paths_at
from zhitong.engine.documents.text.squeezing import Squeezed, squeeze

# A press title, a form or a certificate in 《》 is no document that orders anything.
_NOT_CITED = re.compile(
    r"(?:日报|晚报|早报|时报|周刊|杂志|月刊|证书|执照|许可证|登记证|资格证|申请表|申请书|登记表|汇总表|备案表|审批表"
    r"|申报表|申报书|承诺书|推荐表|报告书|告知书|通知书|明细表|一览表|统计表|调查表|信息表|回执|委托书|合同|协议书)$"
)
_SHORT = re.compile(
    r"(?:以下|下)(?:统一)?简?称[:：为]?(?:[“\"]?《(?P<marked>[^《》]+)》[”\"]?|[“\"](?P<quoted>[^“”\"]{2,30})[”\"])"
)
# Between a title and the bracket that shortens it: nothing, or its number.
_TO_SHORT = re.compile(r"（?(?:[^（）。]{0,40}号)?）?[，、；]?（?")
_LINE_OF_ITS_OWN = re.compile(r"^\W*$")


@dataclass(frozen=True, slots=True)
class Citation:
    """A document referred to: its number, its title (in full where the text abbreviates it), or both."""

    doc_number: str | None
    title: str | None
    path: str
    start: int
    end: int
    confidence: float
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class _Title:
    words: str
    start: int
    end: int


def _titles(text: str, copy: Squeezed, outline: Outline) -> list[_Title]:
    """Outermost 《…》 with balanced inner marks; a mark never closed gives nothing."""
    found, opened = [], []
    for place, char in enumerate(text):
        if char == "《":
            opened.append(place)
        elif char == "》" and opened:
            start = opened.pop()
            if not opened and place - start < 160:
                found.append(_Title(_with_blanks(copy, outline, start + 1, place), start, place + 1))
        elif char == "。" and opened and place - opened[0] > 160:
            opened.clear()
    return found


def _abbreviations(text: str, titles: list[_Title]) -> tuple[dict[str, str], set[int]]:
    """Short titles with the full title defined just before, and where the definitions stand."""
    short: dict[str, str] = {}
    places: set[int] = set()
    for match in _SHORT.finditer(text):
        before = [title for title in titles if title.end <= match.start() + 1]
        near = bool(before) and match.start() - before[-1].end < 40
        if match["marked"]:
            places.add(match.start("marked") - 1)
            if near:
                short[match["marked"]] = before[-1].words
        elif near and _TO_SHORT.fullmatch(text[before[-1].end : match.start()]):
            short[match["quoted"]] = before[-1].words
    return short, places


def _unglued(number: NumberFound, copy: Squeezed, outline: Outline) -> NumberFound:
    """The number without the end of the line before it (…的公告⏎某部公告2099年第1号); a wrapped one stays."""
    start, end = copy.back(number.start, number.end)
    turn = outline.text.rfind("\n", start, end)
    before, after = outline.text[start : turn + 1].strip(), outline.text[turn + 1 : end].strip()
    if (
        turn < 0
        or before not in ("公告", "通知", "意见", "办法", "令")
        or not re.match("[\u4e00-\u9fff]{3}", after)
    ):
        return number
    rest = find_numbers(copy.text[number.start + len(before) : number.end])
    if not rest:
        return number
    first = number.start + len(before)
    return replace(rest[0], start=first + rest[0].start, end=first + rest[0].end)


def _own_number(copy: Squeezed, outline: Outline, number: NumberFound, own: str | None) -> bool:
    """Whether a number is the document's own, printed alone on its line."""
    start, end = copy.back(number.start, number.end)
    line_start = outline.text.rfind("\n", 0, start) + 1
    line_end = outline.text.find("\n", end)
    around = outline.text[line_start:start] + outline.text[end : line_end if line_end >= 0 else None]
    return start < 800 and (number.number == own or bool(_LINE_OF_ITS_OWN.match(around)))


def _title_span(text: str, title: str | None) -> tuple[int, int]:
    """Where the document prints its own title; titles inside it are not cited."""
    words = squeeze(title or "", keep_lines=False).text
    place = text.find(words, 0, 1500) if words else -1
    return (place, place + len(words)) if place >= 0 else (-1, -1)


def _partner(text: str, title: _Title, numbers: list[NumberFound]) -> NumberFound | None:
    """The number in brackets right after a title, or right before it."""
    for number in numbers:
        between = text[title.end : number.start]
        if number.start >= title.end and re.fullmatch(r"[（【\[]?(?:文号)?[:：]?", between):
            return number
        if number.end <= title.start and re.fullmatch(r"(?:文件)?", text[number.end : title.start]):
            return number
    return None


def _with_blanks(copy: Squeezed, outline: Outline, start: int, end: int) -> str:
    """Words of the copy with the blanks that the text prints between Chinese characters."""
    words = ""
    for place in range(start, end):
        words += copy.text[place]
        if place + 1 < end:
            gap = outline.text[copy.offsets[place] + 1 : copy.offsets[place + 1]]
            chinese = re.match("[\u4e00-\u9fff]{2}", copy.text[place : place + 2])
            words += " " if gap and "\n" not in gap and chinese else ""
    return words


def _printed(copy: Squeezed, outline: Outline, number: NumberFound) -> str:
    """The number with the blank between two issuers that the text prints."""
    if "公告" not in number.number and "令" not in number.number:
        return number.number
    words = _with_blanks(copy, outline, number.start, number.end)
    return words if " " in words and words.replace(" ", "") == number.number else number.number


@dataclass(frozen=True, slots=True)
class _Read:
    """The titles, numbers and short names of a document's copy."""

    copy: Squeezed
    titles: list[_Title]
    numbers: list[NumberFound]
    short: dict[str, str]
    definitions: set[int]


def _read(outline: Outline, meta: Mapping[str, Any]) -> _Read:
    copy = squeeze(outline.text, keep_lines=False)
    titles = _titles(copy.text, copy, outline)
    short, definitions = _abbreviations(copy.text, titles)
    own = meta.get("doc_number")
    head = _title_span(copy.text, meta.get("title"))
    titles = [title for title in titles if not head[0] <= title.start < head[1]]
    inside = [(title.start, title.end) for title in titles]
    numbers = [
        number
        for number in (_unglued(one, copy, outline) for one in find_numbers(copy.text))
        if not any(start < number.start < end for start, end in inside)
        and not _own_number(copy, outline, number, own)
    ]
    return _Read(copy, titles, numbers, short, definitions)


def _documents(read: _Read, outline: Outline) -> list[tuple[str | None, str | None, int, int, float]]:
    """Number, title, place in the copy and confidence of every document named."""
    text, short = read.copy.text, read.short
    spans: list[tuple[str | None, str | None, int, int, float]] = []
    taken: set[NumberFound] = set()
    for title in read.titles:
        if title.start in read.definitions or _NOT_CITED.search(title.words) or not title.words:
            continue
        partner = _partner(text, title, [number for number in read.numbers if number not in taken])
        start, end, code = title.start, title.end, None
        if partner:
            taken.add(partner)
            start, end = min(start, partner.start), max(end, partner.end)
            end += text[end : end + 1] in ("）", "】") and text[title.end : title.end + 1] in ("（", "【")
            code = _printed(read.copy, outline, partner)
        known = title.words in short or len(title.words) > 4
        spans.append((code, short.get(title.words, title.words), start, end, 0.97 if known else 0.75))
    spans += [
        (_printed(read.copy, outline, number), None, number.start, number.end, number.confidence)
        for number in read.numbers
        if number not in taken
    ]
    return sorted(spans, key=lambda one: one[2])


def find(outline: Outline, meta: Mapping[str, Any]) -> tuple[Citation, ...]:
    """The documents a document names, in printed order, every occurrence; its own number is not one."""
    read = _read(outline, meta)
    path_of = paths_at(outline)
    found = []
    for code, words, start, end, sure in _documents(read, outline):
        first, last = read.copy.back(start, end)
        places, _ = articles_after(read.copy.text, end, words)
        found.append(Citation(code, words, path_of(first), first, last, sure, places))
    return tuple(found)


def find_all(outline: Outline, meta: Mapping[str, Any]) -> tuple[Citation, ...]:
    """What `find` gives, and references to articles without a title: 本办法第八条, 该法第十条, 前款.

    Those to the document itself have neither number nor title.
    """
    read = _read(outline, meta)
    titles = [(one.end, read.short.get(one.words, one.words)) for one in read.titles]
    path_of = paths_at(outline)
    own = meta.get("inner_title") or meta.get("title")
    statute = meta.get("kind") in ("measures", "regulation", "law")
    spans: list[tuple[int, int, str]] = []
    for passage in passages(outline):
        first = bisect_left(read.copy.offsets, passage.copy.offsets[passage.start])
        last = bisect_left(read.copy.offsets, passage.copy.offsets[passage.end - 1]) + 1
        spans.append((first, last, passage.path))
    more = []
    for one in references(read.copy.text, own, statute, titles, read.short, iter(spans)):
        first, last = read.copy.back(one.start, one.end)
        more.append(Citation(None, one.title, path_of(first), first, last, 0.85, one.articles))
    return tuple(sorted([*find(outline, meta), *more], key=lambda one: one.start))
