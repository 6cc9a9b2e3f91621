"""What makes a document doubtful as a whole: only a table, two documents, traditional characters."""

import re
from typing import Any

from zhitong.engine.documents.structure.titles import WRAPPER, looks_like_title
from zhitong.engine.documents.structure.zones import OTHER, Zones
from zhitong.engine.documents.text.lines import NUMBER_LINE
from zhitong.engine.values import Problem, Severity

TRADITIONAL = frozenset(
    "國會業發實關稅個體進區廳產農財務監設備經濟給與為對戶貸資員單門開點員導應動來時機構營"
    "據總責織標準證號類題項條內兩從無後這書還過華東車電長間闊際隊陽險難響題風飛馬魚鳥麥黃齊龍"
)


def _traditional(text: str) -> list[Problem]:
    found = sum(character in TRADITIONAL for character in text)
    if found < max(8, len(text) * 0.02):
        return []
    return [
        Problem(
            "traditional_characters",
            "本文用繁体字，可能是转写件，单位与文号以简体原件为准；请尽量换用简体原件。",
            0,
            len(text),
            severity=Severity.WARNING,
        )
    ]


def _table_only(text: str) -> list[Problem]:
    lines = [line for line in text.split("\n") if line]
    rows = sum("\t" in line for line in lines)
    if rows < 3 or rows < 0.7 * len(lines):
        return []
    return [
        Problem(
            "only_table",
            "全文基本是表格，已逐行读出文字，但没有条款可供引用；请上传带正文的文件。",
            0,
            len(text),
            severity=Severity.WARNING,
        )
    ]


def _second_document(text: str, zones: Zones) -> list[Problem]:
    """A second number or a second title with a body of its own after the first has ended."""
    for label, title, content in zones.attachments:
        if label == OTHER:
            words = "".join(row.text for row in title)[:20]
            end = content[-1].end if content else title[-1].end
            message = f"文件里还有另一份公文，从“{words}”开始，列在“{OTHER}”下；请分成两个文件上传。"
            return [Problem("two_documents", message, title[0].start, end, severity=Severity.WARNING)]
    rows = [*zones.body, *zones.closing]
    rows.sort(key=lambda row: row.start)
    begun = ended = False
    for index, row in enumerate(rows):
        begun = begun or row.mark is not None
        if begun and (row in zones.closing or re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", row.text)):
            ended = True
        following = rows[index + 1 : index + 6]
        opens = any(one.mark is not None and one.mark.number == 1 for one in following) or any(
            NUMBER_LINE.search(one.text) or WRAPPER.search(one.text) for one in following
        )
        if (
            begun
            and row.mark is None
            and looks_like_title(row.text)
            and opens
            and (ended or len(row.text) > 12)
        ):
            return [
                Problem(
                    "two_documents",
                    f"文件里似乎还有另一份公文，从“{row.text[:20]}”开始；请分成两个文件上传。",
                    row.start,
                    len(text),
                    severity=Severity.WARNING,
                )
            ]
    return []


def find_doubts(text: str, zones: Zones, meta: dict[str, Any]) -> list[Problem]:
    """Problems of the document as a whole, each with a remedy."""
    problems = [*_traditional(text), *_table_only(text), *_second_document(text, zones)]
    if zones.head and any(len(row.text) > 80 for row in zones.head):
        first, last = zones.head[0], zones.head[-1]
        message = "公文标题之前还有一段新闻或说明，已与正文分开；请确认标题是否正确。"
        problems.append(Problem("news_before", message, first.start, last.end, severity=Severity.WARNING))
    if not text.strip():
        problems.append(Problem("empty", "文件里没有文字。请确认文件是否完整，再重新上传。", 0, 0))
    elif meta.get("title") is None:
        problems.append(
            Problem(
                "no_title",
                "没有找到标题，标题留空；请补上或换用完整的文件。",
                0,
                0,
                severity=Severity.WARNING,
            )
        )
    return problems
