"""Extensions with their source, judged proposals, and what the texts of the library do to each other."""

from datetime import date

import pytest

from tests.portal.documents.factories import PLAN, imported
from tests.portal.documents.test_review import editor
from zhitong.portal.documents.models import Document, Effect, Mention
from zhitong.portal.documents.queries import document_list
from zhitong.portal.documents.queries.life import life_page
from zhitong.portal.documents.relations.relating import relate_all
from zhitong.portal.documents.review.extending import (
    Extension,
    ExtensionRefused,
    accept_extension,
    dismiss_effect,
    record_extension,
    undo_effect,
)
from zhitong.portal.foundation.models import Journal
from zhitong.portal.foundation.problems import NotFound

pytestmark = pytest.mark.django_db
ENDED, TODAY, LATER = date(2026, 8, 31), date(2026, 11, 24), date(2027, 12, 31)
SENTENCE = "示政办发〔2026〕8号有效期延长至2027年12月31日"
HIGHER = f"""示例县人民政府办公室关于延续小店政策的通知
示政办发〔2026〕25号

一、延续
（一）期限。{SENTENCE}。
（二）衔接。示政办发〔2026〕8号中的登记要求不变。（责任单位：县商务局）

示例县人民政府办公室
2026年9月1日
"""
SAID = Extension("示政办发〔2026〕25号", "一/（一）", SENTENCE, LATER)


@pytest.fixture
def world():
    document = imported(PLAN).document
    Document.objects.filter(pk=document.pk).update(region="991101", expires_on=ENDED)
    return document.key, editor("own", "991101"), editor("other", "991102")


def state(key, on=TODAY):
    return life_page(key, on=on).standing.state


def journal(action):
    return Journal.objects.filter(action=action).count()


def test_a_proposal_changes_nothing_until_it_is_accepted_and_again_when_undone(world):
    key, own, _other = world
    imported(HIGHER, "higher.txt")
    [proposal] = life_page(key, on=TODAY).proposals
    assert (proposal.until, proposal.path, state(key)) == (LATER, "一/（一）", "lapsed")

    accept_extension(key=key, number=proposal.pk, until=LATER, is_long_term=False, person=own)
    page = life_page(key, on=TODAY)
    assert (page.standing.state, page.standing.until, page.proposals) == ("extended", LATER, [])
    assert (page.standing.cause.doc_number, page.standing.cause.path) == ("示政办发〔2026〕25号", "一/（一）")
    assert (state(key, ENDED), state(key, date(2028, 1, 1))) == ("in_force", "lapsed")

    undo_effect(key=key, number=proposal.pk, person=own)
    assert (state(key), len(life_page(key, on=TODAY).proposals)) == ("lapsed", 1)
    assert (journal("accept_extension"), journal("undo_effect")) == (1, 1)


def test_a_dismissed_proposal_stays_away_when_the_text_is_read_again(world):
    key, own, _other = world
    imported(HIGHER, "higher.txt")
    [proposal] = life_page(key, on=TODAY).proposals
    dismiss_effect(key=key, number=proposal.pk, reason="另有规定", person=own)
    relate_all()

    assert (life_page(key, on=TODAY).proposals, Effect.objects.count()) == ([], 1)
    with pytest.raises(ExtensionRefused, match="刚刚被别人"):
        accept_extension(key=key, number=proposal.pk, until=LATER, is_long_term=False, person=own)


def test_two_editors_accepting_the_same(world):
    key, own, _other = world
    imported(HIGHER, "higher.txt")
    [proposal] = life_page(key, on=TODAY).proposals
    accept_extension(key=key, number=proposal.pk, until=LATER, is_long_term=False, person=own)

    with pytest.raises(ExtensionRefused, match="刚刚被别人"):
        accept_extension(key=key, number=proposal.pk, until=LATER, is_long_term=False, person=own)
    assert journal("accept_extension") == 1


def test_a_person_records_what_the_machine_did_not_read(world):
    key, own, _other = world
    imported(HIGHER.replace(SENTENCE, "小店政策执行到2027年12月31日"), "higher.txt")
    said = Extension("示政办发〔2026〕25号", "一/（一）", "小店政策执行到2027年12月31日", LATER)
    made = record_extension(key=key, said=said, person=own)

    assert (state(key), journal("record_extension")) == ("extended", 1)
    with pytest.raises(ExtensionRefused, match="已经记录过"):
        record_extension(key=key, said=said, person=own)
    undo_effect(key=key, number=made.pk, person=own)
    assert (state(key), Effect.objects.filter(ended_at=None).count()) == ("lapsed", 0)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (Extension("示政办发〔2026〕25号", "一/（二）", SENTENCE, LATER), "没有这些字句"),
        (Extension("示政办发〔2026〕25号", "九/（九）", SENTENCE, LATER), "没有条款"),
        (Extension("示政办发〔2026〕25号", "一/（一）", SENTENCE + "！", LATER), "没有这些字句"),
        (Extension("示政办发〔2026〕25号", "一/（一）", "有", LATER), "摘录写明延续的原句"),
        (Extension("示政办发〔2026〕25号", "一/（一）", SENTENCE, None), "二选一"),
        (Extension("示政办发〔2026〕25号", "一/（一）", SENTENCE, LATER, True), "二选一"),
        (Extension("示政办发〔2026〕25号", "一/（一）", SENTENCE, ENDED), "不晚于"),
        (Extension("示政办发〔1999〕1号", "一/（一）", SENTENCE, LATER), "库中没有"),
        (Extension("示政办发〔2026〕8号", "一/（一）", "当日受理的当日办结", LATER), "不能延续自己"),
        (Extension("", "一/（一）", SENTENCE, LATER), "文号或标题"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(world, said, message):
    key, own, _other = world
    imported(HIGHER, "higher.txt")

    with pytest.raises(ExtensionRefused, match=message):
        record_extension(key=key, said=said, person=own)
    assert (Effect.objects.filter(state="holds").count(), state(key), journal("record_extension")) == (
        0,
        "lapsed",
        0,
    )


def test_a_text_outside_the_library_is_kept_as_such(world):
    key, own, _other = world
    said = Extension("示例省政府令第9号", "第二条", "小店政策长期执行", None, True, True)
    record_extension(key=key, said=said, person=own)
    now = life_page(key, on=date(2090, 1, 1)).standing

    assert (now.state, now.until, now.cause.key, now.cause.title) == (
        "extended",
        None,
        "",
        "示例省政府令第9号",
    )


def test_a_draft_extends_nothing(world):
    key, own, _other = world
    higher = imported(HIGHER, "higher.txt").document
    Document.objects.filter(pk=higher.pk).update(status="draft")

    with pytest.raises(ExtensionRefused, match="征求意见稿"):
        record_extension(key=key, said=SAID, person=own)


def test_another_countys_editor_is_refused(world):
    key, _own, other = world
    imported(HIGHER, "higher.txt")
    [proposal] = life_page(key, on=TODAY).proposals

    with pytest.raises(NotFound):
        record_extension(key=key, said=SAID, person=other)
    with pytest.raises(NotFound):
        accept_extension(key=key, number=proposal.pk, until=LATER, is_long_term=False, person=other)
    with pytest.raises(NotFound):
        dismiss_effect(key=key, number=proposal.pk, reason="不适用", person=other)
    with pytest.raises(NotFound):
        undo_effect(key=key, number=proposal.pk, person=other)
    assert (state(key), Journal.objects.filter(action__contains="exten").count()) == ("lapsed", 0)


def test_what_others_said_before_it_came_is_found_when_it_comes():
    imported(HIGHER, "higher.txt")
    assert (Effect.objects.count(), Mention.objects.count()) == (0, 0)
    key = imported(PLAN).document.key

    assert [one.kind for one in Effect.objects.filter(document__key=key)] == ["extends"]
    found = Mention.objects.filter(document__key=key, in_measure=True)
    assert {one.path for one in found} == {"一/（一）", "一/（二）"}


def test_an_amendment_is_a_stage_and_leads_to_the_words():
    key = imported(PLAN).document.key
    imported(HIGHER.replace(SENTENCE, "将示政办发〔2026〕8号第二条修改为免收五年"), "higher.txt")
    page = life_page(key, on=TODAY)

    assert [one.relation for one in page.successions] == ["amended_by"]
    assert [(one.name, one.day) for one in page.stages if one.cause] == [("amended", date(2026, 9, 1))]


def test_the_list_is_narrowed_by_standing_on_a_day(world):
    key, _own, _other = world

    assert [one.key for one in document_list(state="lapsed", on=TODAY).rows] == [key]
    assert document_list(state="lapsed", on=ENDED).rows == []
    assert [one.key for one in document_list(state="in_force", on=ENDED).rows] == [key]
