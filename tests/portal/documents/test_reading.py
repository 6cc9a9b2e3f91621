"""What the pages of documents, clauses and units show."""

from datetime import date

import pytest

from tests.portal.documents.factories import CHANGED, imported
from zhitong.engine.packs import CatalogueDocument, Unit
from zhitong.engine.values import Reference
from zhitong.portal.accounts.models import Organisation
from zhitong.portal.accounts.operations import load_units
from zhitong.portal.documents.importing.catalogue import load_catalogue
from zhitong.portal.documents.queries import (
    clause_page,
    document_list,
    document_page,
    locate,
    locate_all,
    unit_page,
    units_list,
)
from zhitong.portal.foundation.problems import NotFound

pytestmark = pytest.mark.django_db


def words(text: str) -> str:
    """Text without spaces, for comparing what is shown with what is there."""
    return "".join(text.split())


def test_every_word_is_shown_exactly_once():
    document = imported().document
    page = document_page(document.key)
    shown = "".join(piece.text for block in page.blocks for piece in block.pieces)
    assert words(shown) == words(document.revisions.get().text)


def test_the_list_finds_by_title_number_and_issuer():
    imported()
    assert document_list(text="小店 成长").total == 1
    assert document_list(text="〔2026〕8号").rows[0].measures == 3
    assert document_list(text="没有这样的").total == 0
    assert document_list(state="repealed", on=date(2026, 11, 24)).total == 0


def test_lists_and_pages_keep_to_their_queries(django_assert_max_num_queries):
    key = imported().document.key
    imported(CHANGED)
    with django_assert_max_num_queries(3):
        document_list()
    with django_assert_max_num_queries(8):
        document_page(key)
    with django_assert_max_num_queries(8):
        clause_page(key, "一/（一）", sentence=2)
    with django_assert_max_num_queries(4):
        locate_all([Reference(key, "一/（一）", 1), Reference(key, "一/（二）", 2)])


def test_a_clause_highlights_the_asked_sentence():
    page = clause_page(imported().document.key, "一/（一）", sentence=1)
    assert page.quote == "当日受理的当日办结。"
    marked = [piece.text for block in page.blocks for piece in block.pieces if piece.is_marked]
    assert marked == [page.quote]


def test_a_clause_highlights_the_asked_run_only_inside_itself():
    document = imported().document
    page = clause_page(document.key, "一/（二）")
    start = page.blocks[0].start
    inside = clause_page(document.key, "一/（二）", start=start, end=start + 3)
    assert inside.quote == "（二）"
    outside = clause_page(document.key, "一/（二）", start=0, end=3)
    assert outside.quote == ""


def test_a_clause_knows_parents_children_and_neighbours():
    key = imported().document.key
    page = clause_page(key, "一/（二）")
    assert [one.path for one in page.parents] == ["一"]
    assert (page.previous_path, page.next_path) == ("一/（一）", "")
    assert [one.path for one in clause_page(key, "一").children] == ["一/（一）", "一/（二）"]
    assert [one.number for one in page.measures] == ["2"]


@pytest.mark.parametrize("path", ["九", "一/（九）", ""])
def test_an_unknown_clause_is_not_found(path):
    key = imported().document.key
    with pytest.raises(NotFound):
        clause_page(key, path)


def test_an_old_revision_can_still_be_read():
    key = imported().document.key
    imported(CHANGED)
    assert document_page(key).revision.number == 2
    old = document_page(key, revision=1)
    assert not old.revision.is_latest
    assert "第五年" not in "".join(piece.text for block in old.blocks for piece in block.pieces)


def test_a_reference_leads_to_the_sentence_of_an_imported_text():
    document = imported().document
    place = locate(Reference(document.key, "一/（二）", 1))
    assert place.quote == "前三年免收管理费；第四年减半收取。"
    assert document.revisions.get().text[place.start : place.end] == place.quote


def test_without_the_text_a_reference_gives_number_and_clause():
    load_catalogue([CatalogueDocument("law-1", "某法", "第1号", None, None, "", "in_force")])
    place = locate(Reference("law-1", "第二章/第三条", 1))
    assert (place.quote, place.is_imported, place.doc_number) == (None, False, "第1号")
    assert place.clause_label == "第二章—第三条"


def test_a_reference_to_a_clause_that_is_not_there_says_so():
    place = locate(Reference(imported().document.key, "五/（九）", 1))
    assert (place.clause_found, place.quote, place.is_imported) == (False, None, True)


def test_a_unit_sees_its_measures_and_those_it_took_over():
    load_units(
        [
            Unit(
                "县财政局", "150302", "banner_county", aliases=("县财政与国资局",), successor="县财政金融局"
            ),
            Unit("县财政金融局", "150302", "banner_county"),
            Unit("县商务局", "150302", "banner_county"),
        ]
    )
    imported()
    new = Organisation.objects.get(name="县财政金融局")
    page = unit_page(new.key)
    assert [(one.path, one.document_number) for one in page.measures] == [
        ("一/（一）", "示政办发〔2026〕8号"),
        ("一/（二）", "示政办发〔2026〕8号"),
    ]
    assert [one.name for one in page.predecessors] == ["县财政局"]
    assert {row.name: row.total for row in units_list()} == {"县财政局": 2, "县财政金融局": 2, "县商务局": 1}


def test_only_the_newest_text_counts_for_a_unit(django_assert_max_num_queries):
    load_units([Unit("县财政局", "150302", "banner_county")])
    imported()
    imported(CHANGED)
    with django_assert_max_num_queries(2):
        rows = units_list()
    assert [row.total for row in rows] == [2]
    with django_assert_max_num_queries(7):
        assert len(unit_page("县财政局").measures) == 2
