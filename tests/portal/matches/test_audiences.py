"""Audiences: counted within a person's regions, opened to the rows behind."""

from datetime import date

import pytest

from tests.portal.accounts.factories import officer, person
from tests.portal.businesses.factories import business, sheet
from zhitong.engine.facts import with_derived
from zhitong.engine.standards import packaged_standards
from zhitong.engine.verdicts import evaluate
from zhitong.portal.businesses.models import Business
from zhitong.portal.businesses.operations import take_rows
from zhitong.portal.businesses.queries import facts_of
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.flows.demo.registry import invented_rows
from zhitong.portal.flows.loading import load_packs
from zhitong.portal.flows.matching import NothingToMatch, is_matched, run_matching
from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.matches.models import Audience, MatchRun
from zhitong.portal.matches.queries import (
    audience_businesses,
    audience_regions,
    audience_table,
    latest_run,
)
from zhitong.portal.provisions.queries import active_provisions

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


@pytest.fixture
def matched():
    """Packs, an invented registry of 120, and a run as of today."""
    load_packs()
    take_rows(invented_rows(120))
    return run_matching(as_of=TODAY)


def test_a_run_says_what_the_engine_says_of_each_business(matched):
    known, standards = vocabulary(), packaged_standards()
    rules = active_provisions()
    expected = {rule.key: {"met": set(), "unknown": set(), "not_met": set()} for rule in rules}
    for one in Business.objects.exclude(status__in=("closed", "revoked")):
        facts = with_derived(facts_of(one, TODAY), known, standards, TODAY)
        for rule in rules:
            expected[rule.key][evaluate(rule, facts, TODAY, known).verdict.value].add(one.uscc)
    viewer = officer("")
    for rule in rules:
        for verdict in ("met", "unknown", "not_met"):
            page = audience_businesses(viewer, rule.key, verdict=verdict, size=500)
            assert {row.uscc for row in page.rows} == expected[rule.key][verdict]


def test_a_business_that_ended_is_matched_with_nothing(matched):
    ended = set(Business.objects.filter(status__in=("closed", "revoked")).values_list("pk", flat=True))
    viewer = officer("")

    assert ended
    assert matched.businesses == Business.objects.count() - len(ended)
    for rule in active_provisions():
        for verdict in ("met", "unknown"):
            rows = audience_businesses(viewer, rule.key, verdict=verdict, size=500).rows
            assert not any(row.status in ("closed", "revoked") for row in rows)


def test_parts_add_up_to_the_whole(matched):
    whole = {row.provision.key: row for row in audience_table(officer("")).rows}
    counties = sorted({one.region[:4] for one in Business.objects.all()})
    parts = [audience_table(officer(code)) for code in counties]
    assert sum(part.businesses for part in parts) == matched.businesses
    for key, row in whole.items():
        for figure in ("met", "unknown", "not_met", "missing"):
            cells = [getattr(one, figure) for part in parts for one in part.rows if one.provision.key == key]
            assert sum(cells) == getattr(row, figure)
        if row.amount_low is not None:
            lows = [one.amount_low for part in parts for one in part.rows if one.provision.key == key]
            assert sum(lows) == row.amount_low


def test_a_county_figure_opens_exactly_its_rows(matched):
    viewer = officer("150302")
    for row in audience_table(viewer).rows:
        page = audience_businesses(viewer, row.provision.key, size=500)
        assert page.total == row.met == len(page.rows)
        assert all(one.region.startswith("150302") for one in page.rows)


def test_an_officer_cannot_open_another_countys_rows(matched):
    viewer = officer("150302")
    for row in audience_table(viewer).rows:
        assert audience_businesses(viewer, row.provision.key, region="150303").total == 0
        assert {one.region[:4] for one in audience_regions(viewer, row.provision.key)} <= {"1503"}


def test_a_person_without_office_sees_no_figure(matched):
    table = audience_table(person())
    assert table.businesses == 0
    assert {(row.met, row.unknown, row.not_met) for row in table.rows} == {(0, 0, 0)}
    assert audience_businesses(person("b"), table.rows[0].provision.key).total == 0


def test_lists_keep_to_their_queries(matched, django_assert_max_num_queries):
    viewer = officer("1503")
    key = audience_table(viewer).rows[0].provision.key
    with django_assert_max_num_queries(4):
        audience_table(viewer)
    with django_assert_max_num_queries(6):
        audience_businesses(viewer, key)
    with django_assert_max_num_queries(2):
        audience_regions(viewer, key)


def test_an_unknown_provision_has_no_audience(matched):
    with pytest.raises(NotFound, match="还没有匹配结果"):
        audience_businesses(officer("15"), "china.nothing")
    with pytest.raises(NotFound):
        audience_businesses(officer("1503"), Audience.objects.first().provision_key, verdict="perhaps")


def test_a_run_is_redone_when_day_or_rules_change(matched):
    assert is_matched(as_of=TODAY)
    assert not is_matched(as_of=date(2026, 11, 25))


def test_an_empty_registry_is_said_and_leaves_no_result():
    load_packs()
    with pytest.raises(NothingToMatch, match="没有任何经营主体"):
        run_matching(as_of=TODAY)
    assert (latest_run(), MatchRun.objects.get().state, Audience.objects.count()) == (None, "failed", 0)


def test_a_killed_run_is_closed_by_the_next(monkeypatch):
    load_packs()
    sheet(business(), registered_on="2020-01-01", region="150302")
    MatchRun.objects.create(as_of=TODAY)
    done = run_matching(as_of=TODAY)
    assert [run.state for run in MatchRun.objects.order_by("pk")] == ["failed", "done"]
    assert latest_run().pk == done.pk
