"""The five real documents, read in full and compared with what a reader wrote down."""

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from zhitong.engine.documents.parse import ParsedDocument, parse, to_json

EXPECTED = Path(__file__).parent / "expected"
SIGNS = {"lead": "*", "support": "+", "unspecified": ""}
NUMBERS = ("000", "001", "002", "003", "004")
LEFT_OVER = re.compile(
    r"以上政策见.*?文件，|责任单位|按职责分工|牵头|配合|落实|负责|等(?:相关)?(?:部门|单位)?|[（()）、，；。：\s]|由|及"
)

pytestmark = pytest.mark.seeds


@cache
def _parsed(path: Path) -> ParsedDocument:
    document, _ = parse(path.read_bytes(), path.name)
    assert document is not None
    return document


@pytest.fixture(params=NUMBERS)
def seed(request, seeds):
    """A parsed document, its expected facts and its file."""
    path = seeds(request.param)
    document = _parsed(path)
    return document, yaml.safe_load((EXPECTED / f"{request.param}.yaml").read_text(encoding="utf-8")), path


def _line(measure) -> str:
    units = ", ".join(
        unit.name + SIGNS[unit.role] + ("~" if unit.group else "") for unit in measure.responsible
    )
    return f"{measure.path} | {measure.number} | {units}" + (" …" if measure.open_ended else "")


def test_outline_is_complete_and_in_order(seed):
    document, expected, _ = seed
    assert [clause["path"] for clause in to_json(document)["clauses"]] == expected["paths"]
    assert sum(clause.kind == "article" for clause in document.outline.clauses) == expected["articles"]


def test_measures_and_their_units_are_exact(seed):
    document, expected, _ = seed
    assert [_line(measure) for measure in document.measures] == expected["measures"]


def test_metadata_is_exact(seed):
    document, expected, _ = seed
    for key in ("title", "inner_title"):  # written in pieces
        expected["meta"][key] = "".join(expected["meta"][key] or []) or None
    assert document.meta == expected["meta"]


def test_no_word_of_a_note_is_lost(seed):
    document, _, _ = seed
    for measure in document.measures:
        (start, end) = measure.notes[0]
        note = document.text[start:end]
        for unit in sorted(measure.responsible, key=lambda one: -len(one.printed)):
            assert document.text[unit.start : unit.end] == unit.printed
            note = note.replace(unit.printed, "", 1)
        assert LEFT_OVER.sub("", note) == ""


def test_quotes_are_literally_there(seed):
    document, _, _ = seed
    read = to_json(document)
    for kind in ("targets", "benefits", "time_limits"):
        assert all(document.text[one["start"] : one["end"]] == one["quote"] for one in read[kind])


def test_page_break_repeats_are_mended_and_listed(seeds):
    path = seeds("001")
    document, problems = parse(path.read_bytes(), path.name)
    repeats = [problem for problem in problems if problem.code == "page_break_repeat"]
    assert len(repeats) == 2
    assert [document.text[one.start - 1 : one.end + 4] for one in repeats] == ["（责任单位：", "企业“持续涌"]


def test_the_page_number_inside_an_article_is_taken_out(seeds):
    path = seeds("004")
    document, problems = parse(path.read_bytes(), path.name)
    assert [problem.message for problem in problems if problem.code == "page_number"] == [
        "单独成行的页码“14”已去掉。"
    ]
    assert "\n14\n" not in document.text
