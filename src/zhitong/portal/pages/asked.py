"""What an address asks: whole numbers and days, read without trust."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

EARLIEST = date(1990, 1, 1)
LATEST = date(2100, 12, 31)


def whole_number(request: HttpRequest, name: str) -> int | None:
    """The value as a whole number of at most nine digits, else None."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def page_number(request: HttpRequest) -> int:
    """The page of a list that is asked, from 1."""
    return max(1, whole_number(request, "page") or 1)


def words(request: HttpRequest, name: str = "q", longest: int = 60) -> str:
    """Text as typed, trimmed and cut; control characters are dropped."""
    typed = request.GET.get(name, "").strip()[:longest]
    return "".join(sign for sign in typed if sign.isprintable())


def one_of(request: HttpRequest, name: str, offered: object) -> str:
    """The value when it is among those offered, else nothing."""
    value = request.GET.get(name, "")
    return value if value in offered else ""  # type: ignore[operator] # any container of texts


def asked_day(request: HttpRequest, name: str = "on") -> tuple[date, str]:
    """The day asked, today when none is; with the text that was no day, for the page to say so."""
    today = timezone.localdate()
    sent = request.POST if request.method == "POST" else request.GET
    text = sent.get(name, "").strip()
    if not text:
        return today, ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today, text[:20]
    return (day, "") if EARLIEST <= day <= LATEST else (today, text[:20])
