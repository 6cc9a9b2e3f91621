"""A document as files, as data for search engines, and by addresses that last."""

import json
import re

import pytest

from tests.portal.documents.factories import PLAN, imported
from zhitong.engine.documents.out import check_akn


@pytest.mark.parametrize(
    ("form", "kind", "suffix"),
    [
        ("akn", "application/akn+xml", ".xml"),
        ("json", "application/json", ".json"),
        ("md", "text/markdown", ".md"),
        ("docx", "application/vnd", ".docx"),
    ],
)
def test_a_document_is_a_file(visit, form, kind, suffix):
    answer = visit().get(f"/documents/sample-city-2026/as/{form}")

    assert (answer.status_code, answer.headers["Content-Type"].startswith(kind)) == (200, True)
    assert suffix in answer.headers["Content-Disposition"]
    if form == "akn":
        assert check_akn(answer.content) == []


def test_another_form_is_not_found(visit):
    assert visit().get("/documents/sample-city-2026/as/exe").status_code == 404
    assert visit().get("/documents/mof-sta-2023-12/as/akn").status_code == 404


def test_the_page_offers_the_files(visit):
    page = visit().get("/documents/sample-city-2026").content.decode()

    assert len(re.findall(r'href="/documents/sample-city-2026/as/', page)) == 4


def test_search_engines_are_told_of_real_documents_only(visit):
    key = imported(PLAN.replace("小店", "小店</script>")).document.key
    page = visit().get(f"/documents/{key}").content.decode()
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])

    assert (
        told["@type"],
        told["legislationIdentifier"],
        told["legislationDate"],
    ) == ("Legislation", "示政办发〔2026〕8号", "2026-03-05")
    assert "ld+json" not in visit().get("/documents/sample-city-2026").content.decode()


def test_an_old_address_shows_the_old_words_and_the_way_on(visit):
    key = imported().document.key
    imported(PLAN.replace("第四年减半收取", "第四年起减半收取"), name="next.txt")
    client = visit()

    assert "第四年起减半收取" in client.get(f"/documents/{key}/一/（二）").content.decode()
    old = client.get(f"/documents/{key}/v/1/一/（二）").content.decode()
    assert "第四年减半收取" in old
    assert "这是第 1 版的原文" in old
    assert client.get(f"/documents/{key}/v/9/一").status_code == 404
