"""What every index promises, asked of each that is installed."""

from datetime import date

import pytest

from zhitong.engine.documents.words import packaged_thesaurus, read_question
from zhitong.portal.documents.search.shapes import Filters, Node
from zhitong.portal.documents.search.sqlite_index import SqliteIndex
from zhitong.portal.documents.search.tantivy_index import IS_INSTALLED, TantivyIndex

NODES = [
    Node(
        "new",
        "",
        "关于支持小店的通知\n示发〔2026〕8号",
        0,
        "2026-01-01",
        "2028-12-31",
        frozenset({("region", "15"), ("kind", "notice")}),
        "示发〔2026〕8号",
    ),
    Node(
        "new",
        "一/（一）",
        "个体工商户贷款贴息50%，最高10万元。租用房屋的给予补贴。",
        10,
        "2026-01-01",
        "2028-12-31",
        frozenset(
            {
                ("region", "15"),
                ("kind", "notice"),
                ("topic", "融资"),
                ("amount", "known"),
                ("unit", "示例财政局"),
                ("whom", "个体工商户"),
            }
        ),
        "示发〔2026〕8号",
    ),
    Node(
        "old",
        "一",
        "对高校毕业生创业给予补助，见示发[2026] 8号。社会保险补贴另行规定",
        0,
        "2020-01-01",
        "2022-12-31",
        frozenset({("region", "1503"), ("kind", "plan")}),
    ),
]


@pytest.fixture(params=["sqlite", "tantivy"])
def backend(request, tmp_path):
    if request.param == "tantivy" and not IS_INSTALLED:
        pytest.skip("tantivy is not installed: pip install zhitong[search]")
    made = (
        SqliteIndex(tmp_path / "index.sqlite3") if request.param == "sqlite" else TantivyIndex(tmp_path / "t")
    )
    made.index(NODES, {"new": "1"})
    yield made
    made.close()


def found(backend, text, **filters):
    question = read_question(text, packaged_thesaurus())
    return [
        (hit.node.document, hit.node.path) for hit in backend.search(question, Filters(**filters), 10).hits
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("贴息", [("new", "一/（一）")]),
        ("个体户 利息补贴", [("new", "一/（一）")]),
        ("大学生", [("old", "一")]),
        ("社保", [("old", "一")]),
        ("通知", [("new", "")]),
        ("税", []),
        ("户", [("new", "一/（一）")]),
        ("火箭发射", []),
        ("110万元", []),
        ("示发（2026）8号", [("new", ""), ("old", "一")]),
        ("示发〔2026〕18号", []),
    ],
)
def test_words_find_clauses(backend, text, expected):
    assert expected == found(backend, text)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"region": "150302"}, [("new", "一/（一）"), ("old", "一")]),
        ({"region": "1501"}, [("new", "一/（一）")]),
        ({"region": "11"}, []),
        ({"kind": "plan"}, [("old", "一")]),
        ({"topic": "融资"}, [("new", "一/（一）")]),
        ({"unit": "示例财政局"}, [("new", "一/（一）")]),
        ({"whom": "个体工商户"}, [("new", "一/（一）")]),
        ({"with_amount": True}, [("new", "一/（一）")]),
        ({"on": date(2022, 12, 31)}, [("old", "一")]),
        ({"on": date(2023, 1, 1)}, []),
        ({"on": date(2026, 1, 1), "kind": "plan"}, []),
    ],
)
def test_filters_keep_what_they_say(backend, filters, expected):
    assert sorted(expected) == sorted(found(backend, "补贴", **filters))


def test_filters_alone_are_a_question(backend):
    assert found(backend, "", topic="融资") == [("new", "一/（一）")]
    assert found(backend, "", on=date(2021, 6, 1)) == [("old", "一")]


def test_highlights_are_words_of_the_text(backend):
    question = read_question("个体户贴息", packaged_thesaurus())
    hit = backend.search(question, Filters(), 1).hits[0]

    assert hit.node.text[slice(*hit.sentence)] == "个体工商户贷款贴息50%，最高10万元。"
    assert [hit.node.text[low:high] for low, high in hit.marks] == ["个体工商户", "贴息"]


def test_indexing_again_replaces(backend):
    backend.index(NODES[:1], {"new": "2"})

    assert found(backend, "贴息") == []
    assert (backend.prints(), backend.size()) == ({"new": "2", "old": ""}, 2)


def test_a_deleted_document_is_gone(backend):
    backend.delete("new")
    backend.delete("never there")

    assert (found(backend, "贴息"), list(backend.prints()), backend.size()) == ([], ["old"], 1)
    assert found(backend, "示发〔2026〕8号") == [("old", "一")]


def test_clearing_forgets_all(backend):
    backend.clear()

    assert (backend.size(), backend.prints(), found(backend, "贴息")) == (0, {}, [])


def test_signs_of_the_query_language_are_only_signs(backend):
    for text in ['贴息" OR 1', "NEAR(贴息", "贴息*", "a:b", "'", "((", "贴息 NOT 补贴"]:
        found(backend, text)
