"""From two runs to what owners are told: newly, lost, amount, closing; each once, each with its reason."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from pyroaring import BitMap

from tests.portal.accounts.factories import person
from tests.portal.businesses.factories import owner
from tests.portal.deliveries.factories import outside, wish
from zhitong.portal.businesses.models import Business, FactSheet
from zhitong.portal.businesses.operations import take_rows
from zhitong.portal.deliveries.models import Notice
from zhitong.portal.flows.deliver_matches import deliver
from zhitong.portal.flows.demo.registry import invented_rows
from zhitong.portal.flows.loading import load_packs
from zhitong.portal.flows.matching import run_matching
from zhitong.portal.foundation.models import Journal
from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.matches.models import Audience, MatchRun
from zhitong.portal.matches.queries import statement_for

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2026, 11, 23), date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """A bound business out of a small registry, matched on the first day; rolled back after the last test."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            load_packs()
            take_rows(invented_rows(30))
            best = max(
                Business.objects.filter(status="active", kind="sole_trader")[:12],
                key=lambda one: len(entitled(one, FIRST)),
            )
            owner(person("owner"), best)
            run_matching(as_of=FIRST)
            yield best
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def shop(world, db):
    """The bound business."""
    return world


def entitled(business, on):
    items = statement_for(business, as_of=on).items
    return {
        one["provision"]
        for one in items
        if one["verdict"] == "met" and one["window"]["state"] in ("open", "not_stated")
    }


def notices(event, after=0):
    return {one.subject: one for one in Notice.objects.filter(event=event, pk__gt=after)}


def newest():
    return Notice.objects.first().pk


def change_facts(business, **values):
    """The register says something else from the second day on."""
    kept = {}
    for sheet in FactSheet.objects.filter(business=business).order_by("as_of"):
        kept |= sheet.values
    for source in set(FactSheet.objects.filter(business=business).values_list("source", flat=True)):
        last = FactSheet.objects.filter(business=business, source=source).last()
        FactSheet.objects.create(business=business, source=source, as_of=SECOND, values=last.values | values)


def test_the_first_run_tells_all_that_is_met_and_a_second_look_nothing(shop):
    found = deliver(now=NOW)
    told = Notice.objects.count()

    assert set(notices("newly")) == entitled(shop, FIRST)
    assert len(notices("newly")) > 2
    assert found["notices"] == told
    assert deliver(now=NOW)["notices"] == 0
    assert Notice.objects.count() == told


def test_what_is_told_agrees_with_the_audiences_of_the_run(shop):
    deliver(now=NOW)
    from_run = {one.provision_key for one in Audience.objects.all() if shop.pk in set(members(one.met))}

    assert set(notices("newly")) == from_run


def members(kept):
    return BitMap.deserialize(bytes(kept))


def test_a_day_later_with_nothing_changed_is_silent(shop):
    deliver(now=NOW)
    last = newest()
    run_matching(as_of=SECOND)
    deliver(now=NOW)

    assert notices("newly", last) == notices("lost", last) == notices("amount", last) == {}


def test_what_is_lost_says_which_fact_turned_and_comes_back_as_new(shop):
    deliver(now=NOW)
    last = newest()
    change_facts(shop, kind="enterprise", business_kind="enterprise", staff=900, employees=900)
    run_matching(as_of=SECOND)
    deliver(now=NOW)
    lost = notices("lost", last)

    assert set(lost) == set(notices("newly")) - entitled(shop, SECOND)
    for one in lost.values():
        assert one.content["verdict"] in ("not_met", "unknown")
        assert one.content["cause"] == "facts_changed"
        assert one.content["why"]
    again = newest()
    FactSheet.objects.filter(as_of=SECOND).delete()
    run_matching(as_of=SECOND + timedelta(days=1))
    deliver(now=NOW)
    assert set(notices("newly", again)) == set(lost) & entitled(shop, SECOND + timedelta(days=1))


def test_an_amount_that_differs_is_told_with_both_figures(shop):
    deliver(now=NOW)
    priced = next(one for one in notices("newly").values() if one.content["amount"])
    last, true = newest(), priced.content["amount"]
    earlier = true | {"low": 1, "high": 1}
    Notice.objects.filter(pk=priced.pk).update(content=priced.content | {"amount": earlier})
    deliver(now=NOW)
    deliver(now=NOW)

    assert list(notices("amount", last)) == [priced.subject]
    told = notices("amount", last)[priced.subject]
    assert (told.content["was_amount"], told.content["amount"]) == (earlier, true)


def test_a_window_about_to_close_is_told_at_thirty_and_at_seven_days(shop):
    deliver(now=NOW)
    ends = {one.content["deadline"] for one in notices("newly").values()} - {None}
    last_day = date.fromisoformat(min(ends))
    for days, expected in ((40, 0), (30, 1), (20, 0), (7, 1), (1, 0)):
        run_matching(as_of=last_day - timedelta(days=days))
        before = newest()
        deliver(now=NOW)
        closing = [one for one in notices("closing", before).values() if one.content["deadline"] == min(ends)]
        assert bool(closing) == bool(expected), days


def test_outside_channels_hear_through_subscriptions_only(shop):
    wish(shop.owners.get().person)
    deliver(now=NOW)

    assert len(outside(event="letter")) == 1
    assert len(outside(notice__isnull=False)) == Notice.objects.count()


def test_an_unbound_person_is_told_nothing(shop):
    shop.owners.update(ended_at=NOW)

    assert deliver(now=NOW)["notices"] == 0
    assert Notice.objects.count() == 0


def test_without_a_run_there_is_nothing_to_tell(shop):
    MatchRun.objects.all().delete()

    with pytest.raises(NotFound):
        deliver(now=NOW)


def test_the_journal_names_no_business(shop):
    deliver(now=NOW)

    assert [one for one in Journal.objects.all() if shop.uscc in f"{one.after}{one.key}"] == []
