"""The check page: findings by severity, dismissed with a reason, brought back."""

import re

import pytest

from tests.pages.test_public import text_of
from tests.portal.documents.factories import imported
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


DRAFT = """示例县扶持小店若干措施

一、奖补
（一）登记满1年、有发展前景的小微企业，给予一次性补助5万元。（县财政局负责）
（二）首次转为企业的个体工商户，给予一次性奖励2万元。（县市场监管局负责）
"""


def test_conditions_are_shown_with_what_decides_them(visit, db, world):
    key = imported(DRAFT).document.key

    page = visit("zizhiqu").get(f"/documents/{key}/check").content.decode()
    table = page[page.index("可判定度 50 分") : page.index("</table>")]
    rows = [re.sub(r"<[^>]+>", " ", row).split() for row in re.findall(r"<tr>(.*?)</tr>", table)[1:]]

    assert rows == [
        ["登记满1年", "登记日期"],
        ["有发展前景", "需人工判断", "（“有发展前景”没有标准）"],
    ]


def test_a_finding_for_several_places_lists_them_with_links(visit, db, world):
    key = imported(DRAFT).document.key
    page = visit("zizhiqu").get(f"/documents/{key}/check").content.decode()

    listed = page[page.index("列出 2 处") :]
    assert listed.count('<li><a href="/documents/') >= 2
