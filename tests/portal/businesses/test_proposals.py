"""Corrections: declared at once, weighed by source, verified or refused."""

from datetime import date

import pytest

from tests.portal.accounts.factories import officer, person
from tests.portal.businesses.factories import business, owner, sheet
from zhitong.portal.businesses.bindings.claiming import DecidedAlready
from zhitong.portal.businesses.models import FactSheet, Proposal
from zhitong.portal.businesses.proposals import proposing, queries
from zhitong.portal.businesses.queries import facts_of
from zhitong.portal.foundation.models import Journal
from zhitong.portal.foundation.problems import NotFound, Refusal

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def shop():
    return business()


@pytest.fixture
def boss(shop):
    one = person("dian")
    owner(one, shop)
    return one


def propose(boss, shop, text="8人", fact="employees"):
    return proposing.propose(person=boss, uscc=shop.uscc, fact=fact, text=text, note="", on=TODAY)


def known(shop, fact="employees"):
    found = facts_of(shop, TODAY).get(fact)
    return (found.value, found.source) if found else None


def test_where_nobody_else_speaks_the_own_word_counts_as_declared(shop, boss):
    propose(boss, shop)

    assert known(shop) == (8, "declared")


def test_a_register_that_says_otherwise_stands_until_an_officer_looked(shop, boss):
    sheet(shop, "social_security", date(2026, 10, 31), employees=12)
    made = propose(boss, shop)

    assert known(shop) == (12, "social_security")
    proposing.verify_proposal(person=officer("150302"), number=made.pk, source="social_security")
    assert known(shop) == (8, "social_security")
    assert queries.proposals_of(shop.uscc)[0].state == "verified"


@pytest.mark.parametrize("how", ["refuse", "withdraw"])
def test_what_is_refused_or_taken_back_is_no_longer_said(shop, boss, how):
    made = propose(boss, shop)
    if how == "refuse":
        proposing.refuse_proposal(person=officer("150302"), number=made.pk, reason="社保参保 12 人")
    else:
        proposing.withdraw_proposal(person=boss, uscc=shop.uscc, number=made.pk)

    assert known(shop) is None
    assert FactSheet.objects.get(source="declared").values == {}


def test_one_county_sees_nothing_of_another(shop, boss):
    made, other = propose(boss, shop), officer("150303")

    assert (queries.proposals_waiting(other), queries.count_waiting(other)) == ([], 0)
    with pytest.raises(NotFound):
        proposing.verify_proposal(person=other, number=made.pk, source="social_security")
    with pytest.raises(NotFound):
        proposing.refuse_proposal(person=other, number=made.pk, reason="不属实")
    assert Proposal.objects.get().state == "waiting"


def test_strangers_propose_nothing(shop):
    with pytest.raises(NotFound):
        propose(person("bie"), shop)
    assert (Proposal.objects.count(), FactSheet.objects.count()) == (0, 0)


def test_two_tabs_give_one_correction(shop, boss):
    propose(boss, shop)
    lines = Journal.objects.count()
    with pytest.raises(proposing.ProposalRefused, match="已有一份更正在核实"):
        propose(boss, shop, "9人")

    assert known(shop) == (8, "declared")
    assert Journal.objects.count() == lines


def test_the_second_officer_is_told_that_it_is_decided(shop, boss):
    made, clerk = propose(boss, shop), officer("150302")
    proposing.verify_proposal(person=clerk, number=made.pk, source="social_security")
    with pytest.raises(DecidedAlready):
        proposing.refuse_proposal(person=clerk, number=made.pk, reason="不属实")

    assert known(shop)[0] == 8
    assert Proposal.objects.get().state == "verified"


@pytest.mark.parametrize(
    ("fact", "text", "words"),
    [
        ("employees", "很多", "从业"),
        ("size_class", "micro", "这一项不能更正"),
        ("nothing", "1", "这一项不能更正"),
    ],
)
def test_what_cannot_be_read_or_corrected_is_refused(shop, boss, fact, text, words):
    with pytest.raises(Refusal, match=words):
        propose(boss, shop, text, fact)
    assert (Proposal.objects.count(), FactSheet.objects.count()) == (0, 0)


def test_a_source_that_says_nothing_about_it_verifies_nothing(shop, boss):
    made = propose(boss, shop)
    with pytest.raises(Refusal, match="请选择核对了哪个来源"):
        proposing.verify_proposal(person=officer("150302"), number=made.pk, source="declared")
    assert Proposal.objects.get().state == "waiting"
