"""惠企明白卡: what is shown, what is asked, and who may see it."""

import re
from html import unescape

from tests.pages.test_public import text_of


def counts_of(answer):
    page = answer.content.decode()
    return dict(re.findall(r'count count-(\w+)" href="[^"]+"><span class="number">(\d+)<', page))


def answer_to(client, uscc, fact, value, **more):
    address = f"/statement/{uscc}/answer" if uscc else "/try/answer"
    return client.post(address, {"fact": fact, "value": value, **more}, follow=True)


def test_an_owner_of_one_business_goes_straight_to_its_statement(visit, world):
    assert visit("dianzhu").get("/statement").url == f"/statement/{world.own.uscc}"
    assert visit("dianzhu").get("/desk", follow=True).redirect_chain[-1][0] == f"/statement/{world.own.uscc}"


def test_a_statement_keeps_to_its_queries(visit, world, django_assert_max_num_queries):
    client = visit("dianzhu")
    client.get(f"/statement/{world.own.uscc}")
    with django_assert_max_num_queries(16):
        answer = client.get(f"/statement/{world.own.uscc}")

    assert world.own.name in text_of(answer)


def test_somebody_elses_statement_does_not_exist(visit, world):
    client = visit("dianzhu")
    shown = client.get(f"/statement/{world.other.uscc}")
    answered = client.post(f"/statement/{world.other.uscc}/answer", {"fact": "kind", "value": "enterprise"})
    invented = client.get("/statement/91150302MA0000000X")

    assert (shown.status_code, answered.status_code, invented.status_code) == (404, 404, 404)
    assert world.other.name not in text_of(shown)
    assert "answers" not in client.session


def test_a_stranger_answers_nothing_about_a_business(visit, world):
    answer = visit().post(f"/statement/{world.own.uscc}/answer", {"fact": "kind", "value": "enterprise"})

    assert answer.status_code == 404


def test_every_condition_shows_its_fact_with_source_and_day(visit, world):
    page = text_of(visit("dianzhu").get(f"/statement/{world.own.uscc}"))

    assert re.search(r"符合：主体类型：个体工商户 .{0,60}个体工商户 · 市场监管登记 · 2026年9月30日", page)


def test_every_figure_leads_to_its_words_or_to_number_and_clause(visit, world):
    page = visit("dianzhu").get(f"/statement/{world.own.uscc}").content.decode()
    amounts = re.findall(r'<p class="amount-line amount-computed">(.*?)</p>', page)

    assert amounts
    assert all('href="/documents/' in one for one in amounts)


def test_another_day_has_another_result(visit, world):
    client = visit("dianzhu")
    now = client.get(f"/statement/{world.own.uscc}")
    then = client.get(f"/statement/{world.own.uscc}", {"on": "2024-06-30"})

    assert counts_of(now) != counts_of(then)
    assert "以下按 2024年6月30日 当天的规定和数据计算" in text_of(then)


def test_what_ended_names_what_replaced_it(visit, world):
    page = visit("dianzhu").get(f"/statement/{world.own.uscc}").content.decode()
    ended = re.search(r'<li id="i-china.vat_exempt_2023">.*?</li>', page, re.DOTALL)[0]

    assert "由这一项替代" in ended
    assert "/provisions/china.vat_exempt_2026" in ended


def test_an_answer_changes_the_result_at_once_and_can_be_taken_back(visit):
    client = visit()
    before = counts_of(client.get("/try"))
    after = counts_of(answer_to(client, "", "kind", "sole_trader"))
    back = counts_of(client.post("/try/undo", {"fact": "kind"}, follow=True))

    assert after != before
    assert back == before


def test_not_sure_is_an_answer_and_is_not_asked_again(visit):
    client = visit()
    answered = client.post("/try/answer", {"fact": "kind", "unsure": "1"}, follow=True).content.decode()
    again = client.post("/try/start-over", follow=True).content.decode()

    assert 'id="q-kind"' not in answered
    assert "不清楚</strong>" in answered
    assert 'id="q-kind"' in again


def test_money_is_taken_in_the_unit_chosen(visit):
    client = visit()
    page = text_of(answer_to(client, "", "annual_revenue", "96", unit="万元"))

    assert "上一年营业收入：96万元" in page


def test_a_bad_answer_comes_back_and_nothing_is_kept(visit):
    client = visit()
    answer = client.post("/try/answer", {"fact": "annual_revenue", "value": "很多", "unit": "万元"})

    assert answer.status_code == 422
    assert "请写成“50万元”" in unescape(text_of(answer))
    assert 'value="很多"' in answer.content.decode()
    assert "answers" not in client.session


def test_an_unknown_question_is_refused(visit):
    assert visit().post("/try/answer", {"fact": "nothing", "value": "1"}).status_code == 404


def test_a_part_of_the_page_is_enough_for_htmx(visit):
    answer = visit().post(
        "/try/answer", {"fact": "kind", "value": "enterprise"}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "<html" not in page
    assert 'id="statement-body"' in page
    assert "结果已更新" in page


def test_answers_about_one_business_stay_with_it(visit, world):
    client = visit("zizhiqu")
    answer_to(client, world.own.uscc, "premises", "owned")
    other = client.get(f"/statement/{world.other.uscc}").content.decode()

    assert "given-list" not in other


def test_drafts_are_shown_and_never_counted(visit, world):
    page = visit("dianzhu").get(f"/statement/{world.own.uscc}").content.decode()
    drafts = re.search(r'class="group group-draft".*?</section>', page, re.DOTALL)[0]

    assert "只见于征求意见稿，尚未生效，不计算。" in drafts
    assert "amount-computed" not in drafts


def test_on_paper_everything_is_unfolded(visit, world):
    page = visit("dianzhu").get(f"/statement/{world.own.uscc}", {"print": "1"}).content.decode()

    assert re.findall(r'<details class="fold[^"]*">', page) == []
