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
