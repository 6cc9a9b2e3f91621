"""Two revisions, clause by clause: nothing lost, nothing told twice."""

from zhitong.engine.documents.compare.revisions import compare_revisions, runs_between
from zhitong.engine.documents.parse import parse_canonical

OLD = """一、总的要求
（一）简化登记。材料齐全的当日办结，并即时发照。
（二）减免费用。前三年免收管理费。
（三）组织对接。每季度举办一次对接会，邀请采购单位参加。
"""


def changes(old, new):
    found = compare_revisions(parse_canonical(old).outline, parse_canonical(new).outline)
    return [(one.kind, one.old_path, one.new_path) for one in found if one.kind != "same"]


def test_the_same_text_has_no_change():
    assert changes(OLD, OLD) == []


def test_words_changed_in_place():
    assert changes(OLD, OLD.replace("前三年", "前五年")) == [("changed", "一/（二）", "一/（二）")]


def test_a_clause_put_in_moves_those_behind_it():
    new = OLD.replace("（三）组织", "（四）组织").replace(
        "（二）减免费用", "（二）培训。每年办两期夜校，教记账。\n（三）减免费用"
    )

    assert changes(OLD, new) == [
        ("added", "", "一/（二）"),
        ("moved", "一/（二）", "一/（三）"),
        ("moved", "一/（三）", "一/（四）"),
    ]


def test_a_clause_taken_out_stands_where_it_stood():
    new = OLD.replace("（二）减免费用。前三年免收管理费。\n", "").replace("（三）组织", "（二）组织")

    assert changes(OLD, new) == [("removed", "一/（二）", ""), ("moved", "一/（三）", "一/（二）")]


def test_moved_and_rewritten_is_found_by_likeness():
    new = OLD.replace("（二）减免费用。前三年免收管理费。\n", "").replace(
        "（三）组织对接。每季度", "（二）组织对接。每月"
    )

    assert ("changed", "一/（三）", "一/（二）") in changes(OLD, new)


def test_runs_give_back_both_texts():
    for old, new in (
        ("前三年免收", "前五年免收、减收"),
        ("甲，" * 900, "甲，" * 899 + "乙，"),
        ("", "新"),
        ("旧", ""),
    ):
        runs = runs_between(old, new)

        assert "".join(one.text for one in runs if one.kind != "added") == old
        assert "".join(one.text for one in runs if one.kind != "removed") == new


def test_empty_texts_are_no_trouble():
    assert changes("", "") == []
    assert [kind for kind, _old, _new in changes("", OLD)].count("added") == 4


def test_a_lone_sign_between_two_changes_is_part_of_them():
    assert [(one.kind, one.text) for one in runs_between("每年不少于十户", "每年至少十户")] == [
        ("same", "每年"),
        ("removed", "不少于"),
        ("added", "至少"),
        ("same", "十户"),
    ]
