"""Stages by date, succession both ways, dependants, revisions compared."""

from datetime import date

import pytest

from tests.portal.documents.factories import CHANGED, PLAN, imported
from zhitong.portal.documents.models import Document
from zhitong.portal.documents.queries.life import life_page
from zhitong.portal.foundation.problems import NotFound

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
LATER = """示例县人民政府办公室关于小店服务的通知
示政办发〔2026〕20号

一、依据
（一）接续。落实《示例县小店办法》和示政办发〔2026〕8号文件。（责任单位：县商务局）
二、施行
（二）衔接。示政办发〔2026〕8号同时废止。（责任单位：县财政局）

示例县人民政府办公室
2026年9月1日
"""


def current(page):
    return next(one.name for one in page.stages if one.is_current)


def known(**more):
    return Document.objects.create(**{"key": "a", "title": "甲", "status": "in_force"} | more)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"status": "draft"}, "draft"),
        ({"issued_on": date(2026, 1, 1)}, "issued"),
        ({"issued_on": date(2026, 1, 1), "effective_on": date(2026, 2, 1)}, "effective"),
        ({"issued_on": date(2026, 1, 1), "effective_on": date(2027, 1, 1)}, "issued"),
        ({"expires_on": date(2026, 11, 24)}, "issued"),
        ({"expires_on": date(2026, 11, 23)}, "expired"),
        ({"status": "expired"}, "expired"),
        ({"status": "repealed"}, "repealed"),
    ],
)
def test_the_stage_goes_by_the_date(more, expected):
    known(**more)

    assert current(life_page("a", on=TODAY)) == expected


def test_succession_is_seen_from_both_sides_and_begins_on_its_day():
    known(superseded_by="b", issued_on=date(2026, 1, 1))
    known(key="b", title="乙", issued_on=date(2026, 6, 1))
    seen = life_page("a", on=TODAY)

    assert [(one.relation, one.key) for one in seen.successions] == [("superseded_by", "b")]
    assert [(one.relation, one.key) for one in life_page("b", on=TODAY).successions] == [("supersedes", "a")]
    assert (current(seen), seen.is_over) == ("superseded", True)
    assert current(life_page("a", on=date(2026, 5, 31))) == "issued"


def test_a_text_that_repeals_is_seen_from_both_sides():
    first, later = imported(PLAN).document, imported(LATER, "later.txt").document
    [seen] = life_page(first.key, on=TODAY).successions
    [said] = life_page(later.key, on=TODAY).successions

    assert (seen.relation, seen.key, seen.path) == ("repealed_by", later.key, "二/（二）")
    assert (said.relation, said.key, said.quote) == ("repeals", first.key, seen.quote)


def test_those_who_cite_it_are_listed():
    first, later = imported(PLAN).document, imported(LATER, "later.txt").document
    listed = life_page(first.key, on=TODAY).dependants

    assert {(one.key, one.path) for one in listed} == {(later.key, "一/（一）"), (later.key, "二/（二）")}


def test_the_two_newest_revisions_are_compared():
    key = imported(PLAN).document.key
    assert life_page(key, on=TODAY).changes == ()
    imported(CHANGED)
    page = life_page(key, on=TODAY)

    assert (page.old, page.new) == (1, 2)
    [changed] = [one for one in page.changes if one.kind != "same"]
    assert (changed.new_path, [one.text for one in changed.runs if one.kind == "added"]) == (
        "一/（二）",
        ["年、第五"],
    )
    with pytest.raises(NotFound):
        life_page(key, on=TODAY, old=9)


def test_it_keeps_to_its_queries(django_assert_max_num_queries):
    key = imported(PLAN).document.key
    imported(CHANGED)
    imported(LATER, "later.txt")
    with django_assert_max_num_queries(12):
        life_page(key, on=TODAY)
