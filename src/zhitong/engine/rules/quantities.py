"""Numbers with their units as conditions print them: 500万元, 300人, 50%, 6个月."""

import re
from decimal import Decimal, localcontext

from zhitong.engine.rules.nodes import Quantity
from zhitong.engine.values import Problem
from zhitong.engine.values.money import parse_money, print_money
from zhitong.engine.values.shares import parse_share, print_share

PERIODS = ("year", "quarter", "month", "day")

_COUNT = re.compile(r"(?P<number>[+-]?\d{1,16}(?:\.\d{1,8})?)(?P<step>[万亿]?)(?P<unit>[^\d\s,，、\[\].]*)")
_STEPS = {"": 1, "万": 10_000, "亿": 100_000_000}
_DURATION_UNITS = {"years": ("年", "周年"), "months": ("个月", "月")}


def quantity_type(text: str) -> str:
    """`money` for anything in yuan, `share` for percentages, else `count`."""
    if text.endswith("元"):
        return "money"
    return "share" if text[-1:] in ("%", "‰", "‱") or text.startswith("百分之") else "count"


def count_unit(text: str) -> str:
    """The unit of a printed count: 人 of `300人`."""
    found = _COUNT.fullmatch(text)
    return found["unit"] if found else ""


def parse_quantity(text: str, period: str = "") -> tuple[Quantity | None, Problem | None]:
    """The quantity of a printed number; the text is kept as written."""
    kind = quantity_type(text)
    if kind == "money":
        amount, problem = parse_money(text)
    elif kind == "share":
        amount, problem = parse_share(text)
    else:
        amount, problem = _parse_count(text)
    if amount is None:
        return None, problem
    return Quantity(amount, text, period), None


def quantity_of(kind: str, amount: int, unit: str = "", period: str = "") -> Quantity:
    """The quantity of a number of fen, ten-thousandths or units, printed in the usual way."""
    if kind == "money":
        return Quantity(amount, print_money(amount), period)
    if kind == "share":
        return Quantity(amount, print_share(amount), period)
    return Quantity(amount, f"{amount}{unit}", period)


def is_duration(text: str, unit: str) -> bool:
    """Whether a count is printed in the unit (`years`, `months`) that an operator counts in."""
    return count_unit(text) in _DURATION_UNITS[unit]


def _parse_count(text: str) -> tuple[int | None, Problem | None]:
    found = _COUNT.fullmatch(text)
    if found is None:
        return None, Problem(
            "number_unreadable", f"“{text}”不是数字，请写成“300人”“50%”“500万元”这样带单位的数。"
        )
    with localcontext(prec=40):
        number = Decimal(found["number"]) * _STEPS[found["step"]]
        if number != number.to_integral_value():
            return None, Problem("number_not_whole", f"“{text}”不是整数，请用更小的单位写成整数。")
        return int(number), None
