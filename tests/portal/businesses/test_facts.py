"""Which value of a fact counts, for one business and for the whole registry alike."""

from datetime import date

import pytest

from tests.portal.accounts.factories import officer
from tests.portal.businesses.factories import business, sheet
from zhitong.engine.facts import parse_value
from zhitong.engine.values import Band
from zhitong.portal.businesses.frames import merged, registry_frame, sheets_by_business
from zhitong.portal.businesses.models import Business
from zhitong.portal.businesses.operations import take_rows
from zhitong.portal.businesses.queries import business_page, facts_of
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.flows.demo.registry import invented_rows

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def test_the_more_trusted_source_wins_over_the_newer_one():
    one = business()
    sheet(one, "declared", date(2026, 10, 1), region="150303")
    sheet(one, "register", date(2026, 9, 30), region="150302")
    known = facts_of(one, TODAY)["region"]
    assert (known.value, known.source, known.as_of) == ("150302", "register", date(2026, 9, 30))


def test_nothing_is_known_before_its_day():
    one = business()
    sheet(one, "tax", date(2025, 12, 31), annual_revenue=100)
    assert facts_of(one, date(2025, 12, 30)).value("annual_revenue") is None
    assert facts_of(one, date(2025, 12, 31)).value("annual_revenue") == 100


def test_the_page_shows_every_word_and_which_one_counts():
    one = business()
    sheet(one, "declared", date(2026, 10, 1), employees={"low": 10, "high": 19})
    sheet(one, "social_security", date(2026, 9, 30), employees=12)
    rows = business_page(officer("1503"), one.uscc, TODAY).facts
    shown = [(row.value, row.source, row.is_used) for row in rows]
    assert shown == [("12人", "social_security", True), ("10–19人", "declared", False)]


@pytest.mark.parametrize("day", [date(2024, 6, 30), TODAY])
def test_the_table_says_what_the_single_business_says(day):
    known = vocabulary()
    take_rows(invented_rows(150))
    by_number = dict(sheets_by_business())
    for one in Business.objects.all():
        raw = merged(by_number.get(one.pk, []), known, day)
        read = {key: parse_value(known[key], value, known)[0] for key, value in raw.items()}
        assert read == {key: value.value for key, value in facts_of(one, day).items()}


def test_bands_become_two_columns():
    sheet(business(1), "declared", employees={"low": 10, "high": None})
    sheet(business(2), "declared", employees=4)
    numbers, frame = registry_frame(TODAY)
    assert numbers == list(Business.objects.order_by("pk").values_list("pk", flat=True))
    assert frame["employees__low"].to_list() == [10, 4]
    assert frame["employees__high"].to_list() == [None, 4]
    assert isinstance(facts_of(Business.objects.first(), TODAY).value("employees"), Band)
