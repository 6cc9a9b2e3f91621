"""Word files: automatic numbers become text, nothing is executed, broken files are refused."""

import importlib.util
import io
import zipfile
from pathlib import Path

import pytest

from zhitong.engine.documents.formats import read
from zhitong.engine.documents.parse import parse

_SPEC = importlib.util.spec_from_file_location("wordfile", Path(__file__).with_name("wordfile.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
word = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(word)

HEADINGS = (
    '<w:abstractNum w:abstractNumId="7">'
    + word.level(0, "chineseCounting", "%1、", style="H1")
    + word.level(1, "chineseCounting", "（%2）", style="H2")
    + word.level(2, "decimal", "%3.")
    + word.level(3, "decimalEnclosedCircle", "%4")
    + "</w:abstractNum>"
)
LIST = HEADINGS + '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
STYLES = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
    "</w:numPr></w:pPr></w:style>"
)


def _lines(data: bytes) -> list[str]:
    source, problems = read(data, "样本.docx")
    assert source is not None, problems
    return source.text.split("\n")


def test_numbers_linked_to_styles_become_text():
    body = (
        word.paragraph("总体要求", style="H1")
        + word.paragraph("基本原则", style="H2")
        + word.paragraph("工作目标", style="H2")
        + word.paragraph("重点任务", style="H1")
        + word.paragraph("降低成本", style="H2")
    )
    data = word.word_file(body, numbering=LIST, styles=STYLES)
    assert _lines(data) == [
        "一、总体要求",
        "（一）基本原则",
        "（二）工作目标",
        "二、重点任务",
        "（一）降低成本",
    ]


def test_deeper_levels_count_and_restart():
    steps = [("甲", 0), ("乙", 1), ("丙", 2), ("丁", 2), ("戊", 3), ("己", 1), ("庚", 2), ("辛", 0)]
    body = "".join(word.paragraph(text, number="1", level=depth) for text, depth in steps)
    data = word.word_file(body, numbering=LIST)
    assert _lines(data) == ["一、甲", "（一）乙", "1.丙", "2.丁", "①戊", "（二）己", "1.庚", "二、辛"]


def test_level_that_never_restarts_runs_on():
    numbering = (
        '<w:abstractNum w:abstractNumId="2">'
        + word.level(0, "chineseCounting", "（%1）")
        + word.level(1, "decimal", "%2.", extra='<w:lvlRestart w:val="0"/>')
        + '</w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>'
    )
    steps = [("甲", 0), ("乙", 1), ("丙", 1), ("丁", 0), ("戊", 1)]
    body = "".join(word.paragraph(text, number="4", level=depth) for text, depth in steps)
    assert _lines(word.word_file(body, numbering=numbering)) == [
        "（一）甲",
        "1.乙",
        "2.丙",
        "（二）丁",
        "3.戊",
    ]


def test_start_and_override_of_a_list():
    numbering = (
        '<w:abstractNum w:abstractNumId="2">'
        + word.level(0, "chineseCounting", "第%1条", start=3)
        + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="2"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="11"/></w:lvlOverride></w:num>'
    )
    body = "".join(word.paragraph("应当守法。", number=number, level=0) for number in ("1", "1", "2", "2"))
    assert _lines(word.word_file(body, numbering=numbering)) == [
        "第三条 应当守法。",
        "第四条 应当守法。",
        "第十一条 应当守法。",
        "第十二条 应当守法。",
    ]


def test_number_switched_off_is_not_printed():
    body = (
        word.paragraph("甲", style="H1")
        + word.paragraph("乙", style="H1", number="0")
        + word.paragraph("丙", style="H1")
    )
    data = word.word_file(body, numbering=LIST, styles=STYLES)
    assert _lines(data) == ["一、甲", "乙", "二、丙"]


def test_whole_document_with_automatic_numbers():
    body = (
        word.paragraph("示例市人民政府办公室关于印发\n示例市小店培育方案的通知")
        + word.paragraph("为培育小店，制定本方案。")
        + word.paragraph("重点任务", style="H1")
        + word.paragraph("减免租金", style="H2")
        + word.paragraph("减免三个月租金。（责任单位：市国资委、财政局）", number="1", level=2)
        + word.paragraph("公示减免名单。（责任单位：市财政局）", number="1", level=2)
        + word.table(("任务", "时间"), ("减免", "三月"))
    )
    data = word.word_file(body, numbering=LIST, styles=STYLES)
    document, problems = parse(data, "样本.docx")
    assert document is not None, problems
    assert document.meta["title"] == "示例市人民政府办公室关于印发示例市小店培育方案的通知"
    assert [(one.path, [unit.name for unit in one.responsible]) for one in document.measures] == [
        ("一/（一）/1", ["市国资委", "市财政局"]),
        ("一/（一）/2", ["市财政局"]),
    ]
    assert "任务\t时间\n减免\t三月" in document.text


def test_macros_and_links_are_reported_and_left_alone():
    external = (
        f'<Relationship Id="rId9" Type="{word.KIND}/attachedTemplate" Target="http://example.invalid/a.dotm" '
        'TargetMode="External"/>'
    )
    data = word.word_file(word.paragraph("一、加强宣传。"), external=external, macro=True)
    source, problems = read(data, "样本.docx")
    assert source is not None
    assert [problem.code for problem in problems] == ["macros", "external_links"]


def test_entities_are_refused():
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word.word_file(word.paragraph("一、甲")))) as package,
        zipfile.ZipFile(written, "w") as changed,
    ):
        for name in package.namelist():
            prefix = b"<!DOCTYPE w [<!ENTITY a 'aa'>]>" if name == "word/document.xml" else b""
            changed.writestr(name, prefix + package.read(name))
    source, problems = read(written.getvalue(), "样本.docx")
    assert source is None
    assert [problem.code for problem in problems] == ["entities"]


@pytest.mark.parametrize("cut", [10, 200, 600])
def test_broken_word_file_is_refused_in_one_sentence(cut):
    data = word.word_file(word.paragraph("一、甲"))[:-cut]
    source, problems = read(data, "样本.docx")
    assert source is None
    assert [problem.code for problem in problems] == ["broken_word"]


def test_word_file_without_words_is_refused():
    source, problems = read(word.word_file(word.paragraph("")), "样本.docx")
    assert source is None
    assert [problem.code for problem in problems] == ["empty"]
