"""Working days by the national calendar: published holidays and make-up days, never Monday to Friday."""

from dataclasses import dataclass
from datetime import date, timedelta

from zhitong.engine.standards.tables import rows_of
from zhitong.engine.values import Problem

_KINDS = {"holiday": False, "makeup_workday": True}
_SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """The exceptions to the plain week, and the years whose arrangement is known in full."""

    exceptions: dict[date, bool]
    years: frozenset[int]

    def is_working_day(self, day: date) -> bool | None:
        """True or False inside the known years; None where the year's arrangement is not known."""
        if day.year not in self.years:
            return None
        return self.exceptions.get(day, day.weekday() < _SATURDAY)

    def add_working_days(self, start: date, days: int) -> tuple[date | None, tuple[Problem, ...]]:
        """The day on which so many working days have passed; the first does not count (民法典第二百零一条).

        Negative numbers count back. A year without a known arrangement is a problem, not a guess.
        """
        step = timedelta(days=1 if days >= 0 else -1)
        day, left = start, abs(days)
        while left:
            day += step
            works = self.is_working_day(day)
            if works is None:
                return None, (self._missing(day.year),)
            left -= works
        return day, ()

    def working_days_between(self, start: date, end: date) -> tuple[int | None, tuple[Problem, ...]]:
        """How many working days lie after `start` up to and including `end`; negative when end is earlier."""
        first, last = min(start, end), max(start, end)
        unknown = [year for year in range(first.year, last.year + 1) if year not in self.years]
        if unknown:
            return None, tuple(self._missing(year) for year in unknown)
        days = (first + timedelta(days=offset) for offset in range(1, (last - first).days + 1))
        count = sum(1 for day in days if self.is_working_day(day))
        return (count if start <= end else -count), ()

    def _missing(self, year: int) -> Problem:
        message = f"{year}年工作日历未导入，无法计算工作日，请先导入国务院办公厅公布的{year}年放假安排。"
        return Problem("calendar_year_missing", message, where=str(year))


def read_calendar(*tables: str) -> tuple[Calendar, tuple[Problem, ...]]:
    """From CSV tables with columns date and kind (holiday or makeup_workday).

    A year counts as known when both its first of January and its first of October are listed.
    """
    problems: list[Problem] = []
    exceptions: dict[date, bool] = {}
    for table in tables:
        for number, row in rows_of(table):
            try:
                exceptions[date.fromisoformat(row["date"])] = _KINDS[row["kind"]]
            except (KeyError, ValueError):
                message = f"放假安排第{number}行有误：日期应如 2026-01-01，类型为 holiday 或 makeup_workday。"
                problems.append(Problem("calendar_row", message, where=str(number)))
    years = {day.year for day in exceptions}
    known = frozenset(y for y in years if date(y, 1, 1) in exceptions and date(y, 10, 1) in exceptions)
    for year in sorted(years - known):
        message = f"{year}年放假安排不完整（缺元旦或国庆节），这一年暂不能计算工作日，请补全后再导入。"
        problems.append(Problem("calendar_year_partial", message, where=str(year)))
    return Calendar(exceptions, known), tuple(problems)
