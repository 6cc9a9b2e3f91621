"""What a document promises, in public lists; and how much of a provision's source people have checked."""

from datetime import date

import pytest
from django.test import Client

from tests.portal.documents.factories import imported
from zhitong.engine.values import Reference
from zhitong.portal.accounts.models import Membership, Organisation, Person, Role
from zhitong.portal.documents.queries import locate
from zhitong.portal.documents.queries.clause_marks import ClauseMark, marks_of
from zhitong.portal.documents.review.judging import Said, accept_reading, correct_reading
from zhitong.portal.documents.review.workbench import workbench

pytestmark = pytest.mark.django_db
TEXT = """示例县人民政府关于支持小店的通知
示政发〔2026〕9号

各有关部门：

一、支持开办
（一）补贴。对新开小店给予2000元至3000元一次性补贴。申请材料齐全的3个工作日内办结。（县商务局负责）
（二）对接。每季度举办一次对接会。（县商务局负责）

示例县人民政府
2026年3月5日
"""


@pytest.fixture
def key():
    return imported(TEXT).document.key


@pytest.fixture
def editor(key):
    unit = Organisation.objects.create(key="u", name="示例县司法局", region="99")
    person = Person.objects.create(username="one")
    Membership.objects.create(person=person, organisation=unit, role=Role.EDITOR, starts=date(2020, 1, 1))
    return person


def shown(address):
    return Client(HTTP_HOST="localhost").get(address).content.decode()


def first(key, kind):
    return workbench(key, kind=kind).rows.rows[0].item


def test_promises_are_listed_with_their_words_and_who_looked(key, editor):
    html = shown(f"/documents/{key}")
    assert "金额 2000至3000元" in html
    assert "办结：3工作日" in html
    assert "频次 每季度" in html
    for kind in ("benefit", "time_limit", "duty"):
        item = first(key, kind)
        assert f'id="{kind}"' in html
        assert f"?from={item.words.start}&amp;to={item.words.end}" in html
    assert "示例县司法局" not in html

    item = first(key, "benefit")
    said = Said({**item.values, "name": "开办补贴"}, item.words.start, item.words.end)
    correct_reading(key=key, items=[item.key], said=[said], person=editor)
    html = shown(f"/documents/{key}")
    assert ("名称 开办补贴" in html, "示例县司法局" in html) == (True, True)


def test_a_document_that_promises_nothing_has_no_list(key):
    other = imported("示例县人民政府关于会议的通知\n\n一、时间\n另行通知。\n二、地点\n另行通知。\n", "b.txt")

    assert 'id="promises"' not in shown(f"/documents/{other.document.key}")


def test_a_source_says_how_much_of_it_was_checked(key, editor, django_assert_num_queries):
    clause, other = locate(Reference(key, "一/（一）")), locate(Reference(key, "一/（二）"))
    total = marks_of([clause])[0].total
    assert (total >= 3, marks_of([clause])[0].reviewed) == (True, 0)

    accept_reading(key=key, item=first(key, "benefit").key, person=editor)
    with django_assert_num_queries(2):
        marks = marks_of([clause, other, clause])
    assert marks == [ClauseMark(total, 1), ClauseMark(2, 0), ClauseMark(total, 1)]
    assert marks_of([locate(Reference("elsewhere", "一"))]) == [None]
