"""The words of a document cut into passages (one clause's own words) and sentences, in squeezed form."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from zhitong.engine.documents.outline import Clause, Outline
from zhitong.engine.documents.text.squeezing import Squeezed, squeeze

_STOP = re.compile(r"[。！？\n]")
_MARK = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+[编篇章节条](?:之[一二三四五六七八九十]+)?|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}(?=[\u4e00-\u9fff])|\d{1,3}[.、](?!\d)|[①-⑳]|[—\-]{1,6})"
)
_PART = re.compile(r"[。！？；\n]")


@dataclass(frozen=True, slots=True)
class Passage:
    """`copy.text[start:end]` are a clause's own words; `above` its headings from the top, own one last."""

    path: str
    above: tuple[str, ...]
    copy: Squeezed
    start: int
    end: int
    kind: str = "clause"
    mark: int = -1  # where the clause's own mark begins, before `start`

    @property
    def text(self) -> str:
        """The squeezed words."""
        return self.copy.text[self.start : self.end]

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Spans in the copy that end at a full stop or a paragraph's end; brackets hold together."""
        return _cut(self.copy.text, self.start, self.end, _STOP)

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The spans between semicolons of a sentence."""
        return _cut(self.copy.text, start, end, _PART)


def _cut(text: str, start: int, end: int, stops: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    begin, depth = start, 0
    for place in range(start, end):
        char = text[place]
        if char in "（【":
            depth += 1
        elif char in "）】":
            depth = max(0, depth - 1)
        elif stops.match(char) and (depth == 0 or char == "\n"):
            depth = 0
            if place > begin:
                yield begin, place
            begin = place + 1
    if end > begin:
        yield begin, end


def literal(outline: Outline, copy: Squeezed, start: int, end: int) -> tuple[int, int, str]:
    """Offsets in the canonical text and the literal words for a span of the copy."""
    first, last = copy.back(start, end)
    return first, last, outline.text[first:last]


def passages(outline: Outline) -> tuple[Passage, ...]:
    """The passages of an outline in printed order; words outside every clause have the path ''."""
    return _passages(outline.text, outline.clauses)


@lru_cache(maxsize=4)
def _passages(text: str, clauses: tuple[Clause, ...]) -> tuple[Passage, ...]:
    copy = squeeze(text)
    headings: dict[str, tuple[str, ...]] = {}
    found: list[Passage] = []
    covered = 0
    for clause in sorted(clauses, key=lambda one: (one.start, one.level)):
        above = (*headings.get(clause.parent or "", ()), clause.heading)
        headings[clause.id] = above
        start = max(covered, clause.start)
        if clause.start > covered:
            found.extend(_between(copy, covered, clause.start))
        stop = clause.body_end if clause.body_end > clause.start else clause.end
        first, last = bisect_left(copy.offsets, start), bisect_left(copy.offsets, stop)
        marked = _MARK.match(copy.text, first, last) if clause.label else None
        begun, first = first, marked.end() if marked else first
        if last > first:
            found.append(Passage(clause.path, above, copy, first, last, clause.kind, begun))
        covered = max(covered, stop)
    found.extend(_between(copy, covered, len(text)))
    return tuple(found)


def _between(copy: Squeezed, start: int, end: int) -> list[Passage]:
    first, last = bisect_left(copy.offsets, start), bisect_left(copy.offsets, end)
    return [Passage("", (), copy, first, last)] if last > first else []


def paths_at(outline: Outline) -> Callable[[int], str]:
    """A function from an offset of the canonical text to the path of the clause whose own words hold it."""
    spans = sorted(
        (
            passage.copy.offsets[passage.mark if passage.mark >= 0 else passage.start],
            passage.copy.offsets[passage.end - 1] + 1,
            passage.path,
        )
        for passage in passages(outline)
    )
    starts = [span[0] for span in spans]

    def path_of(offset: int) -> str:
        place = bisect_right(starts, offset) - 1
        return spans[place][2] if place >= 0 and offset < spans[place][1] else ""

    return path_of
