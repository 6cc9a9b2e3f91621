"""What leaves is valid, whole and in order."""

import io
import json
import re
from importlib import resources

import pytest
from docx import Document
from lxml import etree

from zhitong.engine.documents.out import (
    FORMS,
    check_akn,
    identified,
    publication_of,
    to_akn,
    to_legislation,
    to_markdown,
    to_word,
    written,
)
from zhitong.engine.documents.parse import parse, parse_text

SPACE = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
STATUTE = """示例省小店促进条例
（2026年1月5日示例省第一届人民代表大会常务委员会第一次会议通过）
第一章 总则
第一条 为了促进小店成长，制定本条例。
第二条 本条例所称小店，是指从业人员不足十人的经营主体。
其他经营主体参照执行。
第二章 支持
第三条 对小店给予下列支持：
（一）减免费用；
（二）提供场地：
1.公有场地；
2.闲置场地。
第三条之一 新增的一条。
"""
PLAN = """示例县人民政府办公室关于印发小店行动方案的通知
示政办发〔2026〕8号
各有关部门：
现将方案印发给你们，请认真落实。
示例县人民政府办公室
2026年3月5日

小店行动方案
为支持小店，制定本方案。
一、总体要求
（一）简化登记。当日受理。
——全程网办
1.统一表单。
二、保障措施
加强协调 < & > *重点*。
附件
任务表
1.第一项 甲局
"""
EMPTY = ["", "无编号的一段话", "一、", "第一条", "\x0c一、甲\x07乙。", "附件\n表"]


def squeezed(text):
    return re.sub(r"\s+", "", text)


def published(text):
    return publication_of(parse_text(text))


def root_of(text):
    return etree.fromstring(to_akn(published(text)))


@pytest.mark.parametrize("text", [STATUTE, PLAN, *EMPTY])
def test_every_export_is_valid_akoma_ntoso(text):
    assert check_akn(to_akn(published(text))) == []


@pytest.mark.parametrize("text", [STATUTE, PLAN])
def test_every_word_is_there_once_and_in_order(text):
    made = published(text)
    words = squeezed(made.text)

    assert words == squeezed("".join(root_of(text).itertext()))
    printed = Document(io.BytesIO(to_word(made))).paragraphs
    assert squeezed("".join(one.text for one in printed)).endswith(words)
    plain = squeezed(re.sub(r"---|[\\\\#|]", "", to_markdown(made)))
    assert plain.endswith(words)


TASKS = """示例市小店服务方案

一、重点任务
1.建设站点。（市商务局负责）

附件
任务分工表
序号\t任务\t责任单位
1\t编印指南\t市商务局
2\t开通电话\t
"""


def test_a_table_leaves_as_a_table():
    made = published(TASKS)
    (grid,) = Document(io.BytesIO(to_word(made))).tables

    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["序号", "任务", "责任单位"],
        ["1", "编印指南", "市商务局"],
        ["2", "开通电话", ""],
    ]
    assert "| 序号 | 任务 | 责任单位 |\n| --- | --- | --- |\n| 1 | 编印指南 | 市商务局 |" in to_markdown(made)
    assert check_akn(to_akn(made)) == []


def test_identifiers_have_normalised_numbers():
    ids = root_of(STATUTE).xpath("//a:body//@eId", namespaces=SPACE)

    assert ids == [
        "chp_1",
        "chp_1__art_1",
        "chp_1__art_2",
        "chp_1__art_2__para_1",
        "chp_1__art_2__para_2",
        "chp_2",
        "chp_2__art_3",
        "chp_2__art_3__point_1",
        "chp_2__art_3__point_2",
        "chp_2__art_3__point_2__indent_1",
        "chp_2__art_3__point_2__indent_2",
        "chp_2__art_3-1",
    ]


def test_an_issued_plan_is_attached_to_its_notice():
    root = root_of(PLAN)
    asked = lambda path: root.xpath(path, namespaces=SPACE)  # noqa: E731

    assert asked("/a:akomaNtoso/a:doc/@name") == ["notice"]
    assert asked("/a:akomaNtoso/a:doc/a:attachments/a:attachment/@eId") == ["att_1", "att_2"]
    assert asked("//a:attachment[@eId='att_1']//a:division/a:num/text()") == ["一、", "二、"]
    assert [
        re.sub(r"/(implementation-)?plan/", "/other/", one)
        for one in asked("/a:akomaNtoso/a:doc/a:meta/a:identification/a:FRBRWork/a:FRBRthis/@value")
    ] == ["/akn/cn/doc/other/2026-03-05/示政办发-8"]


@pytest.mark.parametrize("text", [STATUTE, PLAN])
def test_ids_made_from_kept_rows_are_those_of_the_reading(text):
    made = published(text)
    paths = {clause.id: clause.path for clause in made.clauses}

    assert made.clauses == identified(
        made.text, [(one, paths.get(one.parent or "", "")) for one in made.clauses]
    )


def test_what_the_schema_refuses_is_said():
    assert [one.code for one in check_akn(b"<a>")] == ["akn_xml"]
    assert {"akn_schema"} == {one.code for one in check_akn(b"<a/>")}


def test_what_is_unknown_is_not_told_to_search_engines():
    told = to_legislation(published("示例通知\n一、甲。"), "https://example.org/d", "unknown")

    assert {"legislationDate", "legislationLegalForce", "legislationPassedBy"}.isdisjoint(told)
    assert to_legislation(published(STATUTE), "x", "in_force")["legislationLegalForce"] == "InForce"
    assert "legislationLegalForce" not in to_legislation(published(STATUTE), "x", "draft")


def test_json_is_the_contract():
    content = json.loads(written(published(PLAN), "json"))

    assert {"text", "meta", "clauses", "measures", "targets", "benefits", "citations", "problems"} <= set(
        content
    )
    assert {"akn", "json", "md", "docx"} == set(FORMS)


def test_the_sample_plan_leaves_whole():
    plan = resources.files("zhitong") / "packs" / "sample" / "documents" / "plan.txt"
    document, _ = parse(plan.read_bytes(), "plan.txt")
    data = to_akn(publication_of(document))

    assert ([], squeezed(document.text)) == (
        check_akn(data),
        squeezed("".join(etree.fromstring(data).itertext())),
    )


@pytest.mark.seeds
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_real_documents_leave_whole(seeds, number):
    path = seeds(number)
    document, _ = parse(path.read_bytes(), path.name)
    data = to_akn(publication_of(document))

    assert check_akn(data) == []
    assert squeezed(document.text) == squeezed("".join(etree.fromstring(data).itertext()))
