"""Citations: document numbers and titles in 《》, paired where the text pairs them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from zhitong.engine.documents.citations.docnumbers import NumberFound, find_numbers
from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.structure.passages import paths_at
from zhitong.engine.documents.text.squeezing import Squeezed, squeeze

# A press title, a form or a certificate in 《》 is no document that orders anything.
_NOT_CITED = re.compile(
    r"(?:日报|晚报|早报|时报|周刊|杂志|月刊|证书|执照|许可证|登记证|资格证|申请表|申请书|登记表|汇总表|备案表|审批表"
    r"|申报表|申报书|承诺书|推荐表|报告书|告知书|通知书|明细表|一览表|统计表|调查表|信息表|回执|委托书|合同|协议书)$"
)
_SHORT = re.compile(r"（?(?:以下|下)(?:统一)?简?称[:：]?[“\"]?《([^《》]+)》")
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


@dataclass(frozen=True, slots=True)
class _Title:
    words: str
    start: int
    end: int


def _titles(text: str) -> list[_Title]:
    """Outermost 《…》 with balanced inner marks; a mark never closed gives nothing."""
    found, opened = [], []
    for place, char in enumerate(text):
        if char == "《":
            opened.append(place)
        elif char == "》" and opened:
            start = opened.pop()
            if not opened and place - start < 160:
                found.append(_Title(text[start + 1 : place], start, place + 1))
        elif char == "。" and opened and place - opened[0] > 160:
            opened.clear()
    return found


def _abbreviations(text: str, titles: list[_Title]) -> tuple[dict[str, str], set[int]]:
    """Short titles with the full title defined just before, and where the definitions stand."""
    short: dict[str, str] = {}
    places: set[int] = set()
    for match in _SHORT.finditer(text):
        before = [title for title in titles if title.end <= match.start() + 1]
        if before and match.start() - before[-1].end < 40:
            short[match[1]] = before[-1].words
        places.add(match.start(1) - 1)
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


def _printed(copy: Squeezed, outline: Outline, number: NumberFound) -> str:
    """The number with the blank between two issuers that the text prints."""
    if "公告" not in number.number and "令" not in number.number:
        return number.number
    words = ""
    for place in range(number.start, number.end):
        words += copy.text[place]
        here = copy.offsets[place]
        gap = outline.text[here + 1 : copy.offsets[place + 1]] if place + 1 < number.end else ""
        if gap and "\n" not in gap and re.match(r"[部局会院行厅署]", copy.text[place]):
            words += " "
    blank = words.count(" ")
    return words if blank and words.replace(" ", "") == number.number else number.number


def find(outline: Outline, meta: Mapping[str, Any]) -> tuple[Citation, ...]:
    """The citations of a document in printed order, every occurrence; its own number is not one."""
    copy = squeeze(outline.text, keep_lines=False)
    text = copy.text
    titles = _titles(text)
    short, definitions = _abbreviations(text, titles)
    own = meta.get("doc_number")
    head = _title_span(text, meta.get("title"))
    titles = [title for title in titles if not head[0] <= title.start < head[1]]
    inside = [(title.start, title.end) for title in titles]
    numbers = [
        number
        for number in (_unglued(one, copy, outline) for one in find_numbers(text))
        if not any(start < number.start < end for start, end in inside)
        and not _own_number(copy, outline, number, own)
    ]
    spans: list[tuple[str | None, str | None, int, int, float]] = []
    taken: set[NumberFound] = set()
    for title in titles:
        if title.start in definitions or _NOT_CITED.search(title.words) or not title.words:
            continue
        partner = _partner(text, title, [number for number in numbers if number not in taken])
        start, end, code = title.start, title.end, None
        if partner:
            taken.add(partner)
            start, end = min(start, partner.start), max(end, partner.end)
            end += text[end : end + 1] in ("）", "】") and text[title.end : title.end + 1] in ("（", "【")
            code = _printed(copy, outline, partner)
        known = title.words in short or len(title.words) > 4
        spans.append((code, short.get(title.words, title.words), start, end, 0.97 if known else 0.75))
    spans += [
        (_printed(copy, outline, number), None, number.start, number.end, number.confidence)
        for number in numbers
        if number not in taken
    ]
    path_of = paths_at(outline)
    found = []
    for code, words, start, end, sure in sorted(spans, key=lambda one: one[2]):
        first, last = copy.back(start, end)
        found.append(Citation(code, words, path_of(first), first, last, sure))
    return tuple(found)
