"""Confirmed links as a breakdown: by upper measure, with units, dated; rejected answers left out."""

from datetime import date
from types import SimpleNamespace

import pytest
import time_machine

from tests.portal.documents.factories import PLAN, imported
from zhitong.portal.documents.models import Measure
from zhitong.portal.documents.reading import newest_revision
from zhitong.portal.documents.review.breakdown import breakdown_of
from zhitong.portal.documents.review.linking import confirm_link

LOWER = PLAN.replace("示例", "某某")


@pytest.fixture
def linked(db):
    upper, lower = (newest_revision(imported(text).document.key) for text in (PLAN, LOWER))
    paths = [one.path for one in Measure.objects.filter(revision=upper)]
    person = SimpleNamespace(pk=1)
    with time_machine.travel("2026-11-20T12:00:00+08:00", tick=False):
        for path, grade in zip(paths[:2], ("full", "none"), strict=True):
            confirm_link(
                lower=(lower.document.key, path), upper=(upper.document.key, path), grade=grade, person=person
            )
    return SimpleNamespace(upper=upper, lower=lower, paths=paths)


def test_a_confirmed_answer_comes_with_units_and_day(linked):
    (one,) = breakdown_of(linked.upper.document.key)

    assert one.path == linked.paths[0]
    (below,) = one.below
    assert (below.document_key, below.path, below.grade) == (
        linked.lower.document.key,
        linked.paths[0],
        "full",
    )
    assert below.confirmed_on == date(2026, 11, 20)
    measure = Measure.objects.get(revision=linked.lower, path=below.path)
    assert list(below.units) == [unit.name for unit in measure.units.all()] != []
    assert below.is_current


def test_before_the_day_of_confirmation_there_is_none(linked):
    assert breakdown_of(linked.upper.document.key, on=date(2026, 11, 19)) == []
    assert len(breakdown_of(linked.upper.document.key, on=date(2026, 11, 20))) == 1


def test_a_measure_that_is_gone_is_said_and_not_guessed(linked):
    Measure.objects.filter(revision=linked.lower).delete()

    (below,) = breakdown_of(linked.upper.document.key)[0].below

    assert (below.is_current, list(below.units)) == (False, [])


def test_few_queries_however_many_links(linked, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        breakdown_of(linked.upper.document.key)
