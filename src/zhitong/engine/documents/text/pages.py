"""Where a printed page ends: measured from the breaks that fell inside sentences."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from zhitong.engine.documents.text.lines import (
    Line,
    Style,
    ends_sentence,
    paragraph_ends,
    stands_alone,
    width_of,
)

INDENT = 2  # GB/T 9704: the first line of a paragraph is indented by two characters


@dataclass(frozen=True, slots=True)
class Page:
    """Characters per line and lines per page, as far as the source shows them."""

    columns: int
    rows: float


def _width(line: Line) -> float:
    return width_of(line.text.replace(" ", "")) + INDENT


def _is_full(width: float, columns: int) -> bool:
    rest = width % columns
    return rest <= 1 or rest >= columns - 1.5


def _rows(lines: Sequence[Line], columns: int) -> int:
    return sum(math.ceil(_width(line) / columns) for line in lines)


def _breaks(lines: Sequence[Line], style: Style) -> list[int]:
    return [
        index
        for index in range(len(lines) - 1)
        if "\t" not in lines[index].text
        and not paragraph_ends(lines[index].text, lines[index], lines[index + 1], style)
    ]


def measure(lines: Sequence[Line], style: Style) -> tuple[Page | None, list[int]]:
    """The page of a flowing source whose sentences were cut at page ends; None without good evidence."""
    breaks = [] if style.wrapped or not all(line.soft for line in lines) else _breaks(lines, style)
    if len(breaks) < 5:
        return None, breaks
    best = max(range(24, 34), key=lambda columns: sum(_is_full(_width(lines[i]), columns) for i in breaks))
    if sum(_is_full(_width(lines[i]), best) for i in breaks) < 0.5 * len(breaks):
        return None, breaks
    counts = [_rows(lines[one + 1 : other + 1], best) for one, other in pairwise(breaks)]
    return Page(best, median(sorted(counts)[: max(3, len(counts) * 2 // 3)])), breaks


def _may_go_on(line: Line, following: Line) -> bool:
    if following.mark is not None or "\t" in line.text or stands_alone(following) or stands_alone(line):
        return False
    return line.width >= 18 and line.text[-1] not in "：:"


def _by_count(lines: Sequence[Line], page: Page, breaks: list[int]) -> set[int]:
    """Where no page numbers are printed: a whole page after the page before it."""
    found: set[int] = set()
    for before, after in pairwise(breaks):
        if _rows(lines[before + 1 : after + 1], page.columns) < 1.6 * page.rows:
            continue
        rows = 0
        for index in range(before + 1, after):
            rows += math.ceil(_width(lines[index]) / page.columns)
            line, following = lines[index], lines[index + 1]
            near = abs(rows - page.rows) <= (2 if ends_sentence(line.text) else 3)
            if near and _may_go_on(line, following) and _is_full(_width(line), page.columns):
                found.add(index)
    return found


def silent_breaks(lines: Sequence[Line], style: Style, ended: set[int]) -> set[int]:
    """Lines after which a page ended where the words alone do not show that the paragraph goes on.

    Such a line ends a sentence or looks like a heading, but is full to the last column; the page is
    known to end there (`ended`: a page number stood below) or by counting lines; the next opens nothing.
    """
    page, breaks = measure(lines, style)
    if page is None:
        return (
            {
                index
                for index in ended
                if not ends_sentence(lines[index].text)
                and lines[index].width >= 18
                and _may_go_on(lines[index], lines[index + 1])
            }
            if not style.wrapped
            else set()
        )
    if ended:
        return {
            index
            for index in ended
            if _may_go_on(lines[index], lines[index + 1]) and _is_full(_width(lines[index]), page.columns)
        }
    return _by_count(lines, page, breaks)
