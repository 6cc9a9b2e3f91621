"""The statement of one business: as of a day, with answers given on the spot, every figure traceable."""

from datetime import date

import pytest

from tests.portal.documents.factories import imported
from zhitong.engine.facts import read_facts
from zhitong.portal.businesses.models import Business, FactSheet
from zhitong.portal.businesses.operations import take_rows
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.documents.importing.taking import import_document
from zhitong.portal.flows.demo.people import OWNED
from zhitong.portal.flows.demo.registry import invented_rows
from zhitong.portal.flows.loading import load_packs
from zhitong.portal.matches.queries import statement_for

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Business:
    """The noodle shop of the demo."""
    load_packs()
    take_rows(invented_rows(6))
    return Business.objects.get(name=OWNED)


def answers(**values):
    """Facts declared on the spot."""
    facts, problems = read_facts(values, vocabulary(), "declared", TODAY)
    assert problems == ()
    return facts


def test_the_same_business_differs_by_day(shop):
    before = {item["provision"]: item for item in statement_for(shop, as_of=date(2024, 6, 30)).items}
    now = {item["provision"]: item for item in statement_for(shop, as_of=TODAY).items}
    assert before.keys() == now.keys()
    states = {key: (before[key]["window"]["state"], now[key]["window"]["state"]) for key in now}
    assert ("open", "ended") in states.values()
    assert any(before[key]["verdict"] == "met" and now[key]["verdict"] == "not_met" for key in now)


def test_an_expired_provision_is_never_met(shop):
    for item in statement_for(shop, as_of=TODAY).items:
        if item["window"]["state"] in ("ended", "upcoming"):
            assert item["verdict"] == "not_met"


def test_an_answer_changes_the_result_at_once_and_is_not_stored(shop):
    sheets = FactSheet.objects.count()
    before = statement_for(shop, as_of=TODAY)
    asked = next(one for one in before.questions if one["type"] == "flag")
    after = statement_for(shop, as_of=TODAY, answers=answers(**{asked["fact"]: True}))
    assert asked["fact"] not in [one["fact"] for one in after.questions]
    changed = [
        (one["verdict"], other["verdict"])
        for one in before.items
        for other in after.items
        if one["provision"] == other["provision"] and one["verdict"] != other["verdict"]
    ]
    assert changed
    assert FactSheet.objects.count() == sheets


def test_every_condition_cites_a_place(shop):
    found = statement_for(shop, as_of=TODAY)
    for item in found.items:
        assert item["provision"] in found.provisions
        assert found.places[item["provision"]]


def test_a_figure_leads_to_its_sentence_when_the_text_is_there(shop, seeds):
    found = statement_for(shop, as_of=TODAY)
    key = next(key for key, places in found.places.items() if key.startswith("neimenggu.") and places)
    assert all(place.quote is None for place in found.places[key].values())
    for number in ("000", "003", "004"):
        path = seeds(number)
        import_document(data=path.read_bytes(), name=path.name)
    imported()
    place = next(iter(statement_for(shop, as_of=TODAY).places[key].values()))
    assert place.is_imported
    assert place.quote


def test_one_may_ask_without_being_registered():
    load_packs()
    found = statement_for(None, as_of=TODAY, answers=answers(kind="sole_trader", region="150702"))
    assert found.business is None
    assert found.questions


def test_a_statement_keeps_to_its_queries(shop, django_assert_max_num_queries):
    statement_for(shop, as_of=TODAY)
    with django_assert_max_num_queries(7):
        statement_for(shop, as_of=TODAY)
