"""Files under a wrong name, of other kinds, with macros, marks and merged cells: one clear answer each."""

import io
import zipfile

import pytest

from tests.engine.documents import wordfile as word
from tests.engine.documents.test_formats_pdf import made
from zhitong.engine.documents.formats import read
from zhitong.engine.documents.parse import parse, parse_text

WORDS = "一、任务\n做好登记服务，减少跑动次数。"
MAIN = "wordprocessingml.document.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(*names, mimetype=""):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        if mimetype:
            package.writestr("mimetype", mimetype)
        for name in names:
            package.writestr(name, "<a/>")
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code", "advice"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(90), "通知.docx", "picture", "OCR"),
        (b"\xff\xd8\xff\xe0" + bytes(90), "通知.pdf", "picture", "OCR"),
        (b"{\\rtf1\\ansi x}", "通知.docx", "rich_text", "另存为 .docx"),
        (OLE + bytes(600), "通知.docx", "old_word", "另存为 .docx"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "通知.docx", "encrypted", "去掉密码"),
        (OLE + bytes(600) + "Workbook".encode("utf-16-le"), "通知.doc", "sheet", ".docx"),
        (b"Rar!\x1a\x07\x00" + bytes(9), "通知.zip", "foreign_archive", "重新压缩成 .zip"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(9), "通知.7z", "foreign_archive", "重新压缩成 .zip"),
        (packed("OFD.xml", "Doc_0/Document.xml"), "通知.ofd", "layout_file", ".docx"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "通知.docx", "sheet", ".docx"),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), "通知.pptx", "slides", ".docx"),
        (
            packed("content.xml", mimetype="application/vnd.oasis.opendocument.text"),
            "通知.docx",
            "open_text",
            "另存为 .docx",
        ),
        (b"PK\x03\x04" + bytes(90), "通知.docx", "broken_word", "另存为 .docx|重新导出"),
    ],
)
def test_the_bytes_say_what_a_file_is(data, name, code, advice):
    source, problems = read(data, name)

    assert source is None
    assert [one.code for one in problems] == [code]
    assert any(one in problems[0].message for one in advice.split("|"))


@pytest.mark.parametrize("name", ["通知.docx", "通知.pdf", "通知.docm"])
def test_words_under_a_wrong_name_are_read_and_the_name_is_said(name):
    source, problems = read(WORDS.encode(), name)

    assert source is not None
    assert (source.text, source.format) == (WORDS, "txt")
    assert [one.code for one in problems] == ["wrong_ending"]


def test_a_word_file_named_pdf_is_read_as_word():
    source, problems = read(word.word_file(word.paragraph("一、甲")), "通知.pdf")

    assert source is not None
    assert (source.format, [one.code for one in problems]) == ("docx", ["wrong_ending"])


def changed(data, **parts):
    """The package with a part replaced; keys name the part, `old=new` texts change inside it."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(written, "w") as other:
        for name in package.namelist():
            content = package.read(name).decode()
            for old, new in parts.items():
                content = content.replace(old, new)
            other.writestr(name, content)
    return written.getvalue()


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ],
)
def test_templates_and_files_with_macros_are_read_for_their_words(kind):
    plain = f"application/vnd.openxmlformats-officedocument.{MAIN}"
    data = changed(word.word_file(word.paragraph("一、加强宣传。"), macro=True), **{plain: kind})

    source, problems = read(data, "通知.docm")

    assert source is not None, problems
    assert source.text == "一、加强宣传。"
    assert [one.code for one in problems] == ["macros"]


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        ("<w:p><w:ins><w:r><w:t>新增。</w:t></w:r></w:ins></w:p>", "revision_marks"),
        ("<w:p><w:r><w:footnoteReference/></w:r></w:p>", "footnotes"),
        ("<w:p><w:r><w:commentReference/></w:r></w:p>", "comments"),
        ("<w:p><w:r><w:object/></w:r></w:p>", "embedded_objects"),
        ("<w:altChunk/>", "embedded_text"),
    ],
)
def test_what_is_not_read_or_settled_is_said(mark, code):
    source, problems = read(word.word_file(word.paragraph("一、加强宣传。") + mark), "通知.docx")

    assert source is not None
    assert [one.code for one in problems] == [code]


def test_links_in_single_quotes_are_found():
    external = (
        f"<Relationship Id='r9' Type='{word.KIND}/image' Target='http://a.invalid/' TargetMode='External'/>"
    )

    _, problems = read(word.word_file(word.paragraph("一、甲"), external=external), "通知.docx")

    assert [one.code for one in problems] == ["external_links"]


ROWS = ["指标\t\t2024年\t2027年", "个转企\t市区\t100\t300", "\t旗县\t\t60"]


def test_merged_and_empty_cells_of_a_word_table_keep_their_columns():
    def cell(text, properties=""):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{word.paragraph(text)}</w:tc>"

    rows = (
        cell("指标", '<w:gridSpan w:val="2"/>') + cell("2024年") + cell("2027年"),
        cell("个转企", '<w:vMerge w:val="restart"/>') + cell("市区") + cell("100") + cell("300"),
        cell("", "<w:vMerge/>") + cell("旗县") + cell("") + cell("60"),
    )
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"

    document, _ = parse(word.word_file(word.paragraph("一、目标表") + table), "表.docx")

    assert document is not None
    assert document.text.split("\n")[1:] == ROWS


def test_merged_and_empty_cells_of_a_page_table_keep_their_columns():
    table = (
        "<table><tr><th colspan=2>指标</th><th>2024年</th><th>2027年</th></tr>"
        "<tr><td rowspan='2'>个转企</td><td>市区</td><td>100</td><td>300</td></tr>"
        "<tr><td>旗县</td><td></td><td>60</td></tr></table>"
    )
    words = "<p>一、目标表，各旗县按下列数字分解到乡镇和街道办事处并逐年考核。</p>"

    document, _ = parse(f"<html><body>{words}{table}</body></html>".encode(), "表.html")

    assert document is not None
    assert document.text.split("\n")[1:] == ROWS


def test_tabs_between_words_of_a_paragraph_count_once():
    assert parse_text("组长：某甲\t\t某部门主任").text == "组长：某甲\t某部门主任"


def test_the_headline_of_a_page_is_not_read_twice():
    title = "示例市人民政府办公室关于印发帮扶措施的通知"
    lines = (title, "各旗人民政府：", "一、减轻负担", "减免两个月租金，由国资部门落实。")
    body = "".join(f"<p>{one}</p>" for one in lines)
    page = (
        f"<html><head><meta name='ArticleTitle' content='{title}'></head><body><div class='tit'>{title}</div>"
        f"<p>来源：市政府办　发布时间：2026-03-01</p><div class='c1'>{body}</div></body></html>"
    )

    source, _ = read(page.encode(), "a.html")

    assert source is not None
    assert source.text.split("\n")[:2] == [title, "各旗人民政府："]


def test_progress_over_three_hundred_pages():
    pages = [["甲", f"由{chr(0x4E00 + number)}部门落实这一项任务并按季报送。", "完"] for number in range(300)]
    told: list[tuple[int, int]] = []

    source, _ = read(made(pages), "长.pdf", lambda done, total: told.append((done, total)))

    assert source is not None
    assert told == [(number, 300) for number in range(1, 301)]
    assert f"由{chr(0x4E00 + 299)}部门落实" in source.text


def test_formats_without_pages_tell_no_progress():
    told: list[tuple[int, int]] = []

    read(WORDS.encode(), "a.txt", lambda done, total: told.append((done, total)))

    assert told == []
