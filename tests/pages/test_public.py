"""What a stranger can read."""

import re

import pytest
from django.core.cache import cache

from zhitong.portal.documents.queries import document_page
from zhitong.portal.provisions.queries import provision_rows

SAMPLE = "sample-city-2026"


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/", 9),
        ("/about", 6),
        ("/provisions", 8),
        ("/provisions/china.six_taxes_2023", 9),
        ("/documents", 6),
        (f"/documents/{SAMPLE}", 12),
        (f"/documents/{SAMPLE}/二", 12),
        ("/units", 6),
        ("/units/示例市财政局", 8),
        ("/try", 10),
    ],
)
def test_a_page_keeps_to_its_queries(visit, django_assert_max_num_queries, path, queries):
    cache.clear()
    client = visit()
    client.get(path)
    with django_assert_max_num_queries(queries):
        answer = client.get(path)

    assert answer.status_code == 200


def test_home_counts_lead_to_their_rows(visit, world):
    page = visit().get("/").content.decode()
    found = re.findall(r'href="(/provisions\?state=\w+)"><span class="big-number">([\d,]+)<', page)

    for address, count in found:
        listed = re.search(r"共 ([\d,]+) 条", text_of(visit().get(address)))
        assert (listed and listed[1]) == count
    assert len(found) == 2


def test_a_stranger_never_learns_whether_a_business_is_registered(visit, world):
    known = visit().get("/find", {"q": world.own.uscc})
    unknown = visit().get("/find", {"q": "91150302MA0000000X"})

    def same(answer):
        return re.sub(r'name="(csrfmiddlewaretoken|next)" value="[^"]*"', "", answer.content.decode())

    assert same(known) == same(unknown)
    assert world.own.name not in known.content.decode()


def test_provisions_are_found_by_words_and_state(visit, world):
    rows = provision_rows(on=world.today).values()
    drafts = [row for row in rows if row.state == "draft"]

    page = text_of(visit().get("/provisions", {"state": "draft"}))

    assert drafts
    assert f"共 {len(drafts)} 条" in page
    assert "没有符合条件的事项" in text_of(visit().get("/provisions", {"q": "没有这个词"}))


def test_a_provision_shows_each_condition_with_its_source(visit):
    page = visit().get("/provisions/sample.conversion_award").content.decode()

    assert 'class="cite" href="#r1"' in page
    assert re.search(r'figure-link" href="/documents/sample-city-2026/[^"]+\?from=\d+&amp;to=\d+', page)
    assert "示例事项：来自虚构城市" in page


def test_a_provision_on_another_day_has_another_state(visit):
    then = text_of(visit().get("/provisions/china.vat_exempt_2023", {"on": "2024-06-30"}))
    now = text_of(visit().get("/provisions/china.vat_exempt_2023"))

    assert "执行中" in then
    assert "这一事项已于" in now


def test_a_text_that_is_no_day_is_named_and_today_is_shown(visit):
    page = text_of(visit().get("/provisions/china.six_taxes_2023", {"on": "2024-13-45"}))

    assert "“2024-13-45”不是可用的日期，已按今天显示" in page


def test_every_word_of_a_document_is_on_its_page_once(visit):
    words = "".join(piece.text for block in document_page(SAMPLE).blocks for piece in block.pieces)
    page = visit().get(f"/documents/{SAMPLE}").content.decode()
    shown = re.search(r'<article class="sheet".*?</article>', page, re.DOTALL)[0]
    plain = re.sub(r'<a class="clause-link".*?</a>', "", shown, flags=re.DOTALL)

    assert re.sub(r"\s", "", re.sub(r"<[^>]+>", "", plain)).replace("&#x27;", "'") == re.sub(r"\s", "", words)


def test_every_clause_has_its_own_address(visit):
    page = document_page(SAMPLE)
    for item in page.outline:
        answer = visit().get(f"/documents/{SAMPLE}/{item.path}")
        assert answer.status_code == 200, item.path


def test_the_asked_sentence_is_marked_and_nothing_else(visit):
    page = visit().get(f"/documents/{SAMPLE}/二/（四）/12", {"s": "1"}).content.decode()
    lost = text_of(visit().get(f"/documents/{SAMPLE}/二/（四）/12", {"s": "99"}))

    marked = re.findall(r'<mark class="quote-mark">(.*?)</mark>', page)
    assert len(marked) == 1
    assert "6万元" in marked[0]
    assert "没有找到指定的那一句" in lost


def test_a_document_without_its_text_says_so(visit):
    page = text_of(visit().get("/documents/mof-sta-2023-12"))

    assert "这份文件的全文尚未导入" in page


@pytest.mark.parametrize(
    "path",
    ["/documents/none", f"/documents/{SAMPLE}/九十九", "/provisions/none.none", "/units/none", "/none"],
)
def test_what_does_not_exist_says_what_to_do(visit, path):
    answer = visit().get(path)

    assert answer.status_code == 404
    assert "没有找到" in text_of(answer)
    assert "回到首页" in text_of(answer)


def test_language_follows_the_switch_and_never_the_browser(visit):
    client = visit()
    asked = client.get("/units", headers={"Accept-Language": "en"})
    chosen = client.post("/reading", {"language": "en", "next": "/units"}, follow=True)

    assert 'lang="zh-Hans"' in asked.content.decode()
    assert "<h1>Units</h1>" in chosen.content.decode()


def test_the_switch_leads_nowhere_else(visit):
    for outside in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        assert visit().post("/reading", {"theme": "dark", "next": outside}).url == "/"


def test_signing_in_refuses_in_chinese_and_goes_where_one_wanted(visit, world):
    answer = visit().post("/sign-in", {"login": "dianzhu", "password": "wrong", "next": "/statement"})

    assert "账号或密码不对" in text_of(answer)
    assert 'name="next" value="/statement"' in answer.content.decode()
