"""The search page: answers by document, filters in the address, reasons when there is nothing."""

import pytest

from zhitong.portal.documents.models import MissedTerm
from zhitong.portal.documents.search.keeping import refresh_index


@pytest.fixture
def look(visit, settings, tmp_path):
    """`look(q="房租")` is the page's words for a stranger; the index holds this world and nothing else."""
    client = visit()
    settings.SEARCH_FOLDER = tmp_path / "search"
    refresh_index()

    def asked(**query):
        answer = client.get("/search", query)
        assert answer.status_code == 200
        return answer.content.decode()

    asked.client = client
    return asked


def test_an_answer_shows_its_sentence_and_leads_to_it(look):
    page = look(q="房租补贴")

    assert "示例市经营主体培育成长行动方案" in page
    assert '<mark class="found-word">房租' in page
    assert "/documents/sample-city-2026/" in page


def test_synonyms_are_said(look):
    assert "一并检索了：" in look(q="大学生")


def test_a_filter_that_removes_all_is_named_with_a_way_out(look):
    page = look(q="房租", kind="law")

    assert "没有找到" not in page  # no law is here, so the filter is not offered and asks nothing
    page = look(q="房租", on="2020-01-01")
    assert "去掉条件“哪一天有效”就能找到" in page


def test_an_unknown_word_is_named_and_counted(look):
    page = look(q="火星移民")

    assert "没有一个条款写到“火星移民”" in page
    assert list(MissedTerm.objects.values_list("term", "count")) == [("火星移民", 1)]


def test_what_is_typed_is_shown_as_text(look):
    page = look(q="<script>alert(1)</script>")

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"q": ""},
        {"q": "。。。"},
        {"q": "x" * 500},
        {"q": "房租", "on": "昨天"},
        {
            "q": "房租",
            "region": "no",
            "kind": "no",
            "topic": "no",
            "whom": "no",
            "unit": "没有这个单位",
            "amount": "9",
        },
        {"document": "sample-city-2026", "q": "房租"},
        {"q": "\x00\u202e"},
        {"topic": "融资", "amount": "1"},
    ],
)
def test_any_address_is_answered(look, query):
    look(**query)


def test_a_bad_day_is_said(look):
    assert "“昨天”不是日期" in look(q="房租", on="昨天")


def test_english(look):
    look.client.cookies["zhitong_language"] = "en"

    assert "Search the texts" in look(q="房租")


def test_the_page_takes_few_queries(look, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        look(q="房租", topic="场地")


def test_home_and_header_lead_here(look):
    page = look.client.get("/").content.decode()

    assert 'action="/search"' in page
    assert 'href="/search"' in page
