"""A judgement about a finding goes by the words, so that it outlives a revision."""

from datetime import date

import pytest

from tests.portal.documents.factories import PLAN, imported
from zhitong.portal.accounts.models import Person
from zhitong.portal.documents.models import DismissedFinding
from zhitong.portal.documents.review.checking import check_page
from zhitong.portal.documents.review.dismissing import (
    ReasonMissing,
    dismiss_finding,
    restore_finding,
    words_mark,
)
from zhitong.portal.foundation.models import Journal
from zhitong.portal.foundation.problems import NotFound

pytestmark = pytest.mark.django_db
VAGUE = PLAN.replace("前三年免收管理费", "对发展前景好、贡献大的企业给予适当补助。前三年免收管理费")
TODAY = date(2026, 11, 24)


@pytest.fixture
def person():
    return Person.objects.create(username="bianji", display_name="编辑")


def check(key):
    return check_page(key, as_of=TODAY)


def test_a_judgement_outlives_a_revision(person):
    key = imported(VAGUE).document.key
    one = next(one for one in check(key).standing if one.quote)
    dismiss_finding(key=key, rule=one.code, mark=one.mark, reason="另有文件", person=person)
    imported(VAGUE.replace("一、支持开办", "一、支持开办和扩大经营"))
    page = check(key)

    assert [(each.code, each.quote) for each in page.dismissed] == [(one.code, one.quote)]
    assert (page.dismissed[0].judgement.reason, page.dismissed[0].judgement.by) == ("另有文件", "编辑")


def test_the_second_judgement_changes_nothing(person):
    key = imported(VAGUE).document.key
    for reason in ("第一个理由", "第二个理由"):
        dismiss_finding(key=key, rule="a", mark="b", reason=reason, person=person)

    assert DismissedFinding.objects.get().reason == "第一个理由"
    assert Journal.objects.filter(action="dismiss_finding").count() == 1


def test_taking_back_twice_is_one_line(person):
    key = imported(VAGUE).document.key
    dismiss_finding(key=key, rule="a", mark="b", reason="有理由", person=person)

    assert restore_finding(key=key, rule="a", mark="b", person=person)
    assert not restore_finding(key=key, rule="a", mark="b", person=person)
    assert Journal.objects.filter(action="restore_finding").count() == 1


@pytest.mark.parametrize("reason", ["", " ", "无", "长" * 201])
def test_a_reason_is_needed(person, reason):
    with pytest.raises(ReasonMissing):
        dismiss_finding(key=imported().document.key, rule="a", mark="b", reason=reason, person=person)


def test_an_unknown_document_is_refused(person):
    with pytest.raises(NotFound):
        dismiss_finding(key="nothing", rule="a", mark="b", reason="有理由", person=person)


def test_few_words_are_told_apart_by_those_around_them():
    text = "甲类企业应当（登记，乙类组织不必（登记。"

    assert words_mark(text, 6, 7, "") != words_mark(text, 16, 17, "")
    assert words_mark(text, 0, 0, "缺期限") != words_mark(text, 0, 0, "缺单位")
