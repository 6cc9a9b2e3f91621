"""Counting months: a missing day of a month is its last day (Civil Code, article 202)."""

from calendar import monthrange
from datetime import date, timedelta

from zhitong.engine.values import dates


def add_months(day: date, months: int) -> date:
    """The day `months` later (or earlier, if negative), held inside the calendar of years 1 to 9999."""
    index = day.year * 12 + day.month - 1 + months
    if index < 12:
        return date.min
    if index >= 120_000:
        return date.max
    return dates.add_months(day, months)


def latest_start(as_of: date, months: int) -> date:
    """The last day from which `months` are full on `as_of`: start + months <= as_of."""
    shifted = add_months(as_of, -months)
    if as_of.day == monthrange(as_of.year, as_of.month)[1]:
        return shifted.replace(day=monthrange(shifted.year, shifted.month)[1])
    return shifted


def earliest_start(as_of: date, months: int) -> date:
    """The first day from which `months` are not exceeded on `as_of`: start + months >= as_of."""
    shifted = add_months(as_of, -months)
    return shifted if shifted.day >= as_of.day else shifted + timedelta(days=1)
