"""Part of an amount: for the months or days of a window that lie in the period, or by a share of a fact."""

from calendar import monthrange
from dataclasses import replace
from datetime import date

from zhitong.engine.rules.amounts import WHOLE, Amount, Ceiling, NotStated, ProRata
from zhitong.engine.rules.provision import Window

_MONTHS = {"year": 12, "quarter": 3, "month": 1}
ROUNDED = {"half_up": "四舍五入", "down": "舍去尾数"}


def for_window(amount: Amount, window: Window, day: date) -> Amount:
    """The amount with the part of the period that the window covers; not stated without a stated end."""
    if isinstance(amount, NotStated | Ceiling) or amount.pro_rata is None or amount.pro_rata.by == "share":
        return amount
    if window.ends is None and not window.long_term:
        return NotStated("文件没有写明截止日期，无法按期限折算金额")
    part = part_of_period(amount.pro_rata.by, amount.period, window, day)
    return replace(amount, pro_rata=replace(amount.pro_rata, part=part))


def part_of_period(by: str, period: str, window: Window, day: date) -> tuple[int, int]:
    """Months (begun ones count) or days of the window in the period around a day, and those of the period."""
    first, last = period_around(period, day)
    starts = first if window.starts is None else max(first, window.starts)
    ends = last if window.ends is None else min(last, window.ends)
    if starts > ends:
        return 0, _counted(by, first, last)
    return _counted(by, starts, ends), _counted(by, first, last)


def period_around(period: str, day: date) -> tuple[date, date]:
    """First and last day of the year, quarter or month in which a day lies."""
    months = _MONTHS[period]
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    return date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1])


def _counted(by: str, first: date, last: date) -> int:
    if by == "days":
        return (last - first).days + 1
    return (last.year - first.year) * 12 + last.month - first.month + 1


def take_part(fen: int, part: int, whole: int, rule: ProRata) -> int:
    """So many of so many parts of an amount, rounded to whole units of the rule."""
    unit = rule.unit_fen
    if rule.rounding == "down":
        return fen * part // (whole * unit) * unit
    return (2 * fen * part + whole * unit) // (2 * whole * unit) * unit


def share_within(share: int) -> int:
    """A share as a part: never less than nothing, never more than the whole."""
    return min(max(share, 0), WHOLE)


def rounding_text(rule: ProRata) -> str:
    """四舍五入到分, 舍去尾数到元."""
    return f"{ROUNDED[rule.rounding]}到{'元' if rule.unit_fen > 1 else '分'}"


def rule_text(rule: ProRata, label: str = "") -> str:
    """How the part is found, in a few words; `label` names the fact of a share."""
    if rule.by == "share":
        return f"按{label}折算，{rounding_text(rule)}"
    measured = "月数折算（不足一月的按一月）" if rule.by == "months" else "天数折算"
    return f"按有效期在当期内的{measured}，{rounding_text(rule)}"
