"""A Word file: the layout of official documents as far as styles carry it, text as printed."""

import re
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from zhitong.engine.documents.out.publication import Publication, in_tables, lines_of, loose_between, parted

BODY, HEADLINE = "仿宋", "黑体"
BODY_SIZE, TITLE_SIZE = Pt(16), Pt(22)  # 三号, 二号: GB/T 9704
DEEPEST = 4
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def set_font(style: Any, name: str, size: Any) -> None:
    """One face for Latin and Chinese."""
    style.font.name, style.font.size = name, size
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def styled() -> Any:
    """An empty file in the faces and sizes of official documents."""
    made = Document()
    set_font(made.styles["Normal"], BODY, BODY_SIZE)
    set_font(made.styles["Title"], HEADLINE, TITLE_SIZE)
    for level in range(1, DEEPEST + 1):
        set_font(made.styles[f"Heading {level}"], HEADLINE if level == 1 else BODY, BODY_SIZE)
    return made


def to_word(publication: Publication) -> bytes:
    """The document as a .docx file."""
    made = styled()
    title = made.add_paragraph(_UNFIT.sub("", publication.title), style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.core_properties.title = _UNFIT.sub("", publication.title)[:255]
    made.core_properties.author = str(publication.meta.get("issuer") or "")[:255]

    waiting: list[str] = []

    def flush() -> None:
        """Lines as paragraphs, lines of cells as tables."""
        for one in in_tables(waiting):
            if isinstance(one, str):
                made.add_paragraph(one).paragraph_format.first_line_indent = BODY_SIZE * 2
                continue
            grid = made.add_table(len(one), len(one[0]), style="Table Grid")
            for printed, row in zip(grid.rows, one, strict=True):
                for cell, words in zip(printed.cells, row, strict=True):
                    cell.text = words.strip()
        waiting.clear()

    def add(line: str) -> None:
        waiting.append(_UNFIT.sub("", line))

    place = 0
    for clause in publication.clauses:
        if clause.start < place:
            continue
        for line in loose_between(publication.text, place, clause.start):
            add(line)
        num, heading, lines = parted(publication.text, clause)
        if clause.kind == "row":
            num, heading, lines = "", "", lines_of(publication.text[clause.start : clause.body_end])
        if heading:
            flush()
            made.add_heading(_UNFIT.sub("", num + heading), min(clause.level, DEEPEST))
        elif num:
            lines = [num + (lines[0] if lines else ""), *lines[1:]]
        for line in lines:
            add(line)
        place = clause.body_end
    for line in loose_between(publication.text, place, len(publication.text)):
        add(line)
    flush()
    out = BytesIO()
    made.save(out)
    return out.getvalue()
