"""The normal form in which text and question meet: half width, lower case, simplified, 〔〕, no inner blanks.

Only the copy that is searched is normalised; the stored text never changes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhitong.engine.documents.text.traditional import TABLE as SIMPLIFIED

_TABLE = {0xFF01 + i: 0x21 + i for i in range(94)}
_TABLE |= {ord(char): ord("〔") for char in "［[【﹝"} | {ord(char): ord("〕") for char in "］]】﹞"}
_TABLE |= {0x3000: 0x20, 0x00A0: 0x20, 0x0130: ord("i"), ord("○"): ord("〇"), ord("﹪"): ord("%")}
_TABLE |= {0xFF3B: ord("〔"), 0xFF3D: ord("〕")}
# One character for one, so that places stay.
_TABLE |= {code: ord(char) for code, char in SIMPLIFIED.items()}
# Blanks stay only between two Latin letters or digits, where they part words.
_BLANKS = re.compile(r"[\u200b\ufeff]+|(?<![a-z0-9])[\s]+|[\s]+(?![a-z0-9])")
_YEAR = re.compile(r"(?<=[\u4e00-\u9fff])\(((?:19|20)\d\d)年?\)(?=第?\d{1,5}号?)")


@dataclass(frozen=True, slots=True)
class Normalised:
    """`text` in normal form; its character `i` stands at `places[i]` of the original."""

    text: str
    places: Sequence[int]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that `start:end` of the normal form stands for; `end > start`."""
        return self.places[start], self.places[end - 1] + 1


def _folded(text: str) -> str:
    """The same length as the text: widths, brackets, case and simplified characters only."""
    folded = text.translate(_TABLE)
    lower = folded.lower()
    if len(lower) != len(folded):  # a letter whose lower case is longer stays as it is
        lower = "".join(one.lower() if len(one.lower()) == 1 else one for one in folded)
    return _YEAR.sub(lambda found: "〔" + found[0][1:-1] + "〕", lower)


def normalise(text: str) -> str:
    """The normal form."""
    return _YEAR.sub(lambda found: "〔" + found[0][1:-1] + "〕", _BLANKS.sub("", _folded(text)))


def normalise_with_places(text: str) -> Normalised:
    """The normal form with the way back to the original."""
    folded = _folded(text)
    if _BLANKS.search(folded) is None:
        return Normalised(folded, range(len(folded)))
    kept: list[int] = []
    place = 0
    for found in _BLANKS.finditer(folded):
        kept.extend(range(place, found.start()))
        place = found.end()
    kept.extend(range(place, len(folded)))
    squeezed = "".join([folded[i] for i in kept])
    return Normalised(_YEAR.sub(lambda found: "〔" + found[0][1:-1] + "〕", squeezed), tuple(kept))
