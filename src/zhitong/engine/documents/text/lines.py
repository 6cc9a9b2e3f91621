"""Source lines: widths, page numbers, and whether a paragraph ends with a line."""

import re
from dataclasses import dataclass

from zhitong.engine.documents.text.marks import Mark, read_mark

TERMINAL = "。！？；"
CLOSERS = '”’」』》）)】〕］]"'
PAGE_NUMBER = re.compile(
    r"(?:[—–\-－―]{1,2}\s*\d{1,4}\s*[—–\-－―]{1,2}|第?\s?\d{1,4}\s?页(?:[，,/\s]*共\s?\d{1,4}\s?页)?|\d{1,3}|"
    r"\d{1,3}\s?/\s?\d{1,3}|·\s*\d{1,3}\s*·)"
)
DATE_LINE = re.compile(
    r"(?:\d{4}|[二〇○零一三四五六七八九十]{4})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日"
    r"(?:印发|发布|公布|施行|起施行)?"
)
ALONE = re.compile(
    r"(?:[（(]此件|[（(]联系人|附\s?件|抄\s?送|主\s?送|抄\s?报|目\s*录$|发文机关|文\s?号|索\s?引\s?号|主题词|"
    r"[（(](?:征求意见稿|草案|试行)[）)]$)"
)
MEMBER_LINE = re.compile(
    r"(?:(?:(?:常务)?副\s?)?(?:组\s{0,2}长|主\s{0,2}任|总指挥|指挥长|召集人)|成\s{0,2}员|委\s{0,2}员|顾\s{0,2}问|秘书长)"
    r"[\s　]*[：:]"
)
NOTE_END = re.compile(r"(?:负责|落实|配合|牵头|单位|部门|政府|[局委厅办行])[）)]$")
ADDRESSED = re.compile(r"各[\u4e00-\u9fff（）()、，]{2,200}[：:]")
NOTE_START = re.compile(r"[（(](?:责任|负责|牵头|主办|承办|实施|落实)(?:单位|部门|主体)|[（(]由")
NUMBER_LINE = re.compile(r"[\u4e00-\u9fff]{1,12}[〔［\[【（(]\d{4}[〕］\]】）)]\s?第?\d+\s?号?$")


@dataclass(frozen=True, slots=True)
class Line:
    """One non-empty source line: trimmed text, how far it was indented, blank lines before it."""

    text: str
    indent: int
    blanks: int
    width: float
    mark: Mark | None
    soft: bool = True


@dataclass(frozen=True, slots=True)
class Style:
    """How a source breaks its lines. `width` is the usual full width of a wrapped line, in Han widths."""

    wrapped: bool
    width: float
    indented: bool
    blank_separated: bool


def width_of(text: str) -> float:
    """Printed width, a Han character counting one."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def split_lines(text: str, paragraphs: bool = False) -> list[Line]:
    """Non-empty lines in order; with `paragraphs`, only a line after a soft break may belong to the last."""
    lines: list[Line] = []
    blanks = 0
    parts = re.split(r"(\r\n|[\n\r\f\v\u2028\u2029\x85])", text)
    for place in range(0, len(parts), 2):
        raw, soft = parts[place], not paragraphs or (place > 0 and parts[place - 1] in "\v\u2028")
        # Between paragraphs a tab at an end is the border of an empty cell.
        row = paragraphs and "\t" in raw.strip(" \t　\ufeff\u200b")
        body = raw.strip(" 　\ufeff\u200b" if row else " \t　\ufeff\u200b")
        if not body:
            blanks += 1
            continue
        lead = raw[: len(raw) - len(raw.lstrip(" \t　"))]
        indent = sum(2 if character in "　\t" else 1 for character in lead)
        lines.append(Line(body, indent, blanks, width_of(body), read_mark(body), soft))
        blanks = 0
    return lines


def style_of(lines: list[Line]) -> Style:
    """Measure the source: is it hard-wrapped, how wide, are first lines indented."""
    body = [line for line in lines if not PAGE_NUMBER.fullmatch(line.text)]
    widths = sorted(line.width for line in body if line.width >= 12)
    if len(widths) < 8:
        return Style(False, 0.0, False, False)
    full = widths[int(len(widths) * 0.9)]
    near = sum(1 for width in widths if 0.82 * full <= width <= 1.08 * full)
    open_ends = sum(1 for line in body if not ends_sentence(line.text))
    wrapped = full <= 70 and near >= 0.55 * len(widths) and open_ends >= 0.4 * len(body)
    deep = sum(1 for line in body if line.indent >= 4)
    gaps = sum(1 for line in body[1:] if line.blanks)
    return Style(
        wrapped,
        full,
        wrapped and 0.03 * len(body) <= deep <= 0.6 * len(body),
        wrapped and 0 < gaps <= 0.5 * len(body),
    )


def ends_sentence(text: str) -> bool:
    """Ends with 。！？； possibly inside closing quotes or brackets."""
    return text.rstrip(CLOSERS)[-1:] in TERMINAL and text.rstrip(CLOSERS) != ""


def open_bracket(text: str) -> str:
    """The opening character of a bracket, title or quotation the text leaves open, or ''."""
    stack: list[str] = []
    pairs = {"）": "（", ")": "（", "》": "《", "”": "“", "〕": "〔"}
    for character in text:
        if character in "（(":
            stack.append("（")
        elif character in "《“〔":
            stack.append(character)
        elif character in pairs and pairs[character] in stack:
            while stack and stack.pop() != pairs[character]:
                pass
    return stack[-1] if stack else ""


def stands_alone(line: Line) -> bool:
    """A line that always begins a paragraph of its own: a date, 附件, 抄送, a document number."""
    text = line.text
    return bool(
        DATE_LINE.fullmatch(text.replace(" ", "")) or ALONE.match(text) or NUMBER_LINE.fullmatch(text)
    )


def is_heading(line: Line) -> bool:
    """A short marked line without inner sentence: a heading that stands alone."""
    if line.mark is None:
        return False
    if line.mark.form in ("part", "subpart", "chapter", "section", "division"):
        return True
    return (
        line.width < 32
        and "。" not in line.text
        and line.mark.form != "article"
        and line.text[-1] not in "，、；："
    )


def _ends_wrapped(before: str, last: Line, line: Line, style: Style) -> bool:
    if style.indented and line.indent < 4 and last.width >= 0.82 * style.width:
        return False
    if style.indented and line.indent >= 4:
        return True
    if style.blank_separated and line.blanks:
        return True
    short = last.width < 0.82 * style.width
    if last.text[-1] in "：:":
        return last.width < 0.9 * style.width or line.width < style.width - 0.8
    if NOTE_END.search(before):
        return True
    if not short and line.text[0] in "（(":
        return False
    if not ends_sentence(before):
        return short and not (open_bracket(before) or last.text[-1] in "，、")
    if style.indented or style.blank_separated:
        return short
    if short or last.text[-1] not in "。”":
        return short and last.text[-1] != "；"
    return line.width < style.width - 0.8


def _ends_flowing(before: str, last: Line, line: Line) -> bool:
    if ends_sentence(before) or before[-1] in "：:":
        return True
    left_open = open_bracket(before)
    if left_open in ("（", "《"):
        return False
    if before[-1] in "，、,":
        return False
    if last.width < 18 and not left_open:
        return True
    if NOTE_END.search(before):
        return True
    return not re.search(r"[，。；：、]", before)


def paragraph_ends(before: str, last: Line, line: Line, style: Style) -> bool:
    """Does the paragraph `before`, whose last source line is `last`, end before `line`?"""
    if stands_alone(line) or stands_alone(last) or MEMBER_LINE.match(line.text):
        return True
    if not line.soft:
        return line.mark is not None or not (open_bracket(before) in ("（", "《") or before[-1] in "，、,")
    if line.mark is not None and not (open_bracket(before) == "（" and line.mark.form == "han_bracket"):
        inside = not ends_sentence(before) and before[-1] not in "：:）)" and not is_heading(last)
        doubtful = line.mark.form in ("dash", "digit", "digit_bracket", "circled")
        if not (inside and doubtful and style.wrapped and last.width >= 0.9 * style.width):
            return True
    full = style.wrapped and last.width >= 0.82 * style.width
    if is_heading(last) and before == last.text and not full:
        return True
    if ADDRESSED.fullmatch(before):
        return True
    if style.wrapped:
        return _ends_wrapped(before, last, line, style)
    if NOTE_START.match(line.text):
        return True
    return _ends_flowing(before, last, line)
