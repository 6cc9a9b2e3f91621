"""Days, whole months and years, ranges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhitong.engine.values import (
    DateRange,
    add_months,
    full_months_between,
    full_years_between,
    parse_date,
    print_date,
)

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2024-06-30",
        "2024/6/30",
        "2024.6.30",
        "20240630",
        "2024年6月30日",
        " 2024 年 6 月 30 日",
        "２０２４年６月３０日",
        "二〇二四年六月三十日",
        "2024-06-30 00:00:00",
        "2024-06-30T00:00:00",
    ],
)
def test_forms_of_one_day(text):
    assert parse_date(text) == (date(2024, 6, 30), None)


@pytest.mark.parametrize(
    ("text", "day"),
    [("二零二三年十二月十一日", date(2023, 12, 11)), ("二○二三年十月二十五日", date(2023, 10, 25))],
)
def test_chinese_numerals(text, day):
    assert parse_date(text) == (day, None)


@pytest.mark.parametrize("text", ["2024-02-30", "2024年底", "去年", "", "2024-13-01", "2024-06-30 12:30"])
def test_no_such_day(text):
    day, problem = parse_date(text)
    assert day is None
    assert "请写成" in problem.message


@given(DAYS)
def test_a_day_survives_print_and_parse(day):
    assert parse_date(print_date(day)) == (day, None)
    assert parse_date(day.isoformat()) == (day, None)


@given(DAYS, st.integers(0, 600))
def test_whole_months_agree_with_adding_months(day, months):
    later = add_months(day, months)
    assert full_months_between(day, later) == months
    assert full_months_between(day, later - timedelta(days=1)) == months - 1


def test_a_leap_day_is_a_year_older_at_the_end_of_february():
    assert full_years_between(date(2020, 2, 29), date(2021, 2, 27)) == 0
    assert full_years_between(date(2020, 2, 29), date(2021, 2, 28)) == 1
    assert full_years_between(date(2020, 2, 29), date(2024, 2, 28)) == 3


def test_ranges_include_both_ends():
    window = DateRange(date(2023, 1, 1), date(2027, 12, 31))
    assert date(2023, 1, 1) in window
    assert date(2027, 12, 31) in window
    assert date(2028, 1, 1) not in window
    assert date(1900, 1, 1) in DateRange(None, None)


def test_overlap_of_ranges():
    early, late = DateRange(None, date(2024, 12, 31)), DateRange(date(2023, 1, 1), None)
    assert early.overlap(late) == DateRange(date(2023, 1, 1), date(2024, 12, 31))
    assert early.overlap(DateRange(date(2025, 1, 1), None)) is None


def test_an_empty_range_cannot_be_made():
    with pytest.raises(ValueError, match="empty"):
        DateRange(date(2024, 1, 2), date(2024, 1, 1))
