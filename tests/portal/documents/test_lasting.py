"""The address of a clause outlives the text it was taken from, and a kept text can be written out."""

import pytest

from tests.portal.documents.factories import PLAN, imported
from zhitong.engine.documents.out import check_akn, to_akn, to_markdown
from zhitong.engine.documents.parse import parse_text, to_json
from zhitong.portal.documents.queries.permalinks import former_clause, lasting_clause
from zhitong.portal.documents.queries.publishing import publication
from zhitong.portal.foundation.problems import NotFound

pytestmark = pytest.mark.django_db
FEES = "减免费用。前三年免收管理费；第四年减半收取。"
MEETINGS = "（三）组织对接。每季度举办一次对接会。（责任单位：县商务局）"
WITHOUT_FEES = PLAN.replace(FEES, "开放场地。")
SHORTER = PLAN.replace(MEETINGS, "市场部分由县商务局每季度举办一次对接会，组织对接。")


def words(lasting):
    return "".join(piece.text for block in lasting.page.blocks for piece in block.pieces)


def test_a_clause_of_the_newest_text_is_no_former_one():
    key = imported().document.key
    found = lasting_clause(key, "二/（三）")

    assert (found.is_former, found.is_gone, found.page.revision.number) == (False, False, 1)


def test_a_vanished_clause_is_shown_from_the_old_text_with_the_nearest_one():
    key = imported().document.key
    imported(SHORTER, name="shorter.txt")
    found = lasting_clause(key, "二/（三）")

    assert (found.is_former, found.is_gone, found.page.revision.number) == (True, True, 1)
    assert "每季度举办一次对接会" in words(found)
    assert found.current_path == "二"


def test_a_changed_clause_keeps_both_addresses():
    key = imported().document.key
    imported(WITHOUT_FEES, name="changed.txt")

    assert "开放场地" in words(lasting_clause(key, "一/（二）"))
    old = former_clause(key, "一/（二）", 1)
    assert (old.is_former, old.is_gone, old.current_path) == (True, False, "一/（二）")
    assert "第四年减半收取" in words(old)


TABLE = (
    PLAN.rstrip()
    + """

附件
任务分工表
序号\t任务\t责任单位\t完成时限
1\t编印办事指南\t县商务局\t2027年3月底
2\t开通咨询电话\t县市场监管局\t2027年4月底
"""
)


def test_the_address_of_a_row_of_tasks_survives_another_import():
    key = imported(TABLE).document.key
    before = lasting_clause(key, "附件/2")
    imported(TABLE.replace("2027年3月底", "2027年5月底"), name="again.txt")
    after = lasting_clause(key, "附件/2")

    assert "开通咨询电话" in words(before)
    assert (words(after), after.is_former, after.page.revision.number) == (words(before), False, 2)

    imported(TABLE[: TABLE.index("2\t开通")], name="shorter.txt")
    gone = lasting_clause(key, "附件/2")
    assert (gone.is_former, gone.is_gone) == (True, True)
    assert "开通咨询电话" in words(gone)


def test_the_address_of_a_measure_survives_another_import():
    key = imported().document.key
    path = parse_text(PLAN).measures[0].path
    before = lasting_clause(key, path)
    imported(WITHOUT_FEES, name="changed.txt")

    after = lasting_clause(key, path)
    assert (after.is_gone, after.page.revision.number) == (False, 2)
    assert former_clause(key, path, 1).page.revision.number == 1
    assert words(former_clause(key, path, 1)) == words(before)


def test_a_path_that_never_was_is_not_found():
    key = imported().document.key

    with pytest.raises(NotFound):
        lasting_clause(key, "九/（九）")
    with pytest.raises(NotFound):
        former_clause(key, "一", 7)


def test_a_kept_text_is_written_as_the_one_just_read():
    key = imported().document.key
    found, read = publication(key), to_json(parse_text(PLAN))

    assert found.text == read["text"]
    assert [one["id"] for one in read["clauses"]] == [one["id"] for one in found.content["clauses"]]
    sure = [one.pop("confidence") for one in found.content["benefits"]]
    assert (read["benefits"], len(sure)) == (found.content["benefits"], len(read["benefits"]))
    assert check_akn(to_akn(found)) == []
    assert "## 一、支持开办" in to_markdown(found)


def test_without_a_text_there_is_nothing_to_write():
    with pytest.raises(NotFound):
        publication("nothing")
