"""Plain text in every encoding, refusals in plain Chinese, and what is always true of an outline."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhitong.engine.documents.formats import read
from zhitong.engine.documents.parse import parse, parse_text, to_json
from zhitong.engine.documents.structure.outlining import clause_at, sentences

TEXT = "示例市便民措施\n一、减免费用。（责任单位：市财政局）\n二、延长时间。\n"
PIECES = st.sampled_from(
    [
        "一、",
        "二、",
        "三、",
        "（一）",
        "（二）",
        "(三)",
        "1.",
        "2.",
        "12.",
        "（1）",
        "①",
        "——",
        "----",
        "第一条",
        "第二条",
        "第三条之一",
        "第一章",
        "附件1",
        "附件：",
        "目录",
        "。",
        "；",
        "：",
        "，",
        "（",
        "）",
        "《",
        "》",
        "“",
        "”",
        "责任单位：市财政局、商务局",
        "（市财政局牵头，商务局配合）",
        "各区人民政府",
        "本措施自印发之日起施行。",
        "2026年3月2日",
        "（此件公开发布）",
        "抄送：",
        "关于印发",
        "的通知",
        "方案",
        "现将《示例方案》印发给你们。",
        "等部门",
        "和",
        "及其他",
        "14",
        "减按50%",
        "10万元",
        "促进小店发展",
        "&nbsp;",
        "前款所称",
        "组长：",
        "以下措施均需各县区人民政府落实，不再单独列出。",
        "\n",
        "\n\n",
        "\t",
        "　　",
        " ",
        "- 3 -",
        "\ufeff",
        "\x00",
        "😀",
        "列第一位者为牵头单位，下同",
        "第一条 ",
    ]
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encoding_is_told_by_content(encoding):
    source, problems = read(TEXT.encode(encoding), "措施.txt")
    assert problems == []
    assert source is not None
    assert source.text.lstrip("\ufeff") == TEXT


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "空.txt", "empty"),
        (b" \r\n\t", "空白.txt", "empty"),
        (bytes(range(256)) * 20, "数据.txt", "not_text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64), "图.png", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧.doc", "old_word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "改名.docx", "old_word"),
        (b"PK\x03\x04" + b"word/document.xml" + bytes(40), "坏.docx", "broken_word"),
    ],
)
def test_unusable_file_is_refused_with_a_remedy(data, name, code):
    document, problems = parse(data, name)
    assert document is None
    assert [problem.code for problem in problems] == [code]
    assert any(word in problems[0].message for word in ("请", "再"))


def test_json_has_the_keys_of_the_contract_and_what_else_was_read_after_them():
    read_out = to_json(parse_text(TEXT))
    assert list(read_out) == [
        "text", "meta", "clauses", "measures", "targets", "benefits", "time_limits", "citations", "problems",
        "validity", "criteria", "duties",
    ]  # fmt: skip
    assert list(read_out["clauses"][0]) == ["id", "path", "label", "heading", "level", "start", "end"]
    assert list(read_out["measures"][0]) == [
        "path", "number", "start", "end", "responsible", "responsible_raw", "open_ended", "cites",
    ]  # fmt: skip
    assert read_out["measures"][0]["responsible"] == [{"name": "市财政局", "role": "unspecified"}]
    assert read_out["measures"][0]["responsible_raw"] == "（责任单位：市财政局）"


def test_innermost_clause_and_sentences_are_found():
    document = parse_text("示例市方案\n一、任务\n（一）便民。开设窗口。延长时间！\n")
    clause = clause_at(document.outline, document.text.index("窗口"))
    assert clause is not None
    assert clause.path == "一/（一）"
    spans = sentences(document.outline, clause)
    assert [document.text[start:end] for start, end in spans] == ["开设窗口。", "延长时间！"]
    assert clause_at(document.outline, 10_000) is None


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=60).map("".join))
def test_any_text_is_read_and_offsets_hold(source):
    document = parse_text(source)
    size = len(document.text)
    clauses = document.outline.clauses
    by_id = {clause.id: clause for clause in clauses}
    assert len(by_id) == len(clauses)
    assert len({clause.path for clause in clauses}) == len(clauses)
    for clause in clauses:
        assert 0 <= clause.start <= clause.body_end <= clause.end <= size
        if clause.parent is not None:
            parent = by_id[clause.parent]
            assert parent.start <= clause.start
            assert clause.end <= parent.end
            assert clause.level == parent.level + 1
        for start, end in sentences(document.outline, clause):
            assert clause.start <= start < end <= clause.body_end
    for problem in document.problems:
        assert problem.start is None or 0 <= problem.start <= (problem.end or 0) <= size
    for measure in document.measures:
        assert 0 <= measure.start < measure.end <= size
        for unit in measure.responsible:
            assert document.text[unit.start : unit.end] == unit.printed
    to_json(document)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.docx", "a", "a.html", "a.pdf", "a.zip"]))
def test_any_bytes_give_a_document_or_one_problem(data, name):
    document, problems = parse(data, name)
    assert document is not None or len(problems) == 1


def test_joint_issuers_parted_by_a_blank_are_two_and_the_title_is_printed():
    document = parse_text("财政部 税务总局关于继续减轻小店负担的公告\n一、小店免征印花税。\n")

    assert document.meta["issuer"] == "财政部、税务总局"
    assert document.meta["title"] == "财政部 税务总局关于继续减轻小店负担的公告"
    assert document.meta["title"] in document.text
