"""Canonical text: one paragraph per line, what printing and copying broke is mended and listed."""

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from zhitong.engine.documents.text.gaps import HAN, close_up, stray_blanks
from zhitong.engine.documents.text.lines import (
    PAGE_NUMBER,
    Line,
    Style,
    open_bracket,
    paragraph_ends,
    split_lines,
    style_of,
)
from zhitong.engine.documents.text.pages import silent_breaks
from zhitong.engine.documents.text.tables import BORDER, as_rows
from zhitong.engine.documents.text.unfolding import unfold
from zhitong.engine.values import Problem, Severity

ORGAN = re.compile(r"(?:政府|办公厅|办公室|委员会|[局厅部院署]|公司|中心|银行|分行)$")
ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")


@dataclass
class _Writer:
    """Collects paragraphs with the repairs made inside each."""

    paragraphs: list[str] = field(default_factory=list)
    repairs: list[tuple[int, int, int, str, str]] = field(default_factory=list)

    def note(self, code: str, message: str, start: int, end: int) -> None:
        self.repairs.append((len(self.paragraphs) - 1, start, end, code, message))

    def problems(self) -> list[Problem]:
        starts = []
        position = 0
        for paragraph in self.paragraphs:
            starts.append(position)
            position += len(paragraph) + 1
        return [
            Problem(code, message, starts[index] + start, starts[index] + end, severity=Severity.INFO)
            for index, start, end, code, message in self.repairs
        ]


def _is_columns(line: Line) -> bool:
    """Tabs or wide gaps: a member list or a table row, whose gaps carry meaning."""
    if "\t" in line.text or "。" in line.text or line.mark is not None:
        return "\t" in line.text
    cells = re.split(r" {2,}|　+", line.text)
    if len(cells) > 1 and all(ORGAN.search(cell) and len(cell) >= 4 for cell in cells):
        return True
    return bool(re.search(r"[\u4e00-\u9fff）)：](?: {4,}|　{2,})[\u4e00-\u9fff（(]", line.text))


def _tidy(line: Line, typed: bool) -> tuple[str, int]:
    if BORDER in line.text:
        return "\t".join(close_up(cell.strip(" 　"))[0] for cell in line.text.split(BORDER)), 0
    if not line.soft and "\t" in line.text:
        return "\t".join(close_up(cell.strip(" 　"))[0] for cell in line.text.split("\t")), 0
    if _is_columns(line):
        cells = [
            close_up(cell.strip(" 　"))[0]
            for cell in re.split(r"\t+| {2,}|　+(?![\u4e00-\u9fff]：)", line.text)
        ]
        return "\t".join(cell for cell in cells if cell), 0
    return close_up(line.text, typed)


def _page_numbers(lines: list[Line]) -> set[int]:
    """Places of lines that hold nothing but a page number."""
    found = [index for index, line in enumerate(lines) if PAGE_NUMBER.fullmatch(line.text)]
    bare = [index for index in found if lines[index].text.isdigit()]
    values = [int(lines[index].text) for index in bare]
    rising = all(one < other for one, other in pairwise(values))
    if len(bare) > 2 + len(lines) / 8 or not rising:
        found = [index for index in found if index not in set(bare)]
    return set(found)


def _repeated(before: str, after: str, grams: Counter[str]) -> int:
    """How many characters at the start of `after` repeat the end of `before` across a page break."""
    for size in range(min(10, len(after), len(before)), 1, -1):
        if before.endswith(after[:size]) and re.fullmatch(rf"[{HAN}\d]+", after[:size]):
            return size
    if len(before) < 2 or len(after) < 2 or before[-1] != after[0] or not re.match(rf"[{HAN}]", after[0]):
        return 0
    left, right = before[-2:], after[:2]
    if not re.match(rf"[{HAN}]", before[-2]) or not re.match(rf"[{HAN}]", after[1]):
        return 1
    seen_left, seen_right = grams[left] - 1, grams[right] - 1
    lonely = min(seen_left, seen_right) <= 0 < max(seen_left, seen_right)
    return 1 if lonely and max(seen_left, seen_right) >= 2 else 0


def _grams(lines: list[Line]) -> Counter[str]:
    grams: Counter[str] = Counter()
    for line in lines:
        grams.update(line.text[index : index + 2] for index in range(len(line.text) - 1))
    return grams


def _join(writer: _Writer, line: str, style: Style, grams: Counter[str]) -> None:
    before = writer.paragraphs[-1]
    size = _repeated(before, line, grams)
    place = len(before)
    kept = line[size:]
    glue = (
        " "
        if before[-1:].isascii() and before[-1:].isalpha() and kept[:1].isascii() and kept[:1].isalpha()
        else ""
    )
    writer.paragraphs[-1] = before + glue + kept
    if size:
        writer.note("page_break_repeat", f"换页处重复的“{line[:size]}”已去掉一次。", place - size, place)
    elif not style.wrapped:
        writer.note(
            "page_break",
            "一句话被换页或换行断开，已接回。",
            max(0, place - 1),
            min(place + 1, place + len(kept)),
        )


def _count_wraps(writer: _Writer, wraps: int) -> None:
    if wraps:
        writer.note("hard_wrap", f"本段有 {wraps} 处硬换行，已接回。", 0, len(writer.paragraphs[-1]))


def _silent(lines: list[Line], numbers: set[int], style: Style) -> set[int]:
    """Places of lines whose paragraph goes on over a page end that the words do not show."""
    kept = [index for index in range(len(lines)) if index not in numbers]
    ended = {place for place, (one, other) in enumerate(pairwise(kept)) if other - one > 1}
    return {kept[place] for place in silent_breaks([lines[index] for index in kept], style, ended)}


def _compose(lines: list[Line], style: Style) -> _Writer:
    writer = _Writer()
    grams = _grams(lines)
    numbers = _page_numbers(lines)
    silent = _silent(lines, numbers, style)
    typed = not stray_blanks([line.text for line in lines])
    last: Line | None = None
    before = -1
    wraps = 0
    for index, line in enumerate(lines):
        if index in numbers:
            if writer.paragraphs:
                end = len(writer.paragraphs[-1])
                writer.note("page_number", f"单独成行的页码“{line.text}”已去掉。", end, end)
            continue
        text, spaces = _tidy(line, typed)
        table = "\t" in text or (last is not None and "\t" in last.text)
        if (
            last is not None
            and not table
            and (before in silent or not paragraph_ends(writer.paragraphs[-1], last, line, style))
        ):
            _join(writer, text, style, grams)
            wraps += style.wrapped
        else:
            _count_wraps(writer, wraps)
            wraps = 0
            writer.paragraphs.append(text)
        if spaces:
            size = len(writer.paragraphs[-1])
            writer.note(
                "inner_space",
                f"此处有 {spaces} 个夹在字间的空格，已去掉。",
                size - len(text) if size >= len(text) else 0,
                size,
            )
        last, before = line, index
    if writer.paragraphs:
        _count_wraps(writer, wraps)
    return writer


def canonicalise(source: str, paragraphs: bool = False) -> tuple[str, list[Problem]]:
    """The canonical text of a document and every repair made, with offsets into that text.

    `paragraphs` says that the lines of the source are paragraphs already.
    """
    early: list[Problem] = []
    if ENTITY.search(source):
        count = len(ENTITY.findall(source))
        source = html.unescape(source)
        early.append(
            Problem(
                "entity",
                f"文中有 {count} 处网页转义符号（如 &ldquo;），已还原。",
                0,
                0,
                severity=Severity.INFO,
            )
        )
    source, restored = unfold(source)
    if restored:
        message = f"全文连成长行，已按序号恢复 {restored} 处分行，请核对。"
        early.append(Problem("unfolded", message, 0, 0, severity=Severity.WARNING))
    source, tables = as_rows(source) if not paragraphs else (source, 0)
    if tables:
        message = f"有 {tables} 处表格是按空格、竖线或逐格换行录入的，已按行列读出，请核对。"
        early.append(Problem("table_rows", message, 0, 0, severity=Severity.INFO))
    lines = split_lines(source.replace("\u00ad", ""), paragraphs)
    writer = _compose(lines, style_of(lines))
    return "\n".join(writer.paragraphs), early + writer.problems()


__all__ = ["canonicalise", "open_bracket"]
