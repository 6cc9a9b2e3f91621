"""Money is a whole number of fen; print and parse are exact and undo each other."""

import re
import unicodedata
from decimal import Decimal

from zhitong.engine.values.problems import Problem

UNITS: dict[str, int] = {
    "分": 1,
    "角": 10,
    "元": 100,
    "千元": 100_000,
    "万元": 1_000_000,
    "百万元": 100_000_000,
    "千万元": 1_000_000_000,
    "亿元": 10_000_000_000,
    "万亿元": 100_000_000_000_000,
}
_SHORT = {"万": "万元", "亿": "亿元", "千万": "千万元", "百万": "百万元", "块": "元", "圆": "元"}
_MONEY = re.compile(r"(?P<number>[+-]?\d{1,16}(?:\.\d{1,8})?)(?P<unit>[^\d.+-]*)")
_PRINTED = (("亿元", 2), ("万元", 2))
_REMEDY = "请写成“50万元”“3亿元”“1200元”这样带单位的金额"


def parse_money(text: str) -> tuple[int | None, Problem | None]:
    """Fen of a printed amount such as `50万元`, `1,200元`, `３亿元`; a bare number is refused."""
    clean = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").removeprefix("人民币")
    found = _MONEY.fullmatch(clean)
    if found is None:
        return None, Problem("money_unreadable", f"金额“{text}”读不懂，{_REMEDY}。")
    unit = found["unit"].removesuffix("人民币")
    unit = _SHORT.get(unit, unit)
    if not unit:
        return None, Problem("money_without_unit", f"金额“{text}”没有单位，{_REMEDY}。")
    if unit not in UNITS:
        return None, Problem("money_unit_unknown", f"金额“{text}”的单位“{unit}”不认识，{_REMEDY}。")
    fen = Decimal(found["number"]) * UNITS[unit]
    if fen != fen.to_integral_value():
        return None, Problem("money_below_fen", f"金额“{text}”小于一分钱的部分无法记录，请精确到分。")
    return int(fen), None


def print_money(fen: int) -> str:
    """The amount in the largest unit that needs at most two decimals: `500万元`, `1.2亿元`, `12345.67元`."""
    for unit, decimals in _PRINTED:
        step = UNITS[unit]
        if abs(fen) >= step and fen % (step // 10**decimals) == 0:
            return _decimal(fen, step) + unit
    return _decimal(fen, UNITS["元"]) + "元"


def _decimal(amount: int, step: int) -> str:
    number = (Decimal(amount) / step).normalize()
    return f"{number:f}"
