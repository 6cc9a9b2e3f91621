"""The check page: findings by severity, dismissed with a reason, brought back."""

import re

import pytest

from tests.pages.test_public import text_of
from zhitong.portal.documents.models import DismissedFinding
from zhitong.portal.foundation.models import Journal

ADDRESS = "/documents/sample-city-2026/check"


def first_form(page):
    rule = re.search(r'name="rule" value="([^"]+)"', page)[1]
    return {"rule": rule, "mark": re.search(r'name="mark" value="([^"]+)"', page)[1]}


def test_findings_link_to_their_words(visit):
    page = visit("zizhiqu").get(ADDRESS).content.decode()
    links = re.findall(r'<blockquote class="quote" lang="zh-Hans"><a href="([^"]+)"', page)

    assert links
    assert visit().get(links[0].replace("&amp;", "&")).content.decode().count("quote-mark") >= 1


def test_a_finding_is_dismissed_with_a_reason_and_brought_back(visit):
    client = visit("zizhiqu")
    form = first_form(client.get(ADDRESS).content.decode())
    client.post(f"{ADDRESS}/judge", form | {"reason": "本地另有规定"})

    assert "本地另有规定" in text_of(client.get(ADDRESS))
    line = Journal.objects.get(action="dismiss_finding")
    assert (line.reason, line.key) == ("本地另有规定", "sample-city-2026")

    client.post(f"{ADDRESS}/judge", form | {"restore": "1"})
    assert not DismissedFinding.objects.exists()
    assert "本地另有规定" not in text_of(client.get(ADDRESS))


def test_no_reason_no_dismissal(visit):
    client = visit("zizhiqu")
    form = first_form(client.get(ADDRESS).content.decode())
    answer = client.post(f"{ADDRESS}/judge", form | {"reason": " "})

    assert answer.status_code == 400
    assert "请写明排除的理由" in answer.content.decode()
    assert not DismissedFinding.objects.exists()


@pytest.mark.parametrize("who", ["lingdao", "haibowan"])
def test_only_editors_judge(visit, who):
    client = visit(who)

    assert 'name="mark"' not in client.get(ADDRESS).content.decode()
    assert client.post(f"{ADDRESS}/judge", {"rule": "a", "mark": "b", "reason": "理由"}).status_code == 403


def test_a_document_without_text_cannot_be_checked(visit):
    assert visit("zizhiqu").get("/documents/mof-sta-2023-12/check").status_code == 404
    assert visit("zizhiqu").get(ADDRESS, {"against": "no-such-key"}).status_code == 404


def test_the_check_keeps_to_its_queries(visit, django_assert_max_num_queries):
    client = visit("zizhiqu")
    with django_assert_max_num_queries(14):
        client.get(ADDRESS)
