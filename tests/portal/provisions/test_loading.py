"""Loading packs: versions are added, never overwritten."""

from dataclasses import replace
from datetime import date

import pytest

from zhitong.engine.packs import Pack, list_packs
from zhitong.engine.rules.amounts import Fixed
from zhitong.engine.rules.hash import rule_hash
from zhitong.engine.rules.parameters import cited_by
from zhitong.portal.flows.loading import load_packs, read_or_refuse
from zhitong.portal.foundation.models import Journal
from zhitong.portal.provisions.bodies import body_of, rule_from_body
from zhitong.portal.provisions.models import Provision, ProvisionVersion
from zhitong.portal.provisions.operations import Loaded, load_pack
from zhitong.portal.provisions.queries import active_provisions, provision_page

TODAY = date(2026, 11, 24)
ALL = [rule for info in list_packs() for rule in read_or_refuse(info.key).own_provisions()]


@pytest.fixture
def pack() -> Pack:
    """The sample pack with three provisions."""
    whole = read_or_refuse("sample")
    return replace(whole, provisions={rule.key: rule for rule in whole.own_provisions()[:3]})


@pytest.mark.parametrize("rule", ALL, ids=[rule.key for rule in ALL])
def test_a_stored_body_gives_the_same_rule_back(rule):
    again = rule_from_body(body_of(rule))
    assert again == rule
    assert rule_hash(again) == rule_hash(rule)


@pytest.mark.django_db
def test_loading_again_changes_nothing(pack):
    assert load_pack(pack) == Loaded(3, 0, 0, 0)
    lines = Journal.objects.count()
    assert load_pack(pack) == Loaded(0, 0, 3, 0)
    assert (ProvisionVersion.objects.count(), Journal.objects.count()) == (3, lines)


@pytest.mark.django_db
def test_a_change_is_a_new_version_and_the_old_one_stays(pack):
    load_pack(pack)
    rule = pack.own_provisions()[0]
    changed = replace(pack, provisions=pack.provisions | {rule.key: replace(rule, amount=Fixed(12_300))})
    assert load_pack(changed) == Loaded(0, 1, 2, 0)
    versions = ProvisionVersion.objects.filter(provision__key=rule.key).order_by("number")
    assert [rule_from_body(one.body).amount for one in versions] == [rule.amount, Fixed(12_300)]
    assert next(one.rule_hash for one in versions) == rule_hash(rule)
    assert next(one for one in active_provisions() if one.key == rule.key).amount == Fixed(12_300)


@pytest.mark.django_db
def test_a_provision_that_left_the_pack_no_longer_matches_but_stays(pack):
    load_pack(pack)
    gone = pack.own_provisions()[2]
    smaller = replace(pack, provisions={key: one for key, one in pack.provisions.items() if key != gone.key})
    assert load_pack(smaller).withdrawn == 1
    assert gone.key not in [one.key for one in active_provisions()]
    assert Provision.objects.get(key=gone.key).is_withdrawn
    load_pack(pack)
    assert gone.key in [one.key for one in active_provisions()]


@pytest.mark.django_db
def test_a_failure_in_the_middle_leaves_nothing(pack, monkeypatch):
    def fail(_rule) -> str:
        raise RuntimeError("killed")

    monkeypatch.setattr("zhitong.portal.provisions.operations.rule_hash", fail)
    with pytest.raises(RuntimeError, match="killed"):
        load_pack(pack)
    assert Provision.objects.count() == 0


@pytest.mark.django_db
def test_all_packs_load_and_every_page_opens(django_assert_max_num_queries):
    load_packs()
    assert [one.provisions.new for one in load_packs()] == [0, 0, 0]
    for rule in ALL:
        page = provision_page(rule.key, on=rule.window.starts or rule.window.ends or TODAY)
        assert page.condition_text
        assert page.amount_text
        assert set(page.references) == {*rule.references, *cited_by(rule.parameters)}
    with django_assert_max_num_queries(8):
        provision_page(ALL[0].key, on=TODAY)
