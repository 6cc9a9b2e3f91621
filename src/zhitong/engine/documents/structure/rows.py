"""Lines of the canonical text with their offsets and the marks their form suggests."""

import re
from dataclasses import dataclass

from zhitong.engine.documents.text.marks import Mark, read_mark

SENTENCE_END = re.compile(r"[。！？]")
BARE_NUMBER = re.compile(r"(?P<number>[1-9]\d?)[\s　]*(?=[\u4e00-\u9fff])(?![年月日个件])")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the canonical text with its offsets and the mark its form suggests."""

    start: int
    end: int
    text: str
    mark: Mark | None


def rows_of(text: str) -> list[Row]:
    """The paragraphs of a canonical text."""
    rows = []
    position = 0
    for line in text.split("\n"):
        rows.append(Row(position, position + len(line), line, read_mark(line)))
        position += len(line) + 1
    return _with_bare_numbers(rows)


def _with_bare_numbers(rows: list[Row]) -> list[Row]:
    """In a text numbered 1.1, 1.2, the heads above (1总则) bear a number without a point."""
    below = {row.mark.label.split(".")[0] for row in rows if row.mark and row.mark.form == "decimal"}
    if len(below) < 2:
        return rows
    found = []
    for row in rows:
        bare = BARE_NUMBER.match(row.text) if row.mark is None else None
        if bare is not None and len(row.text) <= 30 and not SENTENCE_END.search(row.text):
            number = int(bare["number"])
            row = Row(row.start, row.end, row.text, Mark("digit", number, str(number), bare.end()))
        found.append(row)
    return found
