"""Words searched for in vain: listed, settled by a synonym or a note, open again when asked again."""

from datetime import date

import pytest

from tests.pages.test_public import text_of
from zhitong.portal.documents.models import MissedTerm, SettledTerm
from zhitong.portal.documents.search.keeping import refresh_index


@pytest.fixture
def missed(world, db):
    refresh_index()
    MissedTerm.objects.create(day=date(2026, 11, 20), term="铺面钱", count=3)
    MissedTerm.objects.create(day=date(2026, 11, 22), term="铺面钱", count=2)
    MissedTerm.objects.create(day=date(2026, 11, 23), term="火星移民", count=1)


def test_words_come_most_asked_first_with_count_and_day(visit, missed):
    page = text_of(visit("lingdao").get("/missed-words"))

    assert page.index("铺面钱") < page.index("火星移民")
    assert "查过 5 次" in page
    assert "2026年11月22日" in page


def test_a_synonym_finds_at_once_and_can_be_taken_back(visit, missed):
    client = visit("zizhiqu")
    assert "没有一个条款写到“铺面钱”" in text_of(client.get("/search", {"q": "铺面钱"}))

    after = client.post("/missed-words/judge", {"term": "铺面钱", "means": "房租"}, follow=True)

    assert "铺面钱 → 房租" in text_of(after)
    found = client.get("/search", {"q": "铺面钱"}).content.decode()
    assert '<mark class="found-word">房租' in found

    client.post("/missed-words/judge", {"term": "铺面钱", "reopen": "1"})
    assert not SettledTerm.objects.exists()
    assert "没有一个条款写到“铺面钱”" in text_of(client.get("/search", {"q": "铺面钱"}))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"term": "铺面钱"}, "还没有写怎么处理"),
        ({"term": "铺面钱", "means": "木星移民"}, "加为同义词也查不到"),
        ({"term": "没人查过的词", "note": "无"}, "没有这个查无结果的词"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_changes(visit, missed, sent, words):
    after = visit("zizhiqu").post("/missed-words/judge", sent, follow=True)

    assert words in text_of(after)
    assert not SettledTerm.objects.exists()


def test_a_word_settled_by_a_note_is_open_again_when_asked_later(visit, missed):
    client = visit("zizhiqu")
    client.post("/missed-words/judge", {"term": "火星移民", "note": "没有这类政策"})
    assert "没有这类政策" in text_of(client.get("/missed-words"))

    MissedTerm.objects.create(day=date(2026, 11, 25), term="火星移民", count=1)

    assert "处理以后又有人查" in text_of(client.get("/missed-words"))


def test_owners_and_strangers_do_not_see_it_and_readers_do_not_settle(visit, missed):
    assert visit().get("/missed-words").status_code in (302, 403)
    assert visit("dianzhu").get("/missed-words").status_code == 403
    assert visit("haibowan").post("/missed-words/judge", {"term": "铺面钱", "note": "x"}).status_code == 403


def test_the_page_keeps_to_its_queries(visit, missed, django_assert_max_num_queries):
    client = visit("zizhiqu")
    with django_assert_max_num_queries(10):
        client.get("/missed-words")
