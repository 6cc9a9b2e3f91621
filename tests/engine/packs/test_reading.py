"""Reading a pack: a sound one without a word, a broken one with place and remedy."""

from datetime import date

import pytest

from zhitong.engine.packs import list_packs, read_pack
from zhitong.engine.rules.amounts import Fixed


def test_a_sound_pack_is_read_whole(folder):
    pack, problems = read_pack(folder)

    assert problems == ()
    assert (pack.key, pack.title, pack.region) == ("tiny", "小包", "15")
    assert list(pack.provisions) == ["tiny.grant"]
    provision = pack.provisions["tiny.grant"]
    assert provision.amount == Fixed(10_000_000, cites=("r1",))
    assert provision.window.ends == date(2026, 12, 31)
    assert provision.references["r1"].expect == ("500万元",)
    assert pack.documents["doc"].issued_on == date(2024, 1, 2)
    assert pack.cases[0].expectations[0].low_fen == 10_000_000


def test_packs_of_a_folder_are_listed(folder):
    assert [info.key for info in list_packs(folder.parent)] == ["tiny"]


GRANTS = "provisions/grants.yaml"
BROKEN = [
    (GRANTS, "annual_revenue at_least", "turnover at_least", "fact_unknown", "turnover"),
    (GRANTS, "500万元 per year [r1]", "500 per year [r1]", "type_mixed", "500"),
    (GRANTS, "500万元 per year [r1]", "500万元 per year", "condition_uncited", "依据"),
    (GRANTS, "kind is enterprise", "kind equals_to enterprise", "operator_unknown", "equals_to"),
    (GRANTS, "document: doc", "document: nowhere", "document_unknown", "nowhere"),
    (GRANTS, "units: [甲局]", "units: [乙局]", "unit_unknown", "乙局"),
    (GRANTS, "kind: grant", "kind: present", "field_word_unknown", "present"),
    (GRANTS, "value: 10万元", "value: 10", "money_without_unit", "单位"),
    (GRANTS, "type: fixed", "type: gift", "amount_type_unknown", "gift"),
    (GRANTS, ", to: 2026-12-31", "", "window_unstated", "截止日"),
    (GRANTS, "to: 2026-12-31", "to: 2023-12-31", "window_backwards", "2023-12-31"),
    (GRANTS, "to: 2026-12-31", "to: 2026-02-30", "pack_yaml", "YAML"),
    (GRANTS, "title: 收入奖励", "title: 收入奖励\n  title: 又一个", "pack_yaml", "写了两次"),
    (GRANTS, "title: 收入奖励", f"title: {'长' * 21}", "title_too_long", "20"),
    (GRANTS, "how:", "replaced_by: gone\n  how:", "provision_unknown", "gone"),
    (GRANTS, "how:", "replaced_by: grant\n  how:", "replacement_cyclic", "圈"),
    (GRANTS, "how:", "hwo: {mode: apply}\n  how:", "field_unknown", "hwo"),
    (GRANTS, "clause: 一/（一）", 'clause: ""', "field_missing", "clause"),
    ("units.yaml", "aliases: [甲]", "successor: 乙局", "successor_missing", "乙局"),
    ("units.yaml", "aliases: [甲]", "successor: 甲局", "successor_cyclic", "圈"),
    ("units.yaml", "level: region", "level: moon", "field_word_unknown", "moon"),
    ("documents.yaml", "status: in_force", "status: in_force\n  superseded_by: x", "document_unknown", "x"),
    ("documents.yaml", "- key: doc", "- {key: doc, title: 乙}\n- key: doc", "document_twice", "doc"),
    ("facts.yaml", "label: 从业人员", "lable: 从业人员", "fact_without_label", "employees"),
    ("cases/cases.yaml", "annual_revenue: 500万元", "turnover: 500万元", "fact_unknown", "turnover"),
    ("cases/cases.yaml", "annual_revenue: 500万元", "annual_revenue: 很多", "fact_value_refused", "很多"),
    ("cases/cases.yaml", "    grant:", "    gone:", "provision_unknown", "gone"),
    ("cases/cases.yaml", "as_of: 2025-06-30", "as_of:", "case_without_day", "as_of"),
    ("pack.yaml", "title:", "includes: [far]\ntitle:", "pack_unknown", "far"),
]


@pytest.mark.parametrize(("name", "old", "new", "code", "word"), BROKEN)
def test_a_broken_pack_says_where_and_what_to_do(change, name, old, new, code, word):
    _, errors = change(name, old, new)

    assert code in errors, {key: each.message for key, each in errors.items()}
    assert word in errors[code].message
    assert "请" in errors[code].message or "可用" in errors[code].message


def test_a_missing_file_is_named(folder):
    (folder / "units.yaml").unlink()

    _, problems = read_pack(folder)

    assert any("tiny/units.yaml" in each.message for each in problems)


def test_a_file_in_another_encoding_is_named(folder):
    path = folder / "units.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))

    _, problems = read_pack(folder)

    assert any(each.code == "pack_file_unreadable" and "UTF-8" in each.message for each in problems)


def test_a_folder_without_a_head_is_no_pack(tmp_path):
    pack, problems = read_pack(tmp_path)

    assert pack is None
    assert [each.code for each in problems] == ["pack_file_missing"]


def test_a_pack_that_includes_itself_is_refused(change):
    _, errors = change("pack.yaml", "title:", "includes: [tiny]\ntitle:")

    assert "圈" in errors["pack_cyclic"].message
