"""Legal dates: days without a time, read from ISO and Chinese forms; ranges include both ends."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from zhitong.engine.values.problems import Problem

_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))")
_ISO_TIME = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:\d\d)?")
_DIGITS = {digit: str(number) for number, digit in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_TENS = re.compile(r"([一二三四五六七八九])?十([一二三四五六七八九])?")
_REMEDY = "请写成“2024-06-30”或“2024年6月30日”"


def parse_date(text: str) -> tuple[date | None, Problem | None]:
    """The day of `2024-06-30`, `2024/6/30`, `20240630`, `2024年6月30日` or `二〇二四年六月三十日`."""
    clean = _ISO_TIME.sub("", unicodedata.normalize("NFKC", text).strip()).replace(" ", "")
    found = _DATE.fullmatch(_arabic(clean))
    if found is None:
        return None, Problem("date_unreadable", f"日期“{text}”读不懂，{_REMEDY}。")
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day), None
    except ValueError:
        return None, Problem("date_impossible", f"日期“{text}”在日历上不存在，{_REMEDY}。")


def print_date(day: date) -> str:
    """`2024年6月30日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def _arabic(text: str) -> str:
    with_tens = _TENS.sub(lambda tens: f"{_DIGITS.get(tens[1], '1')}{_DIGITS.get(tens[2], '0')}", text)
    return "".join(_DIGITS.get(character, character) for character in with_tens)


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months later; where there is none, the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def full_months_between(start: date, end: date) -> int:
    """How many whole months have passed on `end`; negative when `end` comes first."""
    months = (end.year - start.year) * 12 + end.month - start.month
    while add_months(start, months) > end:
        months -= 1
    return months


def full_years_between(start: date, end: date) -> int:
    """How many whole years have passed on `end` (满 N 年 on the anniversary itself)."""
    return full_months_between(start, end) // 12


@dataclass(frozen=True, slots=True)
class DateRange:
    """From when to when, both days included; None is open."""

    start: date | None
    end: date | None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError(f"range {self.start}..{self.end} is empty")

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlap(self, other: "DateRange") -> "DateRange | None":
        """The days in both, or None."""
        starts = [day for day in (self.start, other.start) if day is not None]
        ends = [day for day in (self.end, other.end) if day is not None]
        start, end = max(starts, default=None), min(ends, default=None)
        if start is not None and end is not None and start > end:
            return None
        return DateRange(start, end)
