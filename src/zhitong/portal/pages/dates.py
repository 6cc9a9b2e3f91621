"""Days in words."""

from datetime import date

from django.utils.translation import get_language


def day_words(value: date) -> str:
    """A legal date: `2026年1月1日`; in English `2026-01-01`."""
    if get_language() == "en":
        return value.isoformat()
    return f"{value.year}年{value.month}月{value.day}日"
