"""Two tabs and two officers at the same moment, on a database that really runs them at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from django.utils import timezone

from tests.portal.accounts.factories import officer, person
from tests.portal.businesses.factories import business, owner
from zhitong.portal.businesses.bindings import claiming, proofs
from zhitong.portal.businesses.models import Claim, Owner, Proposal
from zhitong.portal.businesses.proposals import proposing
from zhitong.portal.foundation.problems import Refusal

pytestmark = pytest.mark.django_db(transaction=True)
PICTURE = b"%PDF-1.7 " + b"0" * 100


@pytest.fixture(autouse=True)
def _postgres(settings, tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL (ZHITONG_TEST_POSTGRES)")
    settings.MEDIA_ROOT = tmp_path


def at_once(*acts):
    """What each gave, or its refusal."""
    together = Barrier(len(acts))

    def done(act):
        try:
            together.wait()
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(done, acts))


def test_two_tabs_give_one_claim_and_one_proof():
    somebody, shop = person("dian"), business()
    said = claiming.Claiming(shop.uscc, "", PICTURE)
    found = at_once(*[lambda: claiming.claim(person=somebody, said=said)] * 4)

    assert len({one.pk for one in found}) == 1
    assert Claim.objects.count() == 1
    assert len(list(proofs.folder().iterdir())) == 1


def test_one_officer_approves_and_the_other_refuses_and_one_of_them_is_told():
    shop, somebody = business(), person("dian")
    first, second = officer("150302"), officer("150302", "reviewer")
    made = claiming.claim(person=somebody, said=claiming.Claiming(shop.uscc, "", PICTURE))
    found = at_once(
        lambda: claiming.approve_claim(person=first, number=made.pk),
        lambda: claiming.refuse_claim(person=second, number=made.pk, reason="照片看不清"),
    )
    state = Claim.objects.get().state

    assert sum(isinstance(one, claiming.DecidedAlready) for one in found) == 1
    assert Owner.objects.count() == (1 if state == "approved" else 0)


def test_two_corrections_of_one_fact_leave_one():
    shop, somebody = business(), person("dian")
    owner(somebody, shop)
    today = timezone.localdate()

    def propose(text):
        return lambda: proposing.propose(
            person=somebody, uscc=shop.uscc, fact="employees", text=text, note="", on=today
        )

    found = at_once(propose("3人"), propose("4人"))

    assert sum(isinstance(one, proposing.ProposalRefused) for one in found) == 1
    kept = Proposal.objects.get()
    assert shop.sheets.get(source="declared").values == {"employees": kept.value}
