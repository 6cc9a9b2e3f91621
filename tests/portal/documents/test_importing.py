"""Taking documents: whole or not at all, and never twice."""

import pytest

from tests.portal.documents.factories import CHANGED, PLAN, imported
from zhitong.engine.packs import CatalogueDocument, MatchHints, Unit
from zhitong.portal.accounts.operations import load_units
from zhitong.portal.documents.importing import taking
from zhitong.portal.documents.importing.catalogue import link_units, load_catalogue
from zhitong.portal.documents.importing.taking import import_document
from zhitong.portal.documents.models import Clause, Document, Measure, MeasureUnit, Revision
from zhitong.portal.documents.problems import DocumentRefused
from zhitong.portal.foundation import limits
from zhitong.portal.foundation.models import Journal
from zhitong.portal.foundation.problems import TooLarge

pytestmark = pytest.mark.django_db
TABLES = (Document, Revision, Clause, Measure, MeasureUnit, Journal)


def row_counts() -> list[int]:
    """Rows per table of the room, and lines of the journal."""
    return [table.objects.count() for table in TABLES]


def test_a_document_comes_in_with_clauses_and_measures():
    taken = imported()
    assert taken.outcome == "new"
    assert taken.document.doc_number == "示政办发〔2026〕8号"
    revision = taken.document.revisions.get()
    assert [one.path for one in revision.measures.all()] == ["一/（一）", "一/（二）", "二/（三）"]
    units = [(one.name, one.role) for one in MeasureUnit.objects.filter(measure__path="一/（二）")]
    assert units == [("县财政局", "lead"), ("县税务局", "support")]


def test_every_clause_points_into_the_text():
    revision = imported().document.revisions.get()
    for clause in revision.clauses.all():
        assert 0 <= clause.start <= clause.body_end <= clause.end <= len(revision.text)
        if clause.kind == "clause":
            assert revision.text[clause.start :].startswith(clause.label)


def test_the_same_file_again_changes_nothing():
    imported()
    before = row_counts()
    assert imported().outcome == "unchanged"
    assert row_counts() == before


def test_other_words_become_the_next_revision():
    first = imported().document
    taken = imported(CHANGED)
    assert (taken.outcome, taken.document) == ("changed", first)
    assert [one.number for one in first.revisions.order_by("number")] == [1, 2]
    assert "第五年" not in first.revisions.get(number=1).text


def test_gb18030_simply_works():
    taken = import_document(data=PLAN.encode("gb18030"), name="plan.txt")
    assert taken.document.revisions.get().text == imported().document.revisions.latest("number").text


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "空.txt", "文件是空的"),
        (b"\x00\x01\x02\xff" * 40, "坏.txt", "不是可读的文字"),
        (b"PK\x03\x04broken", "坏.docx", "“坏.docx”"),
        ("小店成长。\n没有任何编号。".encode(), "散文.txt", "没有“一、”“（一）”“第一条”这样的编号"),
    ],
)
def test_a_file_that_cannot_be_used_leaves_nothing(data, name, words):
    before = row_counts()
    with pytest.raises(DocumentRefused, match=words):
        import_document(data=data, name=name)
    assert row_counts() == before


def test_paragraphs_will_do_when_somebody_says_so():
    taken = import_document(data="小店成长办法\n没有任何编号。".encode(), name="散文.txt", by_paragraph=True)
    assert taken.document.revisions.get().clauses.exists()


def test_too_large_a_file_is_refused(monkeypatch):
    monkeypatch.setattr(taking, "DOCUMENT_MEGABYTES", 0)
    assert limits.DOCUMENT_MEGABYTES
    with pytest.raises(TooLarge):
        imported()


def test_a_failure_in_the_middle_leaves_nothing(monkeypatch):
    def fail(*_arguments) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr(taking, "apply_readings", fail)
    before = row_counts()
    with pytest.raises(RuntimeError, match="killed"):
        imported()
    assert row_counts() == before


def test_the_catalogue_recognises_a_file():
    known = CatalogueDocument(
        "county-plan",
        "小店成长行动方案",
        "示政办发〔2026〕8号",
        "示例县",
        None,
        "150302",
        "in_force",
        match=MatchHints(doc_number="示政办发〔2026〕8号", title=("小店成长",)),
        pack="sample",
    )
    assert load_catalogue([known]) == 1
    assert load_catalogue([known]) == 0
    taken = imported()
    assert (taken.document.key, taken.document.status) == ("county-plan", "in_force")
    assert Document.objects.count() == 1


def test_units_are_linked_by_name_and_later_by_the_packs():
    imported()
    assert link_units() == 0
    load_units([Unit("示例县财政局", "", "banner_county", aliases=("县财政局",))])
    assert link_units() == 2
    assert MeasureUnit.objects.filter(organisation__name="示例县财政局").count() == 2


def test_the_five_documents_hold_182_measures_and_articles(seeds):
    counts = []
    for number in ("000", "001", "002", "003", "004"):
        path = seeds(number)
        revision = import_document(data=path.read_bytes(), name=path.name).document.revisions.get()
        articles = revision.clauses.filter(kind="article").count()
        counts.append(articles if number == "004" else revision.measures.count())
    assert counts == [37, 60, 16, 12, 57]
