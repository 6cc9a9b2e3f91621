"""A parsed document is recognised by its number, else by phrases, never by a guess."""

import pytest

from zhitong.engine.packs import find_document, read_pack


@pytest.fixture
def pack(folder):
    """The small pack."""
    return read_pack(folder)[0]


@pytest.mark.parametrize(
    "number", ["甲发〔2024〕1号", "甲发[2024]1号", "甲发（2024）1 号", "甲发［2024］１号"]
)
def test_a_number_is_recognised_however_it_is_written(pack, number):
    assert find_document(pack, {"doc_number": number}, "") == "doc"


def test_phrases_serve_where_there_is_no_number(pack):
    assert find_document(pack, {"doc_number": None, "title": "关于甲文件的通知"}, "") == "doc"
    assert find_document(pack, {"title": None}, "甲文件规定了收\n入奖励。") == "doc"


def test_a_stranger_is_not_recognised(pack):
    assert find_document(pack, {"doc_number": "乙发〔2024〕1号", "title": "别的"}, "别的话") is None
    assert find_document(pack, {}, "") is None


def test_two_that_fit_are_none(change):
    twin = "- {key: twin, title: 甲文件, region: '', status: draft, match: {title: [甲文件]}}\n- key: doc"
    pack, errors = change("documents.yaml", "- key: doc", twin)

    assert errors == {}
    assert find_document(pack, {"title": "甲文件"}, "") is None
