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
# Offices publish in traditional characters too; the words that patterns look for are read alike.
_TRADITIONAL = (
    "計餘業達萬億戶個轉帶動經營貸額產質顯躍佔總與對級區縣鄉鎮農創辦構園實現爭確認開發設備補貼"
    "獎勵資費減稅繳險勞務機關單員長時間場進數結規劃標準為從後續條項類據題環節術龍頭處濟貿賬壓"
    "縮價財貫徹體"
)
_SIMPLIFIED = (
    "计余业达万亿户个转带动经营贷额产质显跃占总与对级区县乡镇农创办构园实现争确认开发设备补贴"
    "奖励资费减税缴险劳务机关单员长时间场进数结规划标准为从后续条项类据题环节术龙头处济贸账压"
    "缩价财贯彻体"
)
_TABLE = str.maketrans(_FOLD) | str.maketrans(_TRADITIONAL, _SIMPLIFIED)
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
