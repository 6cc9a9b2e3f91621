"""Which provisions begin and end when, as a page and as a feed for calendars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import one_of
from zhitong.portal.pages.choices import PROVISION_KINDS
from zhitong.portal.pages.regions import region_choices
from zhitong.portal.provisions.queries import ProvisionRow, provision_rows

AHEAD = timedelta(days=730)
REMINDED_BEFORE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day on which a provision begins or has its last day."""

    day: date
    is_end: bool
    provision: ProvisionRow
    days_left: int


def deadlines_of(rows: Sequence[ProvisionRow], on: date) -> list[Deadline]:
    """First and last days from `on` within two years, the nearest first; drafts have none."""
    found = []
    for row in rows:
        if row.state in ("draft", "ended"):
            continue
        for day, is_end in ((row.starts, False), (row.ends, True)):
            if day is not None and on <= day <= on + AHEAD:
                found.append(Deadline(day, is_end, row, (day - on).days))
    return sorted(found, key=lambda one: (one.day, one.is_end, one.provision.title))


def asked_deadlines(
    request: HttpRequest, on: date
) -> tuple[list[Deadline], dict[str, str], list[ProvisionRow]]:
    """What the filters of the address leave, the filters, and all rows they chose from."""
    rows = list(provision_rows(on=on).values())
    asked = {
        "kind": one_of(request, "kind", PROVISION_KINDS),
        "region": one_of(request, "region", {row.region for row in rows if row.region}),
    }
    chosen = [
        row
        for row in rows
        if (not asked["kind"] or row.kind == asked["kind"])
        and (not asked["region"] or asked["region"].startswith(row.region))
    ]
    return deadlines_of(chosen, on), asked, rows


@open_to(Audience.EVERYONE)
def deadlines(request: HttpRequest) -> HttpResponse:
    """By month, with the address of the feed that keeps the same filters."""
    today = timezone.localdate()
    found, asked, rows = asked_deadlines(request, today)
    months = [(month, list(days)) for month, days in groupby(found, lambda one: one.day.replace(day=1))]
    query = request.GET.urlencode()
    feed = request.build_absolute_uri(reverse("deadlines_feed") + (f"?{query}" if query else ""))
    shown = {
        "months": months,
        "asked": asked,
        "is_narrowed": any(asked.values()),
        "kinds": list(PROVISION_KINDS.items()),
        "regions": region_choices({row.region for row in rows}),
        "feed": feed,
    }
    return render(request, "public/deadlines.html", shown)


@open_to(Audience.EVERYONE)
def deadlines_feed(request: HttpRequest) -> HttpResponse:
    """iCalendar (RFC 5545): whole-day events with a reminder a week before; the same event keeps its UID."""
    today = timezone.localdate()
    found, _asked, _rows = asked_deadlines(request, today)
    calendar = Calendar()
    calendar.add("prodid", "-//Zhitong//zh")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("惠企政策期限"))
    for one in found:
        calendar.add_component(event_of(one, request))
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="zhitong.ics"'
    return answer


def event_of(one: Deadline, request: HttpRequest) -> Event:
    """A deadline as an event."""
    event = Event()
    word = _("截止") if one.is_end else _("开始")
    sample = _("（示例）") if one.provision.is_sample else ""
    event.add("uid", f"{one.provision.key}-{'end' if one.is_end else 'start'}@{request.get_host()}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", f"{word}：{one.provision.title}{sample}")
    event.add("description", one.provision.summary)
    event.add("url", request.build_absolute_uri(reverse("provision", args=[one.provision.key])))
    event.add("transp", "TRANSPARENT")
    if one.is_end:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{word}：{one.provision.title}")
        alarm.add("trigger", -REMINDED_BEFORE)
        event.add_component(alarm)
    return event
