"""惠企明白卡 as PDF and Word: the page's own words, a way back, and a clear word without fonts."""

from io import BytesIO

import pypdfium2
import pytest
import typst
from docx import Document

from zhitong.portal.foundation import typesetting

AS_OF = "2024-06-30"


def words_of_pdf(content):
    book = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in book)


def words_of_docx(content):
    return "\n".join(one.text for one in Document(BytesIO(content)).paragraphs)


@pytest.fixture
def titles(visit, world):
    """Titles on the page itself."""
    page = visit("dianzhu").get(f"/statement/{world.own.uscc}?on={AS_OF}")
    return [card.row.title for group in page.context["groups"] if group.key == "met" for card in group.cards]


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_file_says_what_the_page_says(visit, world, titles, form):
    if form == "pdf" and not set(typesetting.SERIF) & set(typst.Fonts().families()):
        pytest.skip("no Chinese font is installed (fonts-noto-cjk)")
    answer = visit("dianzhu").get(f"/statement/{world.own.uscc}/as/{form}?on={AS_OF}")
    words = (words_of_pdf if form == "pdf" else words_of_docx)(answer.content)
    plain = "".join(words.split())
    assert answer.status_code == 200
    assert titles
    assert [title for title in titles if "".join(title.split()) not in plain] == []
    assert world.own.uscc in plain
    assert f"/statement/{world.own.uscc}?on={AS_OF}" in plain
    assert "依据：《" in plain
    assert f"{AS_OF}.{form}" in answer["Content-Disposition"]


def test_a_stranger_prints_only_what_was_answered(visit):
    answer = visit().get("/try/as/docx")
    assert "试算" in words_of_docx(answer.content)


def test_nobody_prints_the_statement_of_others(visit, world):
    assert visit("dianzhu").get(f"/statement/{world.other.uscc}/as/pdf").status_code == 404
    assert visit().get(f"/statement/{world.own.uscc}/as/pdf").status_code == 302


def test_another_form_does_not_exist(visit, world):
    assert visit("dianzhu").get(f"/statement/{world.own.uscc}/as/exe").status_code == 404


def test_without_a_chinese_font_one_sentence_says_what_to_do(visit, world, monkeypatch):
    monkeypatch.setattr(typesetting, "SERIF", ("No Such Font",))
    typesetting.chinese_family.cache_clear()
    try:
        answer = visit("dianzhu").get(f"/statement/{world.own.uscc}/as/pdf")
    finally:
        typesetting.chinese_family.cache_clear()
    assert "没有中文字体" in answer.content.decode()
    assert answer.status_code == 400
