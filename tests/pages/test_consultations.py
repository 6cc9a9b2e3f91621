"""A consultation on screen: asked, commented on without an account, answered, published."""

from io import BytesIO

import time_machine
from docx import Document as WordFile
from python_calamine import CalamineWorkbook

from tests.pages.test_public import text_of
from tests.portal.accounts.factories import officer
from tests.portal.consultations.factories import DRAFT, REGION, draft, editor
from tests.portal.documents.factories import imported
from zhitong.portal.accounts.models import Person, Role
from zhitong.portal.consultations.models import Comment

AFTER = "2026-12-26T12:00:00+08:00"
ASKED = {
    "starts": "2026-11-24",
    "ends": "2026-12-24",
    "question": "就小店成长行动方案征求意见。",
    "contact": "县商务局",
}


def asked(visit):
    """A consultation opened by the form; its address, and the editor's browser."""
    key = draft().key
    desk = visit(editor().username)
    answer = desk.post(f"/desk/consultations/ask/{key}", ASKED)
    assert answer.status_code == 302, text_of(answer)
    return answer.url.rpartition("/")[2], desk


def said(visit, key, text="=建议再延长一年。", **more):
    sent = {"path": "一/（二）", "text": text, "once": "f1", "name": "王小明"} | more
    return visit().post(f"/consultations/{key}", sent)


def test_from_the_question_to_the_published_answer(visit):
    key, desk = asked(visit)
    editor_name = Person.objects.get(memberships__organisation__region=REGION).username
    assert "小店成长行动方案" in text_of(visit().get("/consultations"))
    assert 'id="comment"' in visit().get(f"/consultations/{key}", {"at": "一/（二）"}).content.decode()
    sent = said(visit, key)
    receipt = visit().get(sent.url)
    comment = Comment.objects.get(is_sample=False)
    assert comment.receipt in text_of(receipt)
    assert "王小明" not in text_of(visit().get(f"/consultations/{key}"))
    page = f"/desk/consultations/{key}"
    assert "王小明" in text_of(desk.get(page))
    assert desk.post(page, {"act": "release", "comment": f"{comment.receipt}:1"}).status_code == 302
    public = text_of(visit().get(f"/consultations/{key}"))
    assert "建议再延长一年" in public
    assert "王＊＊" in public
    imported(DRAFT.replace("第四年减半收取", "第四年、第五年减半收取"), "revised.txt")
    with time_machine.travel(AFTER, tick=False):
        desk = visit(editor_name)
        refused = desk.post(page, {"act": "publish"})
        assert (refused.status_code, comment.receipt in text_of(refused)) == (400, True)
        answer = {"act": "answer", "decision": "adopted", "reason": "已延长。", "path": "一/（二）"}
        assert desk.post(page, answer | {"comment": f"{comment.receipt}:2"}).status_code == 302
        assert visit().get(f"/consultations/{key}/answers").status_code == 404
        assert desk.post(page, {"act": "publish"}).status_code == 302
        shown = visit().get(f"/consultations/{key}/answers")
        assert "1 / 1（100%）" in text_of(shown)
        assert "<ins>年、第五</ins>" in shown.content.decode()
        word = WordFile(BytesIO(visit().get(f"/consultations/{key}/as/docx").content))
        assert comment.receipt in [cell.text for cell in word.tables[1].rows[1].cells]
        book = CalamineWorkbook.from_filelike(BytesIO(visit().get(f"/consultations/{key}/as/xlsx").content))
        assert book.get_sheet_by_name("意见和答复").to_python()[1][3] == "'=建议再延长一年。"
        assert "已延长" in text_of(visit().get(sent.url))


def test_a_comment_is_taken_back_and_its_words_are_gone(visit):
    key, _desk = asked(visit)
    url = said(visit, key).url
    assert visit().get(f"{url}/withdraw").status_code == 405
    assert visit().post(f"{url}/withdraw").status_code == 302
    kept = Comment.objects.get(is_sample=False)

    assert (kept.text, kept.name, kept.contact) == ("", "", "")
    assert "这条意见已撤回" in text_of(visit().get(url))


def test_a_robot_and_an_empty_comment_are_refused_and_nothing_is_kept(visit):
    key, _desk = asked(visit)

    assert said(visit, key, website="x").status_code == 400
    kept = said(visit, key, text=" ", name="李四")
    assert kept.status_code == 400
    assert 'value="李四"' in kept.content.decode()
    assert Comment.objects.filter(is_sample=False).count() == 0


def test_another_county_and_the_league_see_nothing_of_it(visit):
    key, _desk = asked(visit)
    for region in ("159902", "1599"):
        other = visit(officer(region, Role.EDITOR).username)
        assert other.get(f"/desk/consultations/{key}").status_code == 404
        assert (
            other.post(f"/desk/consultations/{key}", {"act": "cancel", "reason": "撤销"}).status_code == 404
        )
        assert "小店成长行动方案" not in text_of(other.get("/desk/consultations"))


def test_a_page_keeps_to_its_queries(visit, django_assert_max_num_queries):
    key, desk = asked(visit)
    for number in range(5):
        said(visit, key, once=f"f{number}")
    with django_assert_max_num_queries(8):
        visit().get(f"/consultations/{key}")
    desk.get(f"/desk/consultations/{key}")
    with django_assert_max_num_queries(12):
        desk.get(f"/desk/consultations/{key}")


def test_the_demo_shows_a_draft_in_consultation(visit):
    page = text_of(visit().get("/consultations/sample-city-draft-2026-1"))

    assert "已收到 3 条意见" in page
    assert "夜间摆卖点请放在公交站附近" in page
    assert "减收上限800元偏低" not in page


def test_the_life_of_a_draft_leads_to_its_consultation(visit):
    page = visit().get("/documents/sample-city-draft-2026/versions").content.decode()

    assert 'href="/consultations/sample-city-draft-2026-1"' in page


def test_a_plan_whose_period_is_over_says_that_more_is_not_known(visit):
    address = "/documents/nmg-2023-30/versions"

    assert "到期，是否延续待确认 2025年12月31日" in text_of(visit().get(address))
    assert (
        "到期，是否延续待确认"
        not in text_of(visit().get(address, {"on": "2025-12-31"})).split("替代和废止")[0].split("效力沿革")[1]
    )
