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
from zhitong.engine.documents.formats.source import Source
from zhitong.engine.values import Problem, Severity

ENDINGS = (".docx", ".docm", ".dotx")
MAX_UNPACKED = 200_000_000
MAX_RATIO = 200
MAX_PARTS = 5_000
BODY = "word/document.xml"
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


def _refusal(data: bytes, name: str) -> Problem | None:
    """Why the package must not be opened, or None."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if BODY not in package.namelist():
                return Problem(
                    "not_word",
                    "这不是完整的 Word 文件。请用 Word 或 WPS 打开后另存为 .docx，再上传。",
                    where=name,
                )
            unpacked = sum(part.file_size for part in parts)
            if (
                unpacked > MAX_UNPACKED
                or len(parts) > MAX_PARTS
                or (unpacked > 20_000_000 and unpacked > MAX_RATIO * max(1, len(data)))
            ):
                return Problem(
                    "too_large_unpacked",
                    "文件解开后过大，可能是压缩炸弹，未读取。请去掉图片等附件，另存为 .docx 再上传。",
                    where=name,
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.open(part).read(
                    2_000
                ):
                    return Problem(
                        "entities",
                        "文件里夹带了实体定义，未读取。请用 Word 另存为 .docx 再上传。",
                        where=name,
                    )
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, NotImplementedError, EOFError, ValueError):
        return Problem(
            "broken_word", "文件已损坏或加了密码，无法打开。请去掉密码或重新导出 .docx 再上传。", where=name
        )
    return None


def _safety(data: bytes, name: str) -> list[Problem]:
    """Macros, links to the outside and embedded objects: reported, never touched."""
    problems = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        links = [
            one
            for part in names
            if part.endswith(".rels")
            for one in re.findall(rb"<Relationship\s[^>]*TargetMode=\"External\"[^>]*>", package.read(part))
        ]
    if any("vbaProject" in one for one in names):
        problems.append(
            Problem("macros", "文件带有宏，已忽略，只读文字。", where=name, severity=Severity.WARNING)
        )
    plain = [one for one in links if b"/hyperlink" in one]
    if len(links) > len(plain):
        problems.append(
            Problem(
                "external_links",
                f"文件引用了 {len(links) - len(plain)} 个外部资源，没有打开，只读文字。",
                where=name,
                severity=Severity.WARNING,
            )
        )
    if plain:
        problems.append(
            Problem(
                "hyperlinks",
                f"文中有 {len(plain)} 个网页链接，没有打开，只读文字。",
                where=name,
                severity=Severity.INFO,
            )
        )
    return problems


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
    return "".join(_pieces(paragraph)).strip(" \v")


def _paragraph(paragraph: Any, numbering: Numbering) -> str:
    text = _text(paragraph)
    if not text.strip():
        return ""
    mark = numbering.text_of(paragraph)
    return mark + text.lstrip(" \t　") if mark else text


def _cell(cell: Any, numbering: Numbering) -> str:
    lines = [_paragraph(one, numbering) for one in cell.iter(W + "p")]
    return " ".join(line.replace("\v", " ") for line in lines if line)


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
            return part.element if hasattr(part, "element") else etree.fromstring(part.blob, _parser())
    return None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def read(data: bytes, name: str) -> tuple[Source | None, list[Problem]]:
    """Paragraphs, automatic numbers and table rows of a Word file, as lines."""
    refusal = _refusal(data, name)
    if refusal is not None:
        return None, [refusal]
    try:
        document = docx.Document(io.BytesIO(data))
        numbering = Numbering(_part(document, "numbering"), _part(document, "styles"))
        lines = list(_block(document.element.body, numbering))
        problems = _safety(data, name)
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
