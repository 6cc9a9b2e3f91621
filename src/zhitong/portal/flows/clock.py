"""The time in China, for what nobody gave a day to."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def beijing_now() -> datetime:
    """The moment in China."""
    return datetime.now(BEIJING)


def today() -> date:
    """The day in China."""
    return beijing_now().date()
