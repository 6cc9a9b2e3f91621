"""From a claim to a bound business, through the pages; and nobody else sees anything."""

import re
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pyroaring import BitMap

from tests.pages.test_public import text_of
from tests.portal.businesses.factories import uscc
from zhitong.portal.accounts.models import Person
from zhitong.portal.accounts.operations import add_person, appoint
from zhitong.portal.businesses.models import Business, Claim, Owner, Proposal
from zhitong.portal.flows.demo.people import SINCE
from zhitong.portal.matches.models import Audience, Difference, MatchRun

PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def licence(content=PICTURE, name="../../x.png"):
    return SimpleUploadedFile(name, content, "image/png")


@pytest.fixture
def shop(world, db):
    return Business.objects.filter(region__startswith="150302", status="active").first()


@pytest.fixture
def newcomer(world, db):
    return add_person(username="xinlai", display_name="新来者", password="not-used-here-1")


@pytest.fixture
def elsewhere(world, db):
    """A case officer of another county."""
    person = add_person(username="biechu", display_name="别处", password="not-used-here-1")
    unit = SimpleNamespace(name="乌达区某局", region="150304")
    from zhitong.portal.accounts.models import Organisation

    Organisation.objects.create(key=unit.name, name=unit.name, region=unit.region, level="banner_county")
    appoint(person=person, organisation=unit.name, role="case_officer", starts=SINCE)
    return person


def test_from_claim_to_my_business(visit, newcomer, shop):
    client, officer = visit("xinlai"), visit("haibowan")
    assert shop.name not in text_of(client.get("/account/claims"))
    sent = client.post("/account/claims", {"uscc": shop.uscc, "proof": licence()}, follow=True)
    number = Claim.objects.get(person=newcomer).pk

    assert "待核验" in text_of(sent)
    assert shop.name not in text_of(sent)
    assert client.get(f"/business/{shop.uscc}").status_code == 404
    assert "绑定申请 1" in text_of(officer.get("/desk"))
    assert shop.name in text_of(officer.get(f"/desk/bindings/{number}"))
    assert officer.get(f"/desk/bindings/{number}/proof").status_code == 405
    proof = officer.post(f"/desk/bindings/{number}/proof")
    assert (proof.content, proof.headers["Content-Disposition"]) == (
        PICTURE,
        f'attachment; filename="claim-{number}.png"',
    )
    assert officer.post(f"/desk/bindings/{number}", {"act": "approve"}).url == "/desk/bindings"
    assert shop.name in text_of(client.get(f"/business/{shop.uscc}"))
    assert client.get(f"/statement/{shop.uscc}").status_code == 200


def test_the_answer_is_the_same_for_a_code_nobody_registered(visit, newcomer, shop):
    def answer(code):
        client = visit("xinlai")
        page = client.post("/account/claims", {"uscc": code, "proof": licence()}, follow=True)
        return page.status_code, text_of(page).replace(code, "…")

    known = answer(shop.uscc)
    Claim.objects.all().delete()
    assert answer(uscc(77)) == known


def test_a_refusal_is_seen_with_its_reason(visit, newcomer, shop):
    client, officer = visit("xinlai"), visit("haibowan")
    client.post("/account/claims", {"uscc": shop.uscc, "proof": licence()})
    number = Claim.objects.get().pk
    silent = officer.post(f"/desk/bindings/{number}", {"act": "refuse", "reason": ""})
    officer.post(f"/desk/bindings/{number}", {"act": "refuse", "reason": "照片看不清"})

    assert silent.status_code == 400
    assert "请写明未通过的理由" in text_of(silent)
    assert "照片看不清" in text_of(client.get("/account/claims"))
    assert not Owner.objects.filter(person=newcomer).exists()


def test_what_was_typed_stays_when_the_proof_will_not_do(visit, newcomer, shop):
    answer = visit("xinlai").post(
        "/account/claims", {"uscc": shop.uscc, "note": "门面已换", "proof": licence(b"GIF89a")}
    )

    assert answer.status_code == 400
    assert "不是 JPG、PNG 或 PDF" in text_of(answer)
    assert shop.uscc in answer.content.decode()
    assert "门面已换" in answer.content.decode()
    assert Claim.objects.count() == 0


def test_another_county_finds_nothing(visit, newcomer, shop, elsewhere):
    visit("xinlai").post("/account/claims", {"uscc": shop.uscc, "proof": licence()})
    number, officer = Claim.objects.get().pk, visit("biechu")

    assert shop.uscc not in text_of(officer.get("/desk/bindings"))
    assert officer.get(f"/desk/bindings/{number}").status_code == 404
    assert officer.post(f"/desk/bindings/{number}/proof").status_code == 404
    assert officer.post(f"/desk/bindings/{number}", {"act": "approve"}).status_code == 404
    assert Claim.objects.get().state == "waiting"


def test_an_invitation_is_shown_once_and_binds_whoever_takes_it(visit, world, newcomer):
    owner, helper = visit("dianzhu"), visit("xinlai")
    page = f"/business/{world.own.uscc}"
    shown = owner.post(page, {"act": "invite", "role": "agent", "ends": "2026-12-31"})
    link = re.search(r"http://localhost(/account/invitations/[\w-]+)", shown.content.decode()).group(1)

    assert "/account/invitations/" not in owner.get(page).content.decode()
    assert world.own.name in text_of(helper.get(link))
    assert Owner.objects.filter(person=newcomer).count() == 0
    assert helper.post(link).url == page
    assert helper.post(link).status_code == 404
    assert "代理人" in text_of(helper.get(page))
    assert "生成邀请链接" not in text_of(helper.get(page))
    number = Owner.objects.get(person=newcomer).pk
    owner.post(page, {"act": "end", "number": number})
    assert helper.get(page).status_code == 404


def test_a_correction_goes_from_owner_to_officer_and_back(visit, world, newcomer, shop):
    Owner.objects.create(person=newcomer, business=shop)
    client, officer = visit("xinlai"), visit("haibowan")
    page = f"/business/{shop.uscc}"
    form = client.get(page, {"fact": "employees"})
    sent = client.post(page, {"act": "propose", "fact": "employees", "value": "3", "unit": "人"}, follow=True)
    number = Proposal.objects.get().pk

    assert 'name="value"' in form.content.decode()
    assert "自报，待核实" in text_of(sent)
    assert shop.name in text_of(officer.get("/desk/corrections"))
    decided = officer.post(
        "/desk/corrections", {"act": "verify", "number": number, "source": "social_security"}
    )
    assert decided.url == "/desk/corrections"
    assert "已核实" in text_of(client.get(page))
    late = officer.post("/desk/corrections", {"act": "refuse", "number": number, "reason": "不属实"})
    assert late.status_code == 400
    assert "已由他人办结" in text_of(late)


def test_another_county_corrects_nothing(visit, world, newcomer, shop, elsewhere):
    Owner.objects.create(person=newcomer, business=shop)
    visit("xinlai").post(
        f"/business/{shop.uscc}", {"act": "propose", "fact": "employees", "value": "3", "unit": "人"}
    )
    number, officer = Proposal.objects.get().pk, visit("biechu")

    assert shop.name not in text_of(officer.get("/desk/corrections"))
    answer = officer.post("/desk/corrections", {"act": "refuse", "number": number, "reason": "不属实"})
    assert answer.status_code == 404
    assert Proposal.objects.get().state == "waiting"


def test_a_refused_correction_keeps_what_was_typed(visit, world):
    answer = visit("dianzhu").post(
        f"/business/{world.own.uscc}",
        {"act": "propose", "fact": "annual_revenue", "value": "很多", "note": "账本在店里"},
    )

    assert answer.status_code == 400
    assert 'value="很多"' in answer.content.decode()
    assert 'value="账本在店里"' in answer.content.decode()
    assert Proposal.objects.count() == 0


def test_the_size_class_shows_its_working_and_clause(visit, world):
    page = text_of(visit("dianzhu").get(f"/business/{world.own.uscc}"))

    assert "工信部联企业〔2011〕300号 第四条（十）" in page
    assert "各档下限（含本数）" in page


def test_pages_keep_to_their_queries(visit, world, django_assert_max_num_queries):
    owner, officer = visit("dianzhu"), visit("haibowan")
    with django_assert_max_num_queries(32):
        owner.get(f"/business/{world.own.uscc}")
    with django_assert_max_num_queries(9):
        officer.get("/desk/bindings")
    with django_assert_max_num_queries(9):
        officer.get("/desk/corrections")
    assert Person.objects.filter(username="dianzhu").exists()


def test_what_turned_from_run_to_run_is_told_with_its_reason(visit, world):
    first = MatchRun.objects.get()
    second = MatchRun.objects.create(as_of="2026-12-01", state="done", provisions=first.provisions)
    mine, other = BitMap([world.own.pk]).serialize(), BitMap([world.other.pk]).serialize()
    keys = list(Audience.objects.filter(run=first).values_list("provision_key", flat=True)[:3])
    for key, newly, lost in ((keys[0], mine, other), (keys[1], other, mine), (keys[2], other, other)):
        Difference.objects.create(
            run=second,
            provision_key=key,
            newly=newly,
            lost=lost,
            newly_count=1,
            lost_count=1,
            newly_reason="facts_changed",
            lost_reason="rule_changed",
        )
    page = visit("dianzhu").get(f"/business/{world.own.uscc}").content.decode()
    turned = page[page.index("history-head") : page.index("people-head")]

    assert re.findall(r'href="/provisions/([^"]+)"', turned) == keys[:2]
    assert "经营数据有变化" in turned
    assert "条件有修改" in turned
    assert f"首次记录，{first.provisions} 项参与匹配" in turned
