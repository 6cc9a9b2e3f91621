"""Two officers, several at once, limits, places that do not exist: refused as a whole, nothing changed."""

from dataclasses import replace
from datetime import date

import pytest

from tests.portal.accounts.factories import officer
from tests.portal.consultations.factories import (
    AFTER,
    ASKING,
    DURING,
    STARTS,
    commented,
    draft,
    editor,
    opened,
    turns,
)
from zhitong.portal.accounts.models import Role
from zhitong.portal.consultations.answering import Answer, answer_comments
from zhitong.portal.consultations.commenting import LONGEST
from zhitong.portal.consultations.models import Allowance, Comment, Consultation
from zhitong.portal.consultations.opening import change_end, open_consultation
from zhitong.portal.consultations.personal import covered, found_in
from zhitong.portal.consultations.problems import (
    ChangedMeanwhile,
    ConsultationRefused,
    ReasonMissing,
    TooMany,
)
from zhitong.portal.consultations.queries.desk import reminders
from zhitong.portal.foundation.problems import NotFound

pytestmark = pytest.mark.django_db
YES = Answer("adopted", "已采纳。")


def test_the_second_officer_sees_what_the_first_wrote_and_overwrites_nothing():
    held, person = opened()
    first, second = commented(held, 1)[0], commented(held, 2)[0]
    seen = turns(first, second)
    answer_comments(key=held.key, turns=turns(first), answer=YES, person=person, on=AFTER)

    with pytest.raises(ChangedMeanwhile, match="采纳：已采纳"):
        answer_comments(key=held.key, turns=seen, answer=Answer("partly", "另议。"), person=person, on=AFTER)
    assert list(Comment.objects.values_list("decision", "turn")) == [("adopted", 2), ("", 1)]


def test_an_answer_needs_a_reason_and_a_change_needs_a_newer_text():
    held, person = opened()
    seen = turns(commented(held)[0])
    for answer, refusal in (
        (replace(YES, reason=" "), ReasonMissing),
        (replace(YES, decision=""), ConsultationRefused),
        (replace(YES, path="一/（二）"), ConsultationRefused),
    ):
        with pytest.raises(refusal):
            answer_comments(key=held.key, turns=seen, answer=answer, person=person, on=AFTER)
    assert Comment.objects.get().decision == ""


def test_a_short_period_and_an_early_end_need_a_reason():
    short = replace(ASKING, ends=date(2026, 11, 7))
    key, person = draft().key, editor()
    with pytest.raises(ConsultationRefused, match="期限只有 7 天，少于 30 天"):
        open_consultation(document=key, asking=short, person=person, on=STARTS)
    assert Consultation.objects.count() == 0
    held = open_consultation(document=key, asking=ASKING, person=person, on=STARTS)
    with pytest.raises(ReasonMissing):
        change_end(key=held.key, ends=date(2026, 11, 20), reason="", person=person, on=DURING)
    held.refresh_from_db()
    assert held.ends == ASKING.ends


@pytest.mark.parametrize(
    ("region", "role"), [("159902", Role.EDITOR), ("1599", Role.REVIEWER), ("159921", Role.LEADER)]
)
def test_only_the_drafts_own_region_opens_it(region, role):
    key = draft().key
    with pytest.raises(NotFound):
        open_consultation(document=key, asking=ASKING, person=officer(region, role), on=STARTS)
    assert Consultation.objects.count() == 0


def test_a_form_sent_twice_is_one_comment_and_a_flood_is_refused(settings):
    held, _person = opened()
    settings.COMMENTS_PER_BROWSER = 2
    assert commented(held, 1) == commented(held, 1)
    commented(held, 1, once="second")
    with pytest.raises(TooMany):
        commented(held, 1, once="third")
    assert Comment.objects.count() == 2
    assert not Allowance.objects.filter(mark__in=["b1", "a1"]).exists()


@pytest.mark.parametrize("more", [{"text": "字" * (LONGEST + 1)}, {"text": " "}, {"path": "九/（九）"}])
def test_words_and_places_out_of_bounds_are_refused(more):
    held, _person = opened()
    with pytest.raises(ConsultationRefused):
        commented(held, **more)
    assert Comment.objects.count() == 0


def test_personal_data_is_found_and_covered():
    assert covered("找我：13800000000，a.b@example.com") == "找我：＊＊＊，＊＊＊"
    assert found_in("第13条、800元、2026年") == []


def test_the_desk_is_reminded_before_the_end_and_while_replies_are_missing():
    held, person = opened()
    commented(held)
    assert [one.key for one in reminders(person, date(2026, 11, 28)).ending] == [held.key]
    assert [(one.key, one.unanswered) for one in reminders(person, AFTER).waiting] == [(held.key, 1)]
    assert not reminders(officer("159902", Role.EDITOR), AFTER)
