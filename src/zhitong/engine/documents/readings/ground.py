"""The text a reading stands on, and finding words again in another text."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from zhitong.engine.documents.readings.items import Words

# Fewer characters may stand anywhere: they are only looked for in their own clause.
TELLING = 6


@dataclass(frozen=True, slots=True)
class Ground:
    """A canonical text and its clauses as (path, start, end), in printed order."""

    text: str
    clauses: tuple[tuple[str, int, int], ...]
    spans: dict[str, tuple[int, int]] = field(default_factory=dict, compare=False)
    starts: list[int] = field(default_factory=list, compare=False)

    @classmethod
    def of(cls, text: str, clauses: Iterable[tuple[str, int, int]]) -> "Ground":
        """Prepared for look-ups; the first clause of a path counts."""
        listed = tuple(clauses)
        spans: dict[str, tuple[int, int]] = {}
        for path, start, end in listed:
            spans.setdefault(path, (start, end))
        return cls(text, listed, spans, [start for _, start, _ in listed])

    def path_at(self, offset: int) -> str:
        """The deepest clause that holds an offset; "" outside all."""
        place = bisect_right(self.starts, offset) - 1
        while place >= 0:
            path, start, end = self.clauses[place]
            if start <= offset < end:
                return path
            place -= 1
        return ""

    def span(self, path: str) -> tuple[int, int] | None:
        """Where a clause stands with all below it."""
        return self.spans.get(path)

    def within(self, quote: str, start: int, end: int) -> Iterator[int]:
        """Where a quote begins between two offsets."""
        place = self.text.find(quote, start, end)
        while place >= 0:
            yield place
            place = self.text.find(quote, place + 1, end)


def anchored(ground: Ground, start: int, end: int, path: str | None = None) -> Words:
    """The words from start to end with all that finds them again; outside the text they are empty."""
    quote = ground.text[start:end] if 0 <= start < end <= len(ground.text) else ""
    if not quote:
        return Words("", 0, 0, "")
    named = ground.path_at(start) if path is None else path
    begin, stop = ground.span(named) or (0, len(ground.text))
    before = sum(1 for place in ground.within(quote, begin, stop) if place < start)
    return Words(named, start, end, quote, before)


def find(words: Words, ground: Ground) -> Words | None:
    """The same words in another text: in their clause, else where they stand alone; None when gone."""
    if not words.quote:
        return words
    span = ground.span(words.path) if words.path else (0, len(ground.text))
    if span is not None:
        here = list(ground.within(words.quote, *span))
        if len(here) == 1 or words.nth < len(here):
            start = here[0] if len(here) == 1 else here[words.nth]
            return anchored(ground, start, start + len(words.quote), words.path)
        if here:
            return None
    if len(words.quote) < TELLING:
        return None
    anywhere = list(ground.within(words.quote, 0, len(ground.text)))
    if len(anywhere) != 1:
        return None
    return anchored(ground, anywhere[0], anywhere[0] + len(words.quote))
