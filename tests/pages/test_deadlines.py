"""First and last days of provisions, on the page and in the feed."""

from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar

from zhitong.portal.pages.public.deadlines import deadlines_of
from zhitong.portal.provisions.queries import provision_rows

DAY = date(2026, 11, 24)


@pytest.fixture
def row(world, db):
    return next(iter(provision_rows(on=DAY).values()))


def test_days_from_today_on_are_listed_nearest_first(row):
    rows = [
        replace(row, state="open", starts=date(2026, 1, 1), ends=date(2026, 12, 31), title="b"),
        replace(row, state="open", starts=None, ends=DAY, title="a"),
        replace(row, state="upcoming", starts=date(2027, 1, 1), ends=None, title="c"),
        replace(row, state="open", starts=None, ends=date(2030, 1, 1), title="too far"),
        replace(row, state="ended", starts=None, ends=date(2026, 11, 23), title="over"),
        replace(row, state="draft", starts=None, ends=date(2026, 12, 1), title="draft"),
    ]
    found = [(one.provision.title, one.is_end, one.days_left) for one in deadlines_of(rows, DAY)]
    assert found == [("a", True, 0), ("b", True, 37), ("c", False, 38)]


def test_the_page_and_the_feed_say_the_same(visit):
    page = visit().get("/deadlines")
    shown = [one for _month, days in page.context["months"] for one in days]
    feed = Calendar.from_ical(visit().get("/deadlines.ics").content)
    events = [(one.decoded("dtstart"), str(one["summary"]).split("：", 1)[1]) for one in feed.walk("VEVENT")]
    assert shown
    assert [day for day, _title in events] == [one.day for one in shown]
    assert all(
        title.startswith(one.provision.title) for (_day, title), one in zip(events, shown, strict=True)
    )


def test_the_feed_keeps_the_filters_and_its_uids(visit):
    one, again = (visit().get("/deadlines.ics?kind=relief").content for _ in range(2))
    assert one == again
    uids = [str(event["uid"]) for event in Calendar.from_ical(one).walk("VEVENT")]
    assert len(set(uids)) == len(uids)
    assert len(uids) < len(Calendar.from_ical(visit().get("/deadlines.ics").content).walk("VEVENT"))


def test_nothing_to_list_says_where_to_look(visit):
    page = visit().get("/deadlines?kind=guarantee")
    assert page.context["months"] == []
    assert "没有写明的开始或截止日" in page.content.decode()


def test_the_page_costs_few_queries(visit, django_assert_max_num_queries):
    client = visit()
    client.get("/deadlines")
    with django_assert_max_num_queries(4):
        client.get("/deadlines")
