"""Where the n-th sentence of a clause's own words is."""

import re

# A closing quote or bracket belongs to the sentence it closes.
SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+[”’）》」]*|[^。！？；\n]+$")
FULL = re.compile(r"[^。！？\n]*[。！？\n]+[”’）》」]*|[^。！？\n]+$")


def sentence_span(text: str, start: int, end: int, ordinal: int) -> tuple[int, int] | None:
    """Offsets of sentence `ordinal` (from 1; ended by 。！？ or a line end) between start and end."""
    count = 0
    for match in FULL.finditer(text, start, end):
        words = match.group()
        if not words.strip():
            continue
        count += 1
        if count == ordinal:
            low = match.start() + len(words) - len(words.lstrip())
            return low, match.start() + len(words.rstrip())
    return None
