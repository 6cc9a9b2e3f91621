"""The package around a Word document: limits before it is opened, and what in it is left alone."""

import io
import zipfile
import zlib
from collections import Counter

from lxml import etree

from zhitong.engine.values import Problem, Severity

MAX_UNPACKED = 200_000_000
MAX_RATIO = 200
MAX_PARTS = 5_000
BODY = "word/document.xml"
TYPES = "[Content_Types].xml"
PLAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# Documents with macros and templates hold the same words under another name.
_OTHER_TYPES = (
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    OSError,
    NotImplementedError,
    EOFError,
    ValueError,
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What the body holds and the reader leaves out or settles, by tag.
_LEFT = (
    ("altChunk", "embedded_text", "文中嵌入了 {} 段其他格式的内容，没有读到；请在 Word 中另存后再上传。",
     Severity.WARNING),
    ("object", "embedded_objects", "文中嵌入了 {} 个对象，没有打开，只读文字。", Severity.WARNING),
    ("footnoteReference", "footnotes", "文中有 {} 条脚注，没有读进正文。", Severity.INFO),
    ("endnoteReference", "endnotes", "文中有 {} 条尾注，没有读进正文。", Severity.INFO),
    ("commentReference", "comments", "文中有 {} 条批注，没有读进正文。", Severity.INFO),
)  # fmt: skip


def parser() -> etree.XMLParser:
    """A parser that fetches nothing and expands no entity."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def refusal_of(data: bytes, name: str) -> Problem | None:
    """Why the package must not be opened, or None."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _refusal_of_parts(package, len(data), name)
    except _BROKEN:
        return Problem(
            "broken_word", "文件已损坏或加了密码，无法打开。请去掉密码或重新导出 .docx 再上传。", where=name
        )


def _refusal_of_parts(package: zipfile.ZipFile, size: int, name: str) -> Problem | None:
    parts = package.infolist()
    if BODY not in package.namelist():
        message = "这不是完整的 Word 文件。请用 Word 或 WPS 打开后另存为 .docx，再上传。"
        return Problem("not_word", message, where=name)
    unpacked = sum(part.file_size for part in parts)
    too_dense = unpacked > 20_000_000 and unpacked > MAX_RATIO * max(1, size)
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS or too_dense:
        message = "文件解开后过大，可能是压缩炸弹，未读取。请去掉图片等附件，另存为 .docx 再上传。"
        return Problem("too_large_unpacked", message, where=name)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.open(part).read(2_000):
            message = "文件里夹带了实体定义，未读取。请用 Word 另存为 .docx 再上传。"
            return Problem("entities", message, where=name)
    return None


def as_plain(data: bytes) -> bytes:
    """The package as an ordinary document: a template or one with macros under the plain type."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        types = package.read(TYPES) if TYPES in package.namelist() else b""
        if not any(one in types for one in _OTHER_TYPES):
            return data
        for one in _OTHER_TYPES:
            types = types.replace(one, PLAIN_TYPE)
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as plain:
            for part in package.infolist():
                plain.writestr(part.filename, types if part.filename == TYPES else package.read(part))
    return written.getvalue()


def left_alone(data: bytes, name: str) -> list[Problem]:
    """Macros, links to the outside, embedded objects, notes and revision marks: said, never opened."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        links = [kind for part in names if part.endswith(".rels") for kind in _outside(package.read(part))]
        body = etree.fromstring(package.read(BODY), parser())
    problems = []
    if any("vbaProject" in one for one in names):
        problems.append(_said("macros", "文件带有宏，已忽略，只读文字。", name, Severity.WARNING))
    plain = sum(kind.endswith("/hyperlink") for kind in links)
    if len(links) > plain:
        message = f"文件引用了 {len(links) - plain} 个外部资源，没有打开，只读文字。"
        problems.append(_said("external_links", message, name, Severity.WARNING))
    if plain:
        message = f"文中有 {plain} 个网页链接，没有打开，只读文字。"
        problems.append(_said("hyperlinks", message, name, Severity.INFO))
    counts = Counter(one.tag.removeprefix(_W) for one in body.iter() if isinstance(one.tag, str))
    for tag, code, message, severity in _LEFT:
        if counts[tag]:
            problems.append(_said(code, message.format(counts[tag]), name, severity))
    revised = sum(counts[tag] for tag in ("ins", "del", "moveFrom"))
    if revised:
        message = f"文件有 {revised} 处修订痕迹，已按接受全部修订后的文字读取；请核对是否为定稿。"
        problems.append(_said("revision_marks", message, name, Severity.WARNING))
    return problems


def _said(code: str, message: str, name: str, severity: Severity) -> Problem:
    return Problem(code, message, where=name, severity=severity)


def _outside(relations: bytes) -> list[str]:
    """The kinds of the relations that point out of the file."""
    root = etree.fromstring(relations, parser())
    return [str(one.get("Type") or "") for one in root if one.get("TargetMode") == "External"]
