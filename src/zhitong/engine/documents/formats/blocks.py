"""A tree of HTML as lines: one per paragraph, soft breaks as \\v, table rows with tabs."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "o:p",
        "st1:chsdate",
    ]
)
SKIPPED = frozenset(
    {"img", "rt", "input", "hr", "video", "audio", "canvas", "svg", "object", "embed", "link", "meta"}
)
_ROW_HOLDERS = frozenset({"tr", "tbody", "thead", "tfoot", "colgroup", "col"})
BREAK, SOFT = "\n", "\v"
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HAN_WRAP = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
)
LONG_CELL = 150
MAX_SPAN = 100


def lines_of(element: HtmlElement) -> list[str]:
    """The lines of an element in order; a single `<br>` is a soft break, two end the paragraph."""
    text = "".join(_pieces(element))
    text = re.sub(r"[ \t]*\v[ \t\u00a0\u3000]*\v[\v \t]*", BREAK, text)
    lines = []
    for line in text.split(BREAK):
        kept = line.strip(" \v\u00a0\u200b")
        if kept.strip(" \v\t\u00a0\u3000\u200b"):
            lines.append(kept)
    return lines


def words_of(element: HtmlElement) -> str:
    """All words of an element on one line."""
    return " ".join(line.replace(SOFT, " ") for line in lines_of(element)).strip()


def _collapse(text: str | None) -> str:
    return _SPACES.sub(" ", _HAN_WRAP.sub("", text)) if text else ""


def _pieces(element: HtmlElement) -> Iterator[str]:
    tag = element.tag
    if not isinstance(tag, str) or tag in SKIPPED:
        return
    if tag == "br":
        yield SOFT
        return
    if tag == "table":
        yield from _table(element)
        return
    block = BREAK if tag not in INLINE else ""
    yield block
    if tag == "pre" and element.text:
        yield element.text.replace("\r\n", "\n").replace("\n", SOFT)
    else:
        yield _collapse(element.text)
    for child in element:
        yield from _pieces(child)
        yield _collapse(child.tail)
    yield block


def rows_of(table: HtmlElement) -> list[list[HtmlElement]]:
    """The cells of each row of a table, without those of tables inside it."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    return [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]


def is_layout(table: HtmlElement) -> bool:
    """Whether a table only places text on the page: one cell per row, tables inside, or running text."""
    rows = rows_of(table)
    if all(len(row) <= 1 for row in rows) or any(cell.tag in ("td", "th") for cell in table):
        return True
    for row in rows:
        for cell in row:
            words = cell.text_content()
            paragraphs = sum(
                1 for part in cell.iter("p", "div") if len(part.text_content().strip()) > LONG_CELL // 3
            )
            if next(cell.iter("table"), None) is not None or (len(words) > LONG_CELL and paragraphs > 1):
                return True
    return False


def _table(table: HtmlElement) -> Iterator[str]:
    yield BREAK
    if is_layout(table):
        yield from _inside(table)
    else:
        for stray in table:
            if stray.tag not in _ROW_HOLDERS:
                yield from _pieces(stray)
        for row in _grid(table):
            yield "\t".join(row)
            yield BREAK
    yield BREAK


def _grid(table: HtmlElement) -> Iterator[list[str]]:
    """The words of each row by column; a place that a wider or taller cell covers is empty."""
    covered: dict[int, int] = {}
    for row in rows_of(table):
        cells: list[str] = []
        for cell in row:
            while covered.get(len(cells), 0) > 0:
                covered[len(cells)] -= 1
                cells.append("")
            wide, tall = _stated(cell, "colspan"), _stated(cell, "rowspan")
            for place in range(len(cells), len(cells) + wide):
                covered[place] = tall - 1
            cells += [words_of(cell).replace("\t", " "), *[""] * (wide - 1)]
        while covered.get(len(cells), 0) > 0:
            covered[len(cells)] -= 1
            cells.append("")
        yield cells


def _stated(cell: HtmlElement, span: str) -> int:
    number = (cell.get(span) or "").strip()
    return min(max(1, int(number)), MAX_SPAN) if number.isdecimal() else 1


def _inside(element: HtmlElement) -> Iterator[str]:
    yield _collapse(element.text)
    for child in element:
        yield from _pieces(child)
        yield _collapse(child.tail)
