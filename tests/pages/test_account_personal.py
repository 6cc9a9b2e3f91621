"""Consents, copy and erasure through the pages."""

import re

import pytest

from tests.pages.test_public import text_of
from zhitong.portal.accounts.models import Consent, DataRequest, Person
from zhitong.portal.accounts.operations import add_person
from zhitong.portal.businesses.models import Business, Owner
from zhitong.portal.flows.personal.exporting import make_export


@pytest.fixture
def owner(world, db):
    person = add_person(username="xinlai", display_name="新来者", password="not-used-here-1")
    shop = Business.objects.filter(region__startswith="150302").first()
    Owner.objects.create(person=person, business=shop)
    return person


def test_consent_is_one_click_each_way(visit, owner):
    client = visit("xinlai")
    before = text_of(client.get("/account/data"))
    client.post("/account/data", {"act": "agree", "purpose": "messages"})
    agreed = text_of(client.get("/account/data"))
    client.post("/account/data", {"act": "withdraw", "purpose": "messages"})

    assert before.count("未同意") == 3
    assert agreed.count("未同意") == 2
    assert Consent.objects.get(person=owner).withdrawn_at is not None
    assert client.post("/account/data", {"act": "agree", "purpose": "nothing"}).status_code == 404


def test_the_notice_says_what_every_rule_does(visit):
    page = text_of(visit().get("/privacy"))

    for words in ("与经营主体的绑定", "依法保留，停止其他使用", "用经营数据匹配政策", "撤回同意"):
        assert words in page


def test_a_copy_is_for_its_person_only(visit, owner):
    client = visit("xinlai")
    client.post("/account/data", {"act": "export"})
    number = DataRequest.objects.get().pk
    make_export.func(request=number)
    link = re.search(r'href="(/account/data/\d+)"', client.get("/account/data").content.decode()).group(1)
    asked = client.get(link)
    assert asked.url.startswith("/account/confirm?")
    answer = client.post(asked.url, {"password": "not-used-here-1"}, follow=True)

    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    assert "attachment" in answer.headers["Content-Disposition"]
    stranger = add_person(username="bieren", display_name="别人", password="not-used-here-1")
    other = visit(stranger.username)
    asked = other.get(link)
    assert other.post(asked.url, {"password": "not-used-here-1"}, follow=True).status_code == 404


def test_erasure_is_asked_for_taken_back_and_done(visit, owner):
    client, officer = visit("xinlai"), visit("haibowan")
    client.post("/account/data", {"act": "erase"})
    assert "新来者" in text_of(officer.get("/desk/personal"))
    client.post("/account/data", {"act": "keep"})
    assert "没有删除申请" in text_of(officer.get("/desk/personal"))
    client.post("/account/data", {"act": "erase"})
    number = DataRequest.objects.get(state="waiting").pk
    officer.post("/desk/personal", {"act": "erase", "number": number})

    assert Person.objects.get(pk=owner.pk).display_name == "已注销用户"
    assert client.get("/account").status_code == 302


def test_staff_is_told_why_the_account_stays(visit):
    answer = visit("haibowan").post("/account/data", {"act": "erase"})

    assert answer.status_code == 400
    assert "在职工作人员的账号不能删除" in text_of(answer)
    assert DataRequest.objects.count() == 0


def test_those_above_see_requests_of_their_region_and_others_do_not(visit, owner):
    visit("xinlai").post("/account/data", {"act": "erase"})

    assert "新来者" in text_of(visit("zizhiqu").get("/desk/personal"))
    assert "新来者" not in text_of(visit("shilishi").get("/desk/personal"))
