"""Makes the Word file of the sample plan from its text, with Word's own automatic numbering.

Run `python tools/make_sample_plan.py` after changing `plan.txt`; numbers such as 一、（一）1. are
written by Word, not typed, so that reading them back exercises numbering.xml.
"""

import re
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

FOLDER = Path(__file__).resolve().parent.parent / "src" / "zhitong" / "packs" / "sample" / "documents"
MARKS = (
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"（[一二三四五六七八九十]+）"),
    re.compile(r"\d+\."),
)
# The third level runs on through the whole document (lvlRestart 0), as plans usually count.
LEVELS = (
    ("chineseCountingThousand", "%1、", ""),
    ("chineseCountingThousand", "（%2）", ""),
    ("decimal", "%3.", '<w:lvlRestart w:val="0"/>'),
)
ABSTRACT, INSTANCE = "90", "90"


def add_numbering(document: Any) -> None:
    """Puts one list definition of three levels into numbering.xml."""
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{restart}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr></w:lvl>'
        for depth, (form, text, restart) in enumerate(LEVELS)
    )
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{ABSTRACT}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    instance = parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{INSTANCE}"><w:abstractNumId w:val="{ABSTRACT}"/></w:num>'
    )
    numbering.insert(0, abstract)
    numbering.append(instance)


def add_paragraph(document: Any, line: str, numbered: bool) -> None:
    """One line of the text; a leading mark becomes an automatic number."""
    found = next(((depth, mark.match(line)) for depth, mark in enumerate(MARKS) if mark.match(line)), None)
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Pt(32)
    if found is None or found[1] is None or not numbered:
        paragraph.add_run(line)
        return
    depth, mark = found
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{INSTANCE}"/></w:numPr>')
    )
    paragraph.add_run(line[mark.end() :])


def add_table(document: Any, rows: list[list[str]]) -> None:
    """The task table of the attachment."""
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def set_page(document: Any) -> None:
    """A4 with the margins and the body type of GB/T 9704."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "仿宋_GB2312", Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")


def make(source: Path, target: Path) -> None:
    """Writes the Word file of a plan's text."""
    document = docx.Document()
    set_page(document)
    add_numbering(document)
    rows: list[list[str]] = []
    titles = 0
    for line in filter(None, source.read_text(encoding="utf-8").splitlines()):
        if "\t" in line:
            rows.append(line.split("\t"))
        elif line.startswith("示例市") and line.endswith(("通知", "）")) and titles < 2:
            titles += 1
            document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            add_paragraph(document, line, numbered=not rows)
    add_table(document, rows)
    document.core_properties.title = "示例市经营主体培育成长行动方案（示例）"
    document.core_properties.author = "示例"
    document.save(str(target))


if __name__ == "__main__":
    make(FOLDER / "plan.txt", FOLDER / "plan.docx")
