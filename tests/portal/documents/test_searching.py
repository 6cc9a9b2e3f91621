"""The library finds what was imported, and says why it finds nothing."""

from datetime import date

import pytest
from django_tasks_db.models import DBTaskResult

from tests.portal.documents.factories import CHANGED, PLAN
from zhitong.portal.accounts.models import Membership, Organisation, Person, Role
from zhitong.portal.documents.models import Document, MissedTerm, Status
from zhitong.portal.documents.review.judging import Said, accept_reading, correct_reading
from zhitong.portal.documents.review.workbench import workbench
from zhitong.portal.documents.search.backends import search_backend
from zhitong.portal.documents.search.finding import find_clauses
from zhitong.portal.documents.search.keeping import note_missed, rebuild_index, refresh_index
from zhitong.portal.documents.search.shapes import Filters
from zhitong.portal.flows.library import take_document
from zhitong.portal.flows.reviewing import indexed_after
from zhitong.portal.foundation.jobs.working import drain

pytestmark = pytest.mark.django_db


def span_of(row):
    return row.item.words.start, row.item.words.end


@pytest.fixture
def editor(plan):
    unit = Organisation.objects.create(key="u", name="示例单位", region="99")
    person = Person.objects.create(username="one")
    Membership.objects.create(person=person, organisation=unit, role=Role.EDITOR, starts=date(2020, 1, 1))
    return person


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path):
    settings.SEARCH_FOLDER = tmp_path


@pytest.fixture
def plan():
    return take_document(data=PLAN.encode(), name="plan.txt").document


def paths(text, **filters):
    found = find_clauses(text, Filters(**filters))
    return [clause.path for one in found.documents for clause in one.clauses]


def test_an_imported_document_is_found_by_a_two_character_word(plan):
    assert paths("对接") == ["二/（三）"]
    assert paths("管理费") == ["一/（二）"]


def test_traditional_characters_find_simplified_words_and_the_other_way_round(plan):
    assert paths("對接") == ["二/（三）"]
    assert [piece.text for piece in find_clauses("管理費", Filters()).documents[0].clauses[0].pieces] == [
        piece.text for piece in find_clauses("管理费", Filters()).documents[0].clauses[0].pieces
    ]

    other = PLAN.replace("管理费", "管理費").replace("8号", "9号").replace("小店", "小摊")
    take_document(data=other.encode(), name="other.txt")
    assert len(find_clauses("管理费", Filters()).documents) == 2


def test_the_answer_is_a_quote_with_its_place(plan):
    clause = find_clauses("管理费", Filters()).documents[0].clauses[0]
    text = plan.revisions.get().text

    assert "".join(piece.text for piece in clause.pieces) == text[clause.start : clause.end]
    assert [piece.text for piece in clause.pieces if piece.is_marked] == ["管理费"]


def test_a_new_revision_replaces_the_old_words(plan):
    take_document(data=CHANGED.encode(), name="plan.txt")

    assert paths("第五年") == ["一/（二）"]
    assert (len(find_clauses("管理费", Filters()).documents), refresh_index().indexed) == (1, 0)


def test_units_of_a_measure_are_a_filter(plan):
    assert paths("", unit="县税务局") == ["一/（二）"]


@pytest.mark.django_db(transaction=True)  # the worker closes connections
def test_a_unit_corrected_by_a_person_is_found_by_a_job(plan, editor):
    row = next(one for one in workbench(plan.key, kind="measure").rows.rows if "税务" in str(one.item.values))
    said = Said({**row.item.values, "units": [{"name": "县商务局", "role": "lead"}]}, *span_of(row))
    with indexed_after(plan.key):
        correct_reading(key=plan.key, items=[row.item.key], said=[said], person=editor)
    assert paths("", unit="县税务局") == ["一/（二）"]

    drain()
    assert (paths("", unit="县税务局"), "一/（二）" in paths("", unit="县商务局")) == ([], True)
    assert refresh_index() == (0, 0, 1)


def test_a_judgement_that_changes_nothing_searched_for_queues_nothing(plan, editor):
    item = workbench(plan.key, kind="measure").rows.rows[0].item
    with indexed_after(plan.key):
        accept_reading(key=plan.key, item=item.key, person=editor)

    assert DBTaskResult.objects.count() == 0


def test_what_a_catalogue_says_later_reaches_the_filters(plan):
    assert paths("对接", on=date(2027, 1, 1)) == ["二/（三）"]

    Document.objects.filter(pk=plan.pk).update(status=Status.EXPIRED, expires_on=date(2026, 12, 31))
    after = find_clauses("对接", Filters(on=date(2027, 1, 1))).documents
    assert [one.document.life.at(date(2027, 1, 1)).state for one in after] == ["lapsed"]

    Document.objects.filter(pk=plan.pk).update(expires_on=None)
    assert refresh_index() == (1, 0, 0)
    assert paths("对接", on=date(2027, 1, 1)) == []


def test_a_draft_is_never_in_force(plan):
    Document.objects.filter(pk=plan.pk).update(status=Status.DRAFT)
    refresh_index()

    assert (paths("对接", on=date(2026, 6, 1)), paths("对接")) == ([], ["二/（三）"])


def test_rebuilding_gives_the_same(plan):
    search_backend().clear()
    assert (find_clauses("对接", Filters()).unindexed, paths("对接")) == (1, [])

    assert rebuild_index().indexed == 1
    assert (find_clauses("对接", Filters()).unindexed, paths("对接")) == (0, ["二/（三）"])


def test_a_document_that_is_gone_leaves_the_index(plan):
    plan.revisions.all().delete()

    assert refresh_index() == (0, 1, 0)


def test_unknown_words_are_named_and_known_ones_suggested(plan):
    reasons = find_clauses("登计", Filters()).reasons

    assert (list(reasons.unknown_terms), reasons.suggestions[0]) == (["登计"], "登记")


def test_the_filter_that_removes_all_is_named(plan):
    reasons = find_clauses("对接", Filters(kind="law")).reasons

    assert (list(reasons.unknown_terms), list(reasons.blocking_filters)) == ([], ["kind"])


def test_two_filters_that_only_together_remove_all(plan):
    reasons = find_clauses("对接", Filters(kind="law", topic="创业")).reasons

    assert (list(reasons.blocking_filters), reasons.only_without_all) == ([], True)


def test_words_without_an_answer_are_counted_by_day_only():
    day = date(2026, 11, 24)
    note_missed(terms=["火星移民", "13800000000", "税", "火星移民的一个过分长的说法"], day=day)
    note_missed(terms=["火星移民"], day=day)

    assert [(day, "火星移民", 2)] == list(MissedTerm.objects.values_list("day", "term", "count"))


def test_reading_the_answers_takes_few_queries(plan, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        find_clauses("对接", Filters())
