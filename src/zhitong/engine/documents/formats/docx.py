"""Word files (.docx): text with automatic numbers resolved; nothing in the file is executed or fetched."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from zhitong.engine.documents.formats.numbering import Numbering, W
from zhitong.engine.documents.formats.package import BODY, as_plain, left_alone, parser, refusal_of
from zhitong.engine.documents.formats.source import Source
from zhitong.engine.values import Problem

ENDINGS = (".docx", ".docm", ".dotx", ".dotm")
MAX_SPAN = 63  # columns a Word table can have
SKIPPED = frozenset(
    {
        W + "del",
        W + "moveFrom",
        W + "instrText",
        W + "footnoteReference",
        W + "endnoteReference",
        W + "pict",
        W + "object",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
        W + "pPr",
        W + "rPr",
        W + "annotationRef",
        W + "rt",
    }
)


def sniff(data: bytes) -> bool:
    """A zip archive that holds a Word body."""
    return data.startswith(b"PK\x03\x04") and BODY.encode() in data


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in SKIPPED:
            continue
        if tag == W + "t":
            yield child.text or ""
        elif tag == W + "tab":
            yield "\t"
        elif tag in (W + "br", W + "cr"):
            if child.get(W + "type") in (None, "textWrapping"):
                yield "\v"
        elif tag == W + "noBreakHyphen":
            yield "-"
        elif isinstance(tag, str):
            yield from _pieces(child)


def _text(paragraph: Any) -> str:
    # Several tabs set words apart as one does; two neighbouring ones are kept for the cells of tables.
    return re.sub(r"\t+", "\t", "".join(_pieces(paragraph))).strip(" \v\t")


def _paragraph(paragraph: Any, numbering: Numbering) -> str:
    text = _text(paragraph)
    if not text.strip():
        return ""
    mark = numbering.text_of(paragraph)
    return mark + text.lstrip(" \t　") if mark else text


def _cell(cell: Any, numbering: Numbering) -> str:
    lines = [_paragraph(one, numbering) for one in cell.iter(W + "p")]
    return " ".join(line.replace("\v", " ") for line in lines if line)


def _span(cell: Any) -> int:
    """How many columns a cell covers."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    stated = span.get(W + "val") if span is not None else None
    return min(int(stated), MAX_SPAN) if stated and stated.isdigit() else 1


def _table(table: Any, numbering: Numbering) -> Iterator[str]:
    rows = table.findall(W + "tr")
    if all(len(row.findall(W + "tc")) <= 1 for row in rows):
        for row in rows:
            for cell in row.findall(W + "tc"):
                yield from _block(cell, numbering)
        return
    for row in rows:
        cells = []
        for cell in row.findall(W + "tc"):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            follows = merged is not None and merged.get(W + "val") in (None, "continue")
            cells.append("" if follows else _cell(cell, numbering).replace("\t", " "))
            cells += [""] * (_span(cell) - 1)
        line = "\t".join(cells)
        if line.strip():
            yield line


def _block(parent: Any, numbering: Numbering) -> Iterator[str]:
    for child in parent:
        if child.tag == W + "p":
            text = _paragraph(child, numbering)
            if text:
                yield text
        elif child.tag == W + "tbl":
            yield from _table(child, numbering)
        elif child.tag in (
            W + "sdt",
            W + "sdtContent",
            W + "ins",
            W + "moveTo",
            W + "customXml",
            W + "smartTag",
        ):
            yield from _block(child, numbering)


def _part(document: Any, ending: str) -> Any | None:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/" + ending) and not relation.is_external:
            part = relation.target_part
            return part.element if hasattr(part, "element") else etree.fromstring(part.blob, parser())
    return None


def read(data: bytes, name: str) -> tuple[Source | None, list[Problem]]:
    """Paragraphs, automatic numbers and table rows of a Word file, as lines."""
    refusal = refusal_of(data, name)
    if refusal is not None:
        return None, [refusal]
    try:
        document = docx.Document(io.BytesIO(as_plain(data)))
        numbering = Numbering(_part(document, "numbering"), _part(document, "styles"))
        lines = list(_block(document.element.body, numbering))
        problems = left_alone(data, name)
    except (
        PackageNotFoundError,
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        etree.XMLSyntaxError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
    ):
        return None, [
            Problem(
                "broken_word",
                "Word 文件内容损坏，无法读取。请用 Word 或 WPS 打开后另存为 .docx，再上传。",
                where=name,
            )
        ]
    if not any(line.strip() for line in lines):
        return None, [
            Problem(
                "empty", "文件里没有文字，可能只有图片。请先做文字识别（OCR），再上传文字版。", where=name
            )
        ]
    return Source("\n".join(lines), "docx", name, paragraphs=True), problems
