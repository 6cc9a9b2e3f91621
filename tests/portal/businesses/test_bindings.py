"""Claiming a business, deciding, inviting and ending."""

from datetime import date, timedelta

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from tests.portal.accounts.factories import officer, person
from tests.portal.businesses.factories import business, owner, uscc
from zhitong.portal.businesses.bindings import claiming, inviting, proofs, queries
from zhitong.portal.businesses.bindings.perms import role_in
from zhitong.portal.businesses.models import Claim, Invitation, Owner
from zhitong.portal.businesses.perms import visible_to
from zhitong.portal.foundation.models import Journal
from zhitong.portal.foundation.problems import NotFound, Refusal, TooLarge, TooMany

pytestmark = pytest.mark.django_db

PICTURE = b"\xff\xd8\xff\xe0" + b"0" * 100


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def said(code, proof=PICTURE, note=""):
    return claiming.Claiming(code, note, proof)


def kept():
    return sorted(proofs.folder().glob("*")) if proofs.folder().exists() else []


def test_an_approved_claim_binds_and_its_proof_is_gone():
    shop, owner_to_be, clerk = business(), person("dian"), officer("150302")
    made = claiming.claim(person=owner_to_be, said=said(shop.uscc))
    kind, content = claiming.proof_of(clerk, made.pk)

    assert (kind, content) == ("image/jpeg", PICTURE)
    assert (len(kept()), len(kept()[0].name), kept()[0].stat().st_mode & 0o777) == (1, 48, 0o600)
    claiming.approve_claim(person=clerk, number=made.pk)
    assert role_in(owner_to_be, shop.uscc) == "owner"
    assert list(visible_to(owner_to_be)) == [shop]
    assert kept() == []
    with pytest.raises(NotFound):
        claiming.proof_of(clerk, made.pk)


def test_a_code_nobody_registered_is_claimed_in_the_same_words():
    somebody = person("dian")
    known = claiming.claim(person=somebody, said=said(business().uscc))
    unknown = claiming.claim(person=somebody, said=said(uscc(7)))
    mine = queries.my_claims(somebody)

    assert (known.region, unknown.region) == ("150302", "150302")
    assert {row.state for row in mine} == {"waiting"}
    with pytest.raises(Refusal, match="登记库里没有这个代码"):
        claiming.approve_claim(person=officer("150302"), number=unknown.pk)
    assert Claim.objects.get(pk=unknown.pk).state == "waiting"


def test_one_county_sees_nothing_of_another():
    made = claiming.claim(person=person("dian"), said=said(business(region="150302").uscc))
    other = officer("150303")

    assert queries.claims_waiting(other) == []
    assert queries.count_waiting(other) == 0
    for act in (
        lambda: queries.claim_page(other, made.pk),
        lambda: claiming.proof_of(other, made.pk),
        lambda: claiming.approve_claim(person=other, number=made.pk),
        lambda: claiming.refuse_claim(person=other, number=made.pk, reason="不在本旗县"),
    ):
        with pytest.raises(NotFound):
            act()
    assert Claim.objects.get(pk=made.pk).state == "waiting"
    assert Owner.objects.count() == 0


@pytest.mark.parametrize(
    ("region", "role"),
    [("1503", "case_officer"), ("150302001", "case_officer"), ("15", "leader"), ("150302", "editor")],
)
def test_those_above_or_below_and_other_roles_do_not_decide(region, role):
    claiming.claim(person=person("dian"), said=said(business().uscc))

    assert queries.claims_waiting(officer(region, role)) == []


def test_the_second_officer_is_told_that_it_is_decided():
    clerk = officer("150302")
    made = claiming.claim(person=person("dian"), said=said(business().uscc))
    claiming.refuse_claim(person=clerk, number=made.pk, reason="照片看不清")
    lines = Journal.objects.count()

    with pytest.raises(claiming.DecidedAlready):
        claiming.approve_claim(person=clerk, number=made.pk)
    assert (Owner.objects.count(), Journal.objects.count()) == (0, lines)
    assert Claim.objects.get(pk=made.pk).reason == "照片看不清"


def test_sent_twice_it_is_one_claim_with_one_proof():
    somebody, shop = person("dian"), business()
    first = claiming.claim(person=somebody, said=said(shop.uscc))
    again = claiming.claim(person=somebody, said=said(shop.uscc))

    assert first.pk == again.pk
    assert len(kept()) == 1


def test_nobody_decides_about_the_own_claim():
    clerk = officer("150302")
    made = claiming.claim(person=clerk, said=said(business().uscc))

    with pytest.raises(Refusal, match="不能核验自己的申请"):
        claiming.approve_claim(person=clerk, number=made.pk)
    assert Owner.objects.count() == 0


@pytest.mark.parametrize(
    ("proof", "kind", "words"),
    [
        (b"", claiming.ClaimRefused, "请上传营业执照照片"),
        (b"<svg onload=alert(1)>", Refusal, "不是 JPG、PNG 或 PDF"),
        (PICTURE + b"0" * (5 * 1024 * 1024), TooLarge, "超过 5 MB"),
    ],
)
def test_what_is_no_proof_is_refused_and_nothing_is_kept(proof, kind, words):
    with pytest.raises(kind, match=words):
        claiming.claim(person=person("dian"), said=said(business().uscc, proof))
    assert (Claim.objects.count(), kept()) == (0, [])


def test_a_wrong_code_is_refused_with_its_place():
    with pytest.raises(claiming.ClaimRefused, match="应为18位"):
        claiming.claim(person=person("dian"), said=said("91150302"))


def test_claims_are_few_a_day(settings):
    settings.RATE_LIMITS = django_settings.RATE_LIMITS | {"claim": (2, 86_400)}
    somebody = person("dian")
    for number in (1, 2):
        claiming.claim(person=somebody, said=said(uscc(number)))
    with pytest.raises(TooMany):
        claiming.claim(person=somebody, said=said(uscc(3)))
    assert len(kept()) == 2


def test_a_claim_is_taken_back_by_its_maker_only():
    somebody = person("dian")
    made = claiming.claim(person=somebody, said=said(business().uscc))
    with pytest.raises(NotFound):
        claiming.withdraw_claim(person=person("bie"), number=made.pk)
    claiming.withdraw_claim(person=somebody, number=made.pk)

    assert Claim.objects.get(pk=made.pk).state == "withdrawn"
    assert kept() == []


def test_an_invitation_holds_once_and_until_its_day():
    today = timezone.localdate()
    shop, boss, helper = business(), person("dian"), person("bang")
    owner(boss, shop)
    secret = inviting.invite(person=boss, uscc=shop.uscc, role="clerk", ends=today, on=today)
    inviting.accept(person=helper, secret=secret, on=today)

    assert secret not in str(list(Invitation.objects.values()))
    assert role_in(helper, shop.uscc) == "clerk"
    with pytest.raises(NotFound):
        inviting.accept(person=person("san"), secret=secret, on=today)
    Owner.objects.filter(person=helper).update(ends=today - timedelta(days=1))
    assert role_in(helper, shop.uscc) == ""
    assert list(visible_to(helper)) == []


def test_a_link_ends_after_a_week_or_when_taken_back():
    today = date(2026, 11, 24)
    shop, boss = business(), person("dian")
    owner(boss, shop)
    late = inviting.invite(person=boss, uscc=shop.uscc, role="clerk", ends=None, on=today)
    gone = inviting.invite(person=boss, uscc=shop.uscc, role="clerk", ends=None, on=today)
    inviting.take_back(person=boss, uscc=shop.uscc, number=Invitation.objects.first().pk)

    for secret, on in ((late, today + timedelta(days=8)), (gone, today)):
        with pytest.raises(NotFound):
            inviting.accept(person=person(f"r{on}{secret[:2]}"), secret=secret, on=on)
    assert Owner.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "ends", "words"),
    [
        ("owner", None, "请选择经办人或代理人"),
        ("agent", None, "代理人须写明到期日"),
        ("clerk", date(2028, 1, 1), "一年以内"),
    ],
)
def test_wrong_invitations_are_refused(role, ends, words):
    shop, boss = business(), person("dian")
    owner(boss, shop)
    with pytest.raises(Refusal, match=words):
        inviting.invite(person=boss, uscc=shop.uscc, role=role, ends=ends, on=date(2026, 11, 24))
    assert Invitation.objects.count() == 0


def test_only_owners_invite_and_end_others():
    today = timezone.localdate()
    shop, boss, helper, agent = business(), person("dian"), person("bang"), person("dai")
    mine = owner(boss, shop)
    for one, role in ((helper, "clerk"), (agent, "agent")):
        inviting.accept(
            person=one,
            secret=inviting.invite(person=boss, uscc=shop.uscc, role=role, ends=today, on=today),
            on=today,
        )
    theirs = Owner.objects.get(person=agent)
    with pytest.raises(NotFound):
        inviting.invite(person=helper, uscc=shop.uscc, role="clerk", ends=None, on=today)
    for number in (theirs.pk, mine.pk):
        with pytest.raises(NotFound):
            inviting.end_binding(person=helper, uscc=shop.uscc, number=number)
    inviting.end_binding(person=boss, uscc=shop.uscc, number=theirs.pk)
    inviting.end_binding(person=helper, uscc=shop.uscc, number=Owner.objects.get(person=helper).pk)

    assert [row.name for row in queries.people_of(boss, shop.uscc)] == ["dian"]
    assert queries.people_of(helper, shop.uscc) == []


def test_one_person_acts_for_several_businesses():
    boss = person("dian")
    shops = [business(1), business(2)]
    for shop in shops:
        owner(boss, shop)

    assert set(visible_to(boss)) == set(shops)
