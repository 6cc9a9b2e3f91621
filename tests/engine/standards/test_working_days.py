"""The national calendar against a slow count, and the missing year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhitong.engine.standards import packaged_standards, read_calendar
from zhitong.engine.standards.loading import PACKS

CALENDAR = packaged_standards().calendar
TABLE = (PACKS / "china" / "data" / "holidays_cn_2023_2026.csv").read_text(encoding="utf-8")
DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))


def slow(day):
    for line in TABLE.splitlines():
        if line.startswith(day.isoformat()):
            return ",makeup_workday," in line
    return day.isoweekday() <= 5


@given(DAYS)
def test_one_day(day):
    assert CALENDAR.is_working_day(day) is slow(day)


@given(DAYS, st.integers(0, 40))
def test_adding_working_days_is_counting_them_one_by_one(start, days):
    end, problems = CALENDAR.add_working_days(start, days)
    if end is None:
        assert "2027年工作日历未导入" in problems[0].message
        return
    passed = [start + timedelta(days=offset) for offset in range(1, (end - start).days + 1)]
    assert sum(map(slow, passed)) == days
    assert days == 0 or slow(end)
    assert CALENDAR.working_days_between(start, end) == (days, ())
    assert CALENDAR.working_days_between(end, start) == (-days, ())


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),  # a Saturday made a working day
        (date(2026, 10, 11), False),
        (date(2025, 1, 26), True),  # the Sunday before the Spring Festival of 2025
        (date(2027, 3, 1), None),
        (date(2022, 12, 30), None),
    ],
)
def test_known_days(day, works):
    assert CALENDAR.is_working_day(day) is works


def test_a_missing_year_is_named_and_never_guessed():
    end, problems = CALENDAR.add_working_days(date(2026, 12, 28), 7)
    assert end is None
    assert [problem.code for problem in problems] == ["calendar_year_missing"]
    assert "2027年" in problems[0].message
    count, problems = CALENDAR.working_days_between(date(2026, 12, 31), date(2028, 1, 1))
    assert count is None
    assert [problem.where for problem in problems] == ["2027", "2028"]


def test_counting_back():
    assert CALENDAR.add_working_days(date(2026, 10, 9), -2) == (date(2026, 9, 30), ())


def test_a_year_can_be_added_and_half_a_year_is_refused():
    extra = "date,kind\n2027-01-01,holiday\n2027-10-01,holiday\n"
    calendar, problems = read_calendar(TABLE, extra)
    assert problems == ()
    assert 2027 in calendar.years
    calendar, problems = read_calendar("date,kind\n2027-01-01,holiday\n2027-13-01,holiday\n2027-01-02,off\n")
    assert calendar.years == frozenset()
    assert [problem.where for problem in problems] == ["3", "4", "2027"]
