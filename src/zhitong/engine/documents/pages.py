"""Where a printed page ends: measured from the breaks that fell inside sentences."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from zhitong.engine.documents.lines import Line, Style, ends_sentence, is_heading, paragraph_ends, width_of

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


def silent_breaks(lines: Sequence[Line], style: Style) -> set[int]:
    """Lines after which a page ended at the end of a sentence, but probably not of a paragraph.

    Such a line is full to the last column, stands a whole page after the page before it, and the
    next line opens nothing.
    """
    page, breaks = measure(lines, style)
    if page is None:
        return set()
    found: set[int] = set()
    for before, after in pairwise(breaks):
        rows = 0
        if _rows(lines[before + 1 : after + 1], page.columns) < 1.6 * page.rows:
            continue
        for index in range(before + 1, after):
            rows += math.ceil(_width(lines[index]) / page.columns)
            line, following = lines[index], lines[index + 1]
            near = abs(rows - page.rows) <= 2
            opens = following.mark is not None or is_heading(line) or following.text[0] in "（("
            if near and not opens and ends_sentence(line.text) and _is_full(_width(line), page.columns):
                found.add(index)
    return found
