"""The five documents: what is found against what a reader found (facts, no sentences)."""

from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from zhitong.engine.documents.parse import ParsedDocument, parse

EXPECTED = Path(__file__).parent / "expected"
NUMBERS = ["000", "001", "002", "003", "004"]


@lru_cache(maxsize=5)
def _read(path: Path) -> ParsedDocument:
    document, problems = parse(path.read_bytes(), path.name)
    assert document is not None, problems
    return document


def _expected(name: str) -> list[dict]:
    return yaml.safe_load((EXPECTED / f"{name}.yaml").read_text("utf-8")) or []


def f1(expected: list, found: list) -> float:
    """The harmonic mean of precision and recall over two bags; 1 where both are empty."""
    if not expected and not found:
        return 1.0
    both = sum((Counter(expected) & Counter(found)).values())
    return 2 * both / (len(expected) + len(found))


@pytest.mark.seeds
@pytest.mark.parametrize("number", NUMBERS)
def test_targets_are_found_with_value_comparator_basis_and_deadline(seeds, number):
    document = _read(seeds(number))
    keys = ("indicator", "value", "unit", "comparator", "basis", "deadline", "path")

    expected = [tuple(str(one[key]) for key in keys) for one in _expected(f"targets_{number}")]
    found = [tuple(str(getattr(one, key)) for key in keys) for one in document.targets]

    assert f1(expected, found) >= 0.95, set(expected) ^ set(found)


@pytest.mark.seeds
@pytest.mark.parametrize("number", NUMBERS)
def test_benefits_are_found_with_kind_amount_and_end(seeds, number):
    document = _read(seeds(number))

    expected = [
        (one["path"], one["kind"], one["type"], str(one["value"]), str(one["unit"]), one["until"])
        for one in _expected(f"benefits_{number}")
    ]
    found = [
        (one.path, one.kind, one.amount_type, str(one.amount_value), str(one.amount_unit), one.valid_until)
        for one in document.benefits
    ]

    assert f1(expected, found) >= 0.90, set(expected) ^ set(found)


@pytest.mark.seeds
@pytest.mark.parametrize("number", NUMBERS)
def test_citations_are_found_with_number_title_and_place(seeds, number):
    document = _read(seeds(number))
    keys = ("doc_number", "title", "path")

    expected = [tuple(one[key] for key in keys) for one in _expected(f"citations_{number}")]
    found = [tuple(getattr(one, key) for key in keys) for one in document.citations]

    assert f1(expected, found) >= 0.98, set(expected) ^ set(found)


@pytest.mark.seeds
@pytest.mark.parametrize("number", NUMBERS)
def test_time_limits_are_found(seeds, number):
    document = _read(seeds(number))

    expected = [(str(one["value"]), one["unit"], one["path"]) for one in _expected(f"limits_{number}")]
    found = [(str(one.value), one.unit, one.path) for one in document.time_limits]

    assert f1(expected, found) == 1.0, set(expected) ^ set(found)


@pytest.mark.seeds
@pytest.mark.parametrize("number", NUMBERS)
def test_recurring_duties_are_found_with_rhythm_number_day_and_doer(seeds, number):
    document = _read(seeds(number))
    keys = ("path", "rhythm", "period", "count", "unit", "due", "responsible")

    expected = [tuple(str(one[key]) for key in keys) for one in _expected(f"duties_{number}")]
    found = [tuple(str(getattr(one, key)) for key in keys) for one in document.duties]

    assert f1(expected, found) >= 0.95, set(expected) ^ set(found)


@pytest.mark.seeds
@pytest.mark.parametrize("number", NUMBERS)
def test_entry_criteria_are_found_with_subject_bound_and_unit(seeds, number):
    document = _read(seeds(number))
    keys = ("path", "subject", "comparator", "value", "unit", "inclusive", "negated")

    expected = [tuple(str(one[key]) for key in keys) for one in _expected(f"criteria_{number}")]
    found = [tuple(str(getattr(one, key)) for key in keys) for one in document.criteria]

    assert f1(expected, found) >= 0.90, set(expected) ^ set(found)


@pytest.mark.seeds
@pytest.mark.parametrize("number", NUMBERS)
def test_every_quote_is_literally_there(seeds, number):
    document = _read(seeds(number))
    quoted = [
        *document.targets, *document.benefits, *document.time_limits, *document.validity, *document.criteria,
        *document.duties,
    ]  # fmt: skip

    assert all(one.quote and one.quote == document.text[one.start : one.end] for one in quoted)
    assert all(0 <= one.start < one.end <= len(document.text) for one in document.citations)
