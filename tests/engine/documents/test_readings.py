"""Readings under the word of people: what stays, what holds, what is lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhitong.engine.documents.parse import parse_text
from zhitong.engine.documents.readings import (
    ACCEPTED,
    CORRECTED,
    REJECTED,
    Correction,
    anchored,
    find,
    merge,
    projected,
    read_items,
    rebuilt,
)
from zhitong.engine.documents.readings.fields import checked, written
from zhitong.engine.documents.readings.reading import ground_of

PLAN = """示例县人民政府办公室关于印发小店成长行动方案（2026—2028年）的通知
示政办发〔2026〕8号

各有关部门：
现将方案印发给你们，请认真落实。

一、成长目标
到2028年底，新培育示范小店120家以上，累计建成服务站30个。
二、支持开办
（一）简化登记。材料齐全的，1个工作日内发照。（责任单位：县市场监管局、县财政局）
（二）减免费用。对新开办小店给予一次性补贴2000元。（牵头单位：县财政局；配合单位：县税务局）
三、扩大市场
（三）组织对接。每季度举办一次对接会。（责任单位：县商务局）

示例县人民政府办公室
2026年3月5日
"""
PARSED = parse_text(PLAN)
ITEMS = read_items(PARSED)
GROUND = ground_of(PARSED)
WHO = {"unit": "示例县司法局", "person": 7, "at": "2026-11-24T12:00:00+08:00"}


def one_of(kind, place=0):
    return [one for one in ITEMS if one.kind == kind][place]


def accept(item, number=1):
    return Correction(number, "accept", (item,), (item.judged(ACCEPTED, **WHO),))


def reject(item, number=1):
    return Correction(number, "reject", (item.judged(REJECTED, reason="不是目标", **WHO),), ())


def correct(item, number=1, **values):
    changed = replace(item, values={**item.values, **values})
    return Correction(number, "correct", (item,), (changed.judged(CORRECTED, **WHO),))


some = st.lists(st.integers(0, len(ITEMS) - 1), unique=True, max_size=8)


def test_every_kind_is_read_and_no_quote_is_invented():
    assert {one.kind for one in ITEMS} >= {"metadata", "measure", "target", "benefit", "time_limit", "duty"}
    assert [one for one in ITEMS if one.words.quote != PARSED.text[one.words.start : one.words.end]] == []


def test_without_corrections_nothing_changes():
    assert merge(ITEMS, [], GROUND).items == ITEMS


@given(some)
def test_accepting_changes_nothing_but_the_judgement(places):
    merged = merge(ITEMS, [accept(ITEMS[one], one) for one in places], GROUND)

    said = {"state": "unreviewed", "unit": "", "person": None, "at": "", "reason": ""}
    assert tuple(replace(one, **said) for one in merged.items) == ITEMS
    assert (merged.reviewed, merged.total, merged.lost) == (len(places), len(ITEMS), ())


@given(some, some)
def test_reading_the_same_text_again_gives_the_same_result(accepted, rejected):
    corrections = [accept(ITEMS[one], one) for one in accepted]
    corrections += [reject(ITEMS[one], 100 + one) for one in rejected if one not in accepted]
    again = parse_text(PARSED.text, paragraphs=True)

    assert merge(read_items(again), corrections, ground_of(again)) == merge(ITEMS, corrections, GROUND)


@given(st.permutations(range(6)), some)
def test_the_order_of_corrections_does_not_matter(order, places):
    corrections = [accept(ITEMS[one], one) for one in places[:6]]
    mixed = [corrections[one] for one in order if one < len(corrections)]

    assert merge(ITEMS, mixed, GROUND) == merge(ITEMS, corrections, GROUND)


def test_a_correction_survives_other_words_around_it():
    target = one_of("target")
    longer = PLAN.replace("二、支持开办", "二、支持开办\n本章自印发之日起执行，由县政府办解释。")
    other = parse_text(longer.replace("请认真落实", "请结合实际认真抓好落实"))

    merged = merge(read_items(other), [correct(target, value=150)], ground_of(other))

    held = [one for one in merged.items if one.kind == "target" and one.state == CORRECTED]
    assert [one.values["value"] for one in held] == [150]
    assert held[0].words.start != target.words.start
    assert held[0].words.quote == target.words.quote
    assert sum(one.kind == "target" for one in merged.items) == sum(one.kind == "target" for one in ITEMS)


def test_words_that_are_gone_are_listed_not_dropped():
    target = one_of("target")
    other = parse_text(PLAN.replace("120家", "130家"))
    merged = merge(read_items(other), [correct(target, value=150)], ground_of(other))

    assert [(one.number, one.item.values["value"]) for one in merged.lost] == [(1, 150)]
    assert next(one.values["value"] for one in merged.items if one.kind == "target") == 130
    assert merged.total == len(merged.items) + 1


def test_a_rejection_that_lost_its_words_is_listed():
    other = parse_text(PLAN.replace("120家", "130家"))
    merged = merge(read_items(other), [reject(one_of("target"))], ground_of(other))

    assert [one.action for one in merged.lost] == ["reject"]


def test_a_newer_machine_that_reads_otherwise_does_not_undo_a_person():
    target = one_of("target")
    newer = tuple(replace(one, values={**one.values, "value": 99}) if one == target else one for one in ITEMS)
    merged = merge(newer, [accept(target)], GROUND)

    assert next(one.values["value"] for one in merged.items if one.kind == "target") == 120


def test_an_added_reading_swallows_its_like_when_a_newer_machine_finds_it():
    target = one_of("target")
    older = tuple(one for one in ITEMS if one != target)
    added = Correction(1, "add", (), (target.judged("added", **WHO),))

    assert len(merge(older, [added], GROUND).items) == len(ITEMS)
    assert len(merge(ITEMS, [added], GROUND).items) == len(ITEMS)


def test_the_nth_of_the_same_words_is_found_again():
    text = "一、同样的话。同样的话。"
    ground = ground_of(parse_text(text))
    second = ground.text.rfind("同样")
    words = anchored(ground, second, second + 4)

    assert (words.nth, find(words, ground)) == (1, words)


def test_projection_and_document_hold_what_people_said():
    corrections = [correct(one_of("target"), 1, value=150), reject(one_of("target", 1), 2)]
    merged = merge(ITEMS, corrections, GROUND)
    targets = projected(merged.items, PARSED.meta)["targets"]
    document = rebuilt(PARSED, merged.items)

    assert [one["value"] for one in targets] == [150]
    assert targets[0]["reviewed"] == {"state": "corrected", "unit": WHO["unit"], "at": WHO["at"]}
    assert [int(one.value) for one in document.targets] == [150]
    assert document.measures == PARSED.measures


def test_nothing_corrected_rebuilds_the_same_document():
    assert rebuilt(PARSED, ITEMS) == PARSED


@pytest.mark.parametrize("item", ITEMS, ids=lambda one: f"{one.kind}-{one.words.start}")
def test_what_is_shown_in_a_form_is_read_back(item):
    values, problems = checked(item.kind, written(item.kind, item.values), str(item.values.get("field", "")))

    kept = {name: value for name, value in item.values.items() if name in (values or {})}
    assert (values, problems) == (kept, [])


GRANT = {"name": "补", "kind": "grant"}
AMOUNTS = """示例县人民政府关于支持小店的通知

一、支持开办
（一）贴息。对小店贷款按2%给予贴息，最高不超过5万元。
（二）补贴。对新开小店给予2000元至3000元一次性补贴。
（三）奖励。对达标小店，按规模分别给予1000元、2000元、5000元奖励。
"""


def test_ranges_steps_and_caps_survive_a_form_and_a_judgement():
    document = parse_text(AMOUNTS)
    items = [one for one in read_items(document) if one.kind == "benefit"]
    amounts = [one.values["amount"] for one in items]
    assert [(one.get("cap"), one.get("value_high"), one.get("tiers")) for one in amounts] == [
        ({"value": 5, "unit": "万元"}, None, None),
        (None, 3000, None),
        (None, None, [1000, 2000, 5000]),
    ]

    read_back = [checked("benefit", written("benefit", one.values)) for one in items]
    assert [(values["amount"], problems) for values, problems in read_back] == [(one, []) for one in amounts]
    judged = [one.judged(CORRECTED, **WHO) for one in items]
    assert rebuilt(document, judged).benefits == document.benefits


@pytest.mark.parametrize(
    ("kind", "said", "where"),
    [
        ("target", {"indicator": "小店", "comparator": ">=", "value": "许多"}, "value"),
        ("target", {"indicator": "小店", "comparator": ">=", "value": "NaN"}, "value"),
        ("target", {"indicator": "", "comparator": ">=", "value": "3"}, "indicator"),
        ("target", {"indicator": "小店", "comparator": ">", "value": "3"}, "comparator"),
        ("target", {"indicator": "小店", "comparator": "=", "value": "3", "deadline": "2026年"}, "deadline"),
        ("measure", {"units": "县财政局：牵头\n县财政局"}, "units"),
        ("citation", {}, "doc_number"),
        ("benefit", {"name": "补", "kind": "grant", "amount.type": "fixed"}, "amount.value"),
        ("target", {"indicator": "小店", "comparator": ">=", "value": "3", "value_high": "3"}, "value_high"),
        ("benefit", {**GRANT, "amount.type": "tiers"}, "amount.tiers"),
        ("benefit", {**GRANT, "amount.type": "tiers", "amount.tiers": "1000"}, "amount.tiers"),
        (
            "benefit",
            {**GRANT, "amount.type": "fixed", "amount.value": "2", "amount.tiers": "1、2"},
            "amount.tiers",
        ),
        (
            "benefit",
            {**GRANT, "amount.type": "rate", "amount.value": "2", "amount.cap.value": "5"},
            "amount.cap.value",
        ),
        (
            "benefit",
            {**GRANT, "amount.type": "rate", "amount.value": "2", "amount.value_high": "1"},
            "amount.value_high",
        ),
        ("metadata", {"value": "x"}, "field"),
    ],
)
def test_what_cannot_be_used_is_refused_at_its_field(kind, said, where):
    values, problems = checked(kind, said)

    assert (values, [one.where for one in problems]) == (None, [where])


def test_criteria_duties_and_articles_come_back_as_they_were_read():
    document = parse_text(
        "示例市小店管理办法\n第一条 申报示范小店应当符合下列条件之一："
        "（一）登记满2年；（二）近三年未受处罚。\n"
        "第二条 市商务局每年3月底前举办2次培训，依照《示例条例》第八条第二款执行。\n"
    )

    again = rebuilt(document, read_items(document))

    assert (again.criteria, again.duties, again.citations) == (
        document.criteria,
        document.duties,
        document.citations,
    )
    assert len(document.criteria) == 2
    assert [one.articles[0].article for one in document.citations] == ["8"]
    assert [one.count for one in document.duties] == [2]
