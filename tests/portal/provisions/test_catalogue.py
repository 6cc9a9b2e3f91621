"""The list of provisions and one provision's page."""

from datetime import date

import pytest

from zhitong.portal.documents.queries import Located
from zhitong.portal.flows.loading import load_packs
from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.provisions.queries import (
    active_provisions,
    pack_list,
    provision_list,
    provision_page,
    provision_rows,
)

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def packs():
    """All packs, loaded."""
    load_packs()


def test_an_invented_pack_is_marked_as_such():
    marked = {row.key: row.is_sample for row in pack_list()}
    assert marked == {"china": False, "neimenggu": False, "sample": True}
    samples = {row.pack for row in provision_rows(on=TODAY).values() if row.is_sample}
    assert samples == {"sample"}


def test_an_ended_provision_is_shown_as_ended_and_open_before():
    ended = [row for row in provision_rows(on=TODAY).values() if row.state == "ended"]
    assert ended
    for row in ended:
        assert row.ends < TODAY
        assert provision_rows(on=row.ends, keys=[row.key])[row.key].state == "open"


def test_a_draft_is_never_active():
    drafts = {row.key for row in provision_rows(on=TODAY).values() if row.state == "draft"}
    assert drafts
    assert not drafts & {rule.key for rule in active_provisions()}


def test_packs_can_be_chosen():
    keys = {rule.key.split(".")[0] for rule in active_provisions({"china", "sample"})}
    assert keys == {"china", "sample"}


def test_the_list_is_filtered_by_what_is_asked():
    every = provision_list(on=TODAY, size=500)
    assert {row.kind for row in provision_list(on=TODAY, kind="loan", size=500).rows} == {"loan"}
    assert {row.state for row in provision_list(on=TODAY, state="ended", size=500).rows} == {"ended"}
    assert provision_list(on=TODAY, text="没有这样的事项").total == 0
    here = provision_list(on=TODAY, region="150302", size=500)
    assert 0 < here.total < every.total
    assert all("150302".startswith(row.region) for row in here.rows)


def test_a_replaced_provision_names_its_successor_and_the_chain_is_in_order():
    replaced = [row for row in provision_rows(on=TODAY).values() if row.replaced_by]
    assert replaced
    for row in replaced:
        chain = [one.key for one in provision_page(row.key, on=TODAY).succession]
        assert chain.index(row.key) + 1 == chain.index(row.replaced_by)


def test_every_reference_leads_somewhere():
    for rule in active_provisions():
        page = provision_page(rule.key, on=TODAY)
        for place in page.references.values():
            assert isinstance(place, Located)
            assert place.document_title != place.document_key
            assert place.clause_label


def test_an_unknown_provision_is_not_found():
    with pytest.raises(NotFound, match="没有这个惠企事项"):
        provision_page("china.nothing", on=TODAY)


def test_the_list_keeps_to_its_queries(django_assert_max_num_queries):
    provision_list(on=TODAY)
    with django_assert_max_num_queries(2):
        provision_list(on=TODAY)
