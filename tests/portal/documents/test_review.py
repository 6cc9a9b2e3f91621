"""Correcting what the machine read: who may, what holds, what survives, what is taken back."""

from datetime import date

import pytest

from tests.portal.documents.factories import PLAN, imported
from zhitong.engine.documents.readings import UNREVIEWED
from zhitong.portal.accounts.models import Membership, Organisation, Person, Role
from zhitong.portal.documents.importing.catalogue import load_catalogue
from zhitong.portal.documents.importing.rereading import fresh_text, read_again
from zhitong.portal.documents.models import Correction, Document, Measure, Revision
from zhitong.portal.documents.queries import document_page
from zhitong.portal.documents.queries.publishing import publication
from zhitong.portal.documents.review.judgement import ReviewRefused, Said
from zhitong.portal.documents.review.judging import (
    accept_reading,
    accept_surest,
    add_reading,
    correct_reading,
    reject_reading,
    undo_judgement,
)
from zhitong.portal.documents.review.standing import merged_of
from zhitong.portal.foundation.models import Journal
from zhitong.portal.foundation.problems import NotFound

pytestmark = pytest.mark.django_db
TEXT = PLAN.replace(
    "（三）组织对接。", "（三）组织对接。到2028年底，新培育示范小店120家以上，建成服务站30个。"
)


def editor(name, region):
    unit = Organisation.objects.create(key=name, name=f"示例单位{region}", region=region)
    person = Person.objects.create(username=name)
    Membership.objects.create(person=person, organisation=unit, role=Role.EDITOR, starts=date(2020, 1, 1))
    return person


@pytest.fixture
def world():
    document = imported(TEXT).document
    Document.objects.filter(pk=document.pk).update(region="991101")
    return document.key, editor("own", "991101"), editor("other", "991102")


def newest(key):
    return Revision.objects.filter(document__key=key).order_by("-number").first()


def read(key, kind, state=None):
    items = merged_of(newest(key)).items
    return [one for one in items if one.kind == kind and state in (None, one.state)]


def words(key, quote):
    place = newest(key).text.index(quote)
    return place, place + len(quote)


def test_another_countys_editor_cannot_correct(world):
    key, _own, other = world
    item = read(key, "target")[0]
    before = newest(key).parse

    with pytest.raises(NotFound):
        accept_reading(key=key, item=item.key, person=other)
    with pytest.raises(NotFound):
        reject_reading(key=key, item=item.key, reason="不是目标", person=other)

    assert (Correction.objects.count(), newest(key).parse) == (0, before)


def test_accepting_is_shown_with_who_and_when(world):
    key, own, _ = world
    accept_reading(key=key, item=read(key, "target")[0].key, person=own)

    said = document_page(key).targets[0]
    assert said["value"] == 120
    assert (said["reviewed"]["state"], said["reviewed"]["unit"]) == ("accepted", "示例单位991101")
    assert Journal.objects.filter(action="accept_reading", actor=own.pk).count() == 1


def test_two_people_at_once_is_a_refusal(world):
    key, own, _ = world
    item = read(key, "target")[0]
    accept_reading(key=key, item=item.key, person=own)

    with pytest.raises(ReviewRefused, match="刚刚被别人改过"):
        accept_reading(key=key, item=item.key, person=own)
    assert Correction.objects.count() == 1


def test_corrected_values_reach_page_export_and_units(world):
    key, own, _ = world
    target = read(key, "target")[0]
    values = {**target.values, "value": 150}
    said = Said(values, target.words.start, target.words.end)
    correct_reading(key=key, items=[target.key], said=[said], person=own)
    measure = read(key, "measure")[0]
    units = [{"name": "县司法局", "role": "lead"}]
    said = Said({"number": "1", "units": units, "open_ended": False}, measure.words.start, measure.words.end)
    correct_reading(key=key, items=[measure.key], said=[said], person=own)

    page, out = document_page(key), publication(key).content
    assert [one["value"] for one in page.targets] == [150, 30] == [one["value"] for one in out["targets"]]
    assert [(one.name, one.role) for one in page.measures[0].units] == [("县司法局", "lead")]
    assert out["measures"][0]["reviewed"]["state"] == "corrected"
    assert "machine_meta" not in out


def test_a_measure_keeps_its_row_when_its_units_change(world):
    key, own, _ = world
    before = list(Measure.objects.values_list("pk", "path"))
    measure = read(key, "measure")[0]
    said = Said({**measure.values, "units": []}, measure.words.start, measure.words.end)
    correct_reading(key=key, items=[measure.key], said=[said], person=own)

    assert list(Measure.objects.values_list("pk", "path")) == before


def test_rejected_leaves_every_list_and_comes_back_by_undo(world):
    key, own, _ = world
    row = reject_reading(key=key, item=read(key, "target")[0].key, reason="是现状，不是目标", person=own)
    assert [one["value"] for one in document_page(key).targets] == [30]

    undo_judgement(key=key, number=row.pk, person=own)

    assert [one["value"] for one in document_page(key).targets] == [120, 30]
    with pytest.raises(ReviewRefused):
        undo_judgement(key=key, number=row.pk, person=own)


def test_rejecting_needs_a_reason(world):
    key, own, _ = world
    with pytest.raises(ReviewRefused, match="理由"):
        reject_reading(key=key, item=read(key, "target")[0].key, reason=" ", person=own)
    assert Correction.objects.count() == 0


def test_split_then_correct_one_half_then_undo_both(world):
    key, own, _ = world
    target = read(key, "target")[0]
    halves = [
        Said({**target.values, "indicator": "甲"}, *words(key, "新培育示范小店120家以上")),
        Said({**target.values, "indicator": "乙"}, *words(key, "示范小店120家")),
    ]
    split = correct_reading(key=key, items=[target.key], said=halves, person=own)
    half = next(one for one in read(key, "target") if one.values["indicator"] == "乙")
    changed = Said({**half.values, "value": 7}, half.words.start, half.words.end)
    later = correct_reading(key=key, items=[half.key], said=[changed], person=own)

    assert [(one.values["indicator"], one.values["value"]) for one in read(key, "target")][:2] == [
        ("甲", 120),
        ("乙", 7),
    ]
    undo_judgement(key=key, number=later.pk, person=own)
    assert [one.values["value"] for one in read(key, "target")] == [120, 120, 30]
    undo_judgement(key=key, number=split.pk, person=own)
    assert [(one.values["value"], one.state) for one in read(key, "target")] == [
        (120, UNREVIEWED),
        (30, UNREVIEWED),
    ]


def test_merge_two_into_one(world):
    key, own, _ = world
    one, two = read(key, "target")
    said = Said({**one.values, "value": 150, "indicator": "两项合计"}, one.words.start, two.words.end)
    correct_reading(key=key, items=[one.key, two.key], said=[said], person=own)

    assert [(each.values["indicator"], each.state) for each in read(key, "target")] == [
        ("两项合计", "corrected")
    ]


def test_readings_of_two_kinds_do_not_merge(world):
    key, own, _ = world
    items = [read(key, "target")[0].key, read(key, "measure")[0].key]
    with pytest.raises(ReviewRefused, match="同一种"):
        correct_reading(key=key, items=items, said=[Said({}, 0, 1)], person=own)
    assert Correction.objects.count() == 0


def test_add_what_was_missed_once(world):
    key, own, _ = world
    said = Said({"what": "举办对接会", "value": 1, "unit": "次"}, *words(key, "每季度举办一次对接会"))
    add_reading(key=key, kind="time_limit", said=said, person=own)

    assert [one["what"] for one in document_page(key).time_limits if one.get("reviewed")] == ["举办对接会"]
    with pytest.raises(ReviewRefused, match="已经有了"):
        add_reading(key=key, kind="time_limit", said=said, person=own)


def test_bulk_accepts_only_the_number_that_was_shown(world):
    key, own, _ = world
    total = len(read(key, "target"))
    with pytest.raises(ReviewRefused, match=f"现在是 {total} 条"):
        accept_surest(key=key, kind="target", least=0.5, expected=total + 1, person=own)
    assert Correction.objects.count() == 0

    assert accept_surest(key=key, kind="target", least=0.5, expected=total, person=own) == total
    assert [one.state for one in read(key, "target")] == ["accepted"] * total


def test_corrections_survive_a_new_revision_and_a_new_reading(world):
    key, own, _ = world
    target = read(key, "target")[0]
    said = Said({**target.values, "value": 150}, target.words.start, target.words.end)
    correct_reading(key=key, items=[target.key], said=[said], person=own)

    imported(TEXT.replace("一、支持开办\n", "一、支持开办\n本章由县政府办负责解释。\n"), name="newer.txt")
    assert newest(key).number == 2
    assert [one["value"] for one in document_page(key).targets] == [150, 30]

    read_again(key=key, parsed=fresh_text(key), person=own)
    assert [one["value"] for one in document_page(key).targets] == [150, 30]


def test_a_correction_whose_words_are_gone_is_listed(world):
    key, own, _ = world
    target = read(key, "target")[0]
    said = Said({**target.values, "value": 150}, target.words.start, target.words.end)
    row = correct_reading(key=key, items=[target.key], said=[said], person=own)

    imported(TEXT.replace("120家", "130家"), name="newer.txt")

    assert [(one.number, one.item.values["value"]) for one in merged_of(newest(key)).lost] == [(row.pk, 150)]
    assert [one["value"] for one in document_page(key).targets] == [130, 30]


def test_corrected_metadata_holds_against_the_catalogue_until_undone(world):
    key, own, _ = world
    number = next(one for one in read(key, "metadata") if one.values["field"] == "doc_number")
    said = Said({"field": "doc_number", "value": "示政办发〔2026〕9号"}, 0, 0)
    row = correct_reading(key=key, items=[number.key], said=[said], person=own)
    load_catalogue([])

    assert Document.objects.get(key=key).doc_number == "示政办发〔2026〕9号"
    undo_judgement(key=key, number=row.pk, person=own)
    assert Document.objects.get(key=key).doc_number == "示政办发〔2026〕8号"


def test_reading_again_brings_outline_and_metadata_up_to_date_and_keeps_addresses(world):
    key, own, _ = world
    revision = newest(key)
    whole = list(revision.clauses.order_by("order").values_list("pk", "path", "label", "start"))
    lost, kept = whole[-1], whole[0]
    revision.clauses.filter(pk=lost[0]).delete()
    revision.clauses.filter(pk=kept[0]).update(label="旧", level=9)
    Revision.objects.filter(pk=revision.pk).update(
        parse={
            **revision.parse,
            "machine_meta": {"title": "旧题", "issuer": "网页所列机关", "page_only": "x"},
        }
    )
    before = revision.turn

    read_again(key=key, parsed=fresh_text(key), person=own)
    after = newest(key)
    rows = list(after.clauses.order_by("order").values_list("pk", "path", "label", "start"))
    assert [row[1:] for row in rows] == [row[1:] for row in whole]
    assert [row[0] for row in rows[:-1]] == [row[0] for row in whole[:-1]]
    assert (after.number, after.turn) == (revision.number, before + 1)
    assert after.parse["meta"]["title"] == after.document.title
    assert after.parse["meta"]["page_only"] == "x"

    read_again(key=key, parsed=fresh_text(key), person=own)
    assert newest(key).turn == before + 1
