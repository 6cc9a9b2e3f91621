"""Numbers as officials write them: 8.2万, 2万亿, 一百二十, 百分之三十, 万分之五, 三分之一, 两次.

All patterns expect the squeezed copy of a text (see `squeezing`).
"""

import re
from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2}
_DIGITS |= {"叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_HAN = "零一二三四五六七八九〇○两壹贰叁肆伍陆柒捌玖十百千拾佰仟"

MAGNITUDES: dict[str, int] = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8,
    "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
}  # fmt: skip
MAGNITUDE = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百"
ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
HAN = rf"[{_HAN}]+(?:[万亿][{_HAN}]*)*|[万亿]"
NUMBER = rf"(?:{ARABIC})|(?:{HAN})"
_SHARE = {"百分之": Decimal(1), "千分之": Decimal("0.1"), "万分之": Decimal("0.01")}
_FRACTION = re.compile(rf"^([{_HAN}]+)分之([{_HAN}]+)$")
_DIGITWISE = re.compile(r"^[零一二三四五六七八九〇○]{2,}$")


def han_integer(words: str) -> int | None:
    """The whole number a Chinese numeral stands for, digit by digit (二〇二五) or by places; else None."""
    if _DIGITWISE.match(words):
        return int("".join(str(_DIGITS[char]) for char in words))
    total = section = digit = 0
    seen = False
    for char in words:
        if char in _DIGITS:
            digit, seen = _DIGITS[char], True
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit, seen = 0, True
        elif char in _LARGE:
            if char == "亿":
                total = (total + section + digit or 1) * _LARGE[char]
            else:
                total += (section + digit or 1) * _LARGE[char]
            section, digit, seen = 0, 0, True
        else:
            return None
    return total + section + digit if seen else None


def print_han(number: int) -> str:
    """The Chinese numeral of a whole number from 0 up to 9999 9999 9999 (十四, not 一十四)."""
    words = _print(number)
    return words[1:] if words.startswith("一十") else words


def _print(number: int) -> str:
    if number == 0:
        return "零"
    for word, size in (("亿", 10**8), ("万", 10**4)):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return _print(high) + word + gap + (_print(low) if low else "")
    words, skipped = "", False
    for word, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, size)
        if digit:
            words += ("零" if skipped and words else "") + "零一二三四五六七八九"[digit] + word
        skipped = digit == 0
    return words


def plain(words: str) -> Decimal | None:
    """The value of a number in digits, in Chinese, or in digits with a magnitude (8.2万); else None."""
    arabic = re.match(rf"^({ARABIC})({MAGNITUDE})?$", words)
    if arabic:
        return Decimal(arabic[1].replace(",", "")) * MAGNITUDES.get(arabic[2] or "", 1)
    whole = han_integer(words)
    return None if whole is None else Decimal(whole)


def share(words: str) -> Decimal | None:
    """百分之三十 → 30, 万分之五 → 0.05, 三分之一 → 33.33, in per cent; None if it is none of these."""
    for head, factor in _SHARE.items():
        if words.startswith(head):
            part = plain(words[len(head) :])
            return None if part is None else part * factor
    if slashed := re.fullmatch(r"(\d)/(\d)", words):
        return (Decimal(slashed[1]) * 100 / Decimal(slashed[2])).quantize(Decimal("0.01"))
    found = _FRACTION.match(words)
    if not found:
        return None
    below, above = han_integer(found[1]), han_integer(found[2])
    if not below or above is None:
        return None
    return (Decimal(above) * 100 / Decimal(below)).quantize(Decimal("0.01"))
