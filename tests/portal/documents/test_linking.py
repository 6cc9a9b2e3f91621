"""Confirmed links: conditional, journalled, kept over revisions, taken back."""

import pytest

from tests.portal.documents.factories import PLAN, imported
from zhitong.portal.accounts.models import Person
from zhitong.portal.documents.models import ConfirmedLink
from zhitong.portal.documents.review.comparing import compare_page
from zhitong.portal.documents.review.linking import LinkRefused, confirm_link, withdraw_link
from zhitong.portal.foundation.models import Journal
from zhitong.portal.foundation.problems import NotFound, Refusal

pytestmark = pytest.mark.django_db
LOWER = (
    PLAN.replace("示例县", "示例乡")
    .replace("示政办发〔2026〕8号", "示乡发〔2026〕3号")
    .replace("（三）组织对接。每季度举办一次对接会。", "（三）修路。把三条土路铺成砂石路面。")
)


@pytest.fixture
def person():
    return Person.objects.create(username="bianji", display_name="编辑")


@pytest.fixture
def keys():
    return imported(LOWER, "lower.txt").document.key, imported(PLAN, "upper.txt").document.key


def row(keys, path):
    return next(one for one in compare_page(*keys).measures if one.text.path == path)


def confirm(keys, person, **more):
    given = {"lower": (keys[0], "二/（三）"), "upper": (keys[1], "二/（三）"), "grade": "full"} | more
    return confirm_link(**given, person=person)


def test_the_comparison_grades_marks_and_lists_the_own_measures(keys):
    page = compare_page(*keys)
    missing = row(keys, "二/（三）")

    assert page.counted() == {"full": 2, "none": 1}
    assert any(piece.is_marked and "对接" in piece.text for piece in missing.text.pieces)
    assert [one.path for one in page.own] == ["二/（三）"]


def test_a_confirmed_link_overrides_and_outlives_a_revision(keys, person):
    confirm(keys, person, note="以路促商")
    imported(LOWER.replace("砂石", "水泥"), "lower2.txt")
    answered = row(keys, "二/（三）")
    answer = answered.answers[0]

    assert (answered.coverage, answer.text.path, answer.by) == ("full", "二/（三）", "编辑")
    assert not any(piece.is_marked for piece in answered.text.pieces)
    assert compare_page(*keys).own == []
    line = Journal.objects.get(action="confirm_link")
    assert (line.before, line.after["grade"], line.reason) == ({}, "full", "以路促商")


def test_nobody_overwrites_unseen(keys, person):
    confirm(keys, person)
    with pytest.raises(LinkRefused, match="刚刚被别人改过"):
        confirm(keys, person, grade="none")
    confirm(keys, person, grade="partial", known_turn=1)

    assert (ConfirmedLink.objects.get().grade, ConfirmedLink.objects.get().turn) == ("partial", 2)
    with pytest.raises(LinkRefused):
        withdraw_link(lower=(keys[0], "二/（三）"), upper=(keys[1], "二/（三）"), known_turn=1, person=person)


def test_withdrawing_goes_back_to_the_suggestion(keys, person):
    confirm(keys, person)
    places = {"lower": (keys[0], "二/（三）"), "upper": (keys[1], "二/（三）")}

    assert withdraw_link(**places, known_turn=1, person=person)
    assert not withdraw_link(**places, known_turn=1, person=person)
    assert row(keys, "二/（三）").coverage == "none"
    assert Journal.objects.get(action="withdraw_link").before["grade"] == "full"


@pytest.mark.parametrize("wrong", [{"grade": "best"}, {"lower": ("nothing", "一")}])
def test_nonsense_is_refused(keys, person, wrong):
    with pytest.raises(LinkRefused):
        confirm(keys, person, **wrong)
    assert not ConfirmedLink.objects.exists()


def test_a_link_whose_clause_is_gone_is_listed(keys, person):
    confirm(keys, person)
    imported(LOWER.split("二、扩大市场")[0], "lower3.txt")

    assert [one.lower_path for one in compare_page(*keys).lost] == ["二/（三）"]


def test_a_document_is_not_compared_with_itself(keys):
    with pytest.raises(Refusal):
        compare_page(keys[0], keys[0])
    with pytest.raises(NotFound):
        compare_page(keys[0], "nothing")
