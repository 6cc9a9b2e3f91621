"""The table of steps is the truth: every action in every phase does what the table says, or nothing."""

from datetime import date, timedelta

import pytest

from tests.portal.consultations.factories import (
    AFTER,
    DURING,
    ENDS,
    REVISED,
    STARTS,
    commented,
    opened,
    turns,
)
from tests.portal.documents.factories import imported
from zhitong.portal.consultations.answering import Answer, answer_comments, hold_comments, show_comments
from zhitong.portal.consultations.closing import publish_answers, reopen_answers
from zhitong.portal.consultations.commenting import withdraw_comment
from zhitong.portal.consultations.models import Change, Comment, Consultation
from zhitong.portal.consultations.opening import cancel, change_end, replace_text
from zhitong.portal.consultations.problems import NotNow
from zhitong.portal.consultations.states import ACTIONS, BY_PLACE, PHASES, STEPS, phase_of
from zhitong.portal.documents.models import Document
from zhitong.portal.foundation.models import Journal

pytestmark = pytest.mark.django_db
DAYS = {
    "planned": STARTS - timedelta(days=1),
    "open": DURING,
    "replying": AFTER,
    "answered": AFTER,
    "cancelled": DURING,
}


@pytest.fixture
def world():
    held, person = opened()
    comment, secret = commented(held)
    imported(REVISED, "revised.txt")
    Document.objects.filter(pk=held.document_id).update(status="draft")
    return held, person, comment, secret


def bring_to(phase, held, person, comment):
    """The consultation in a phase, by the operations themselves."""
    if phase == "answered":
        show_comments(key=held.key, turns=turns(comment), person=person, on=AFTER)
        answer = Answer("adopted", "已采纳。")
        answer_comments(key=held.key, turns=turns(comment), answer=answer, person=person, on=AFTER)
        publish_answers(key=held.key, person=person, on=AFTER)
    if phase == "replying":
        # Answered already, so that publishing is refused by nothing but the table.
        bring_to("answered", held, person, comment)
        reopen_answers(key=held.key, reason="重新核对", person=person, on=AFTER)
    if phase == "cancelled":
        cancel(key=held.key, reason="事项撤销", person=person, on=DURING)
    held.refresh_from_db()


def act(action, held, person, comment, secret, on):
    seen = {"key": held.key, "person": person, "on": on}
    match action:
        case "comment":
            commented(held, 7, on=on)
        case "withdraw":
            withdraw_comment(secret=secret, on=on)
        case "extend":
            change_end(ends=ENDS + timedelta(days=9), reason="", **seen)
        case "shorten":
            change_end(ends=ENDS - timedelta(days=9), reason="提前完成", **seen)
        case "replace_text":
            replace_text(reason="文字修改", **seen)
        case "cancel":
            cancel(reason="事项撤销", **seen)
        case "release":
            show_comments(turns=turns(comment), **seen)
        case "hold":
            hold_comments(turns=turns(comment), reason="含个人信息", **seen)
        case "answer":
            answer_comments(turns=turns(comment), answer=Answer("partly", "部分采纳。"), **seen)
        case "publish":
            publish_answers(**seen)
        case "reopen":
            reopen_answers(reason="更正", **seen)


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Consultation, Comment, Change, Journal)]


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_possible_exactly_where_the_table_has_it(world, phase, action):
    held, person, comment, secret = world
    bring_to(phase, held, person, comment)
    on, step = DAYS[phase], BY_PLACE.get((phase, action))
    assert phase_of(held, on) == phase
    before = everything()
    lines = Journal.objects.count()

    if step is None:
        with pytest.raises(NotNow):
            act(action, held, person, comment, secret, on)
        assert everything() == before
    else:
        act(action, held, person, comment, secret, on)
        held.refresh_from_db()
        assert phase_of(held, on) == (step.then or phase)
        assert Journal.objects.count() == lines + 1


def test_the_table_names_only_what_exists():
    assert {one.phase for one in STEPS} | {one.then for one in STEPS if one.then} <= set(PHASES)
    assert {one.action for one in STEPS} == set(ACTIONS)
    assert len(BY_PLACE) == len(STEPS)
    assert {one.role for one in STEPS} == {"host", "writer", "anyone"}


@pytest.mark.parametrize(
    ("on", "phase"),
    [
        (date(2026, 10, 31), "planned"),
        (STARTS, "open"),
        (ENDS, "open"),
        (date(2026, 12, 1), "replying"),
    ],
)
def test_the_phase_goes_by_the_date(world, on, phase):
    assert phase_of(world[0], on) == phase
