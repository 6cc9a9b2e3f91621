"""Plain text: UTF-8 with or without mark, UTF-16, GB18030, decided by content."""

import codecs
import re

from zhitong.engine.documents.formats.source import Source
from zhitong.engine.values import Problem

ENDINGS = (".txt", ".text", ".md")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def sniff(data: bytes) -> bool:
    """Plain text is what is left when nothing else claims the bytes."""
    return False


def _score(text: str) -> float:
    """Share of characters usual in Chinese official documents."""
    if not text:
        return 0.0
    usual = sum(
        1
        for character in text
        if "\u4e00" <= character <= "\u9fff"
        or character in "，。、；：（）“”《》〔〕—　"
        or (character.isascii() and (character.isprintable() or character in "\r\n\t\f"))
    )
    return usual / len(text)


def _utf16_without_mark(data: bytes) -> str | None:
    if len(data) < 8 or len(data) % 2:
        return None
    candidates = []
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        han = sum("\u4e00" <= character <= "\u9fff" for character in text)
        if _score(text) > 0.97 and ("\n" in text or "。" in text or "，" in text) and han:
            candidates.append((_score(text), text))
    return max(candidates)[1] if candidates else None


def _binary(data: bytes) -> bool:
    sample = data[:4096]
    return sum(byte < 32 and byte not in (9, 10, 11, 12, 13, 27) for byte in sample) > len(sample) * 0.01


def decode(data: bytes) -> str | None:
    """The text of the bytes in the encoding that fits, or None for what is no text."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    if b"\x00" in data:
        return _utf16_without_mark(data)
    if _binary(data):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    candidates = [_utf16_without_mark(data)]
    for encoding in ("gb18030", "big5"):
        try:
            candidates.append(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    texts = [text for text in candidates if text is not None and _score(text) > 0.85]
    return max(texts, key=_score) if texts else None


def read(data: bytes, name: str) -> tuple[Source | None, list[Problem]]:
    """The text of a plain file."""
    text = decode(data)
    if text is None:
        return None, [
            Problem(
                "not_text",
                "这个文件不是可读的文字，可能是二进制文件或编码损坏。请另存为 UTF-8 的 .txt，或上传 .docx。",
                where=name,
            )
        ]
    if not text.strip("\ufeff \t\r\n　"):
        return None, [Problem("empty", "文件里没有文字。请确认文件是否完整，再重新上传。", where=name)]
    if name.lower().endswith(".md"):
        text = re.sub(r"(?m)^(?:#{1,6}|>)[ \t]+|\*\*|^<!--.*-->$", "", text)
    return Source(text, "txt", name), []
