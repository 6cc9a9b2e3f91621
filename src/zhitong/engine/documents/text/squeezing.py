"""A copy of a text that patterns can rely on, with the way back to the original offsets.

Blanks inside lines are gone, full-width letters and digits are half-width, sentence punctuation is
full-width; paragraphs still end with a line feed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_BLANKS = set(" \t\r\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff\x0b\x0c")
_FOLD = {
    **{chr(0xFF01 + i): chr(0x21 + i) for i in range(94)},
    "(": "（", ")": "）", "，": "，", ",": "，", ";": "；", ":": "：", "；": "；", "：": "：",
    "（": "（", "）": "）", "！": "！", "？": "？", "﹪": "%", "–": "—", "―": "—", "─": "—",
    "｜": "｜", "〝": "“", "〞": "”", "㎡": "㎡",
}  # fmt: skip
_TABLE = str.maketrans(_FOLD)
_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Squeezed:
    """`text` is the copy; character `i` of it stands at `offsets[i]` of the original."""

    text: str
    offsets: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that the span `start:end` of the copy stands for; `end > start`."""
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(maxsize=8)
def squeeze(text: str, keep_lines: bool = True) -> Squeezed:
    """The copy of `text`; with `keep_lines` false line feeds are dropped too (for marks split over lines)."""
    dropped = _BLANKS if keep_lines else _BLANKS | {"\n"}
    kept = [i for i, char in enumerate(text) if char not in dropped]
    folded = "".join([text[i] for i in kept]).translate(_TABLE)
    return Squeezed(_THOUSANDS.sub(",", folded), tuple(kept))
