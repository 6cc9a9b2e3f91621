"""The sample plan reads the same from its text and from its Word file with automatic numbers."""

import zipfile

import pytest

from zhitong.engine.documents.parse import parse
from zhitong.engine.packs import PACKS

FOLDER = PACKS / "sample" / "documents"


@pytest.fixture(scope="module")
def both():
    """The plan from text and from Word."""
    found = []
    for name in ("plan.txt", "plan.docx"):
        document, _ = parse((FOLDER / name).read_bytes(), name)
        assert document is not None
        found.append(document)
    return found


def test_word_and_text_give_the_same_measures(both):
    from_text, from_word = (
        [(one.path, one.number, one.responsible) for one in each.measures] for each in both
    )

    assert from_word == from_text
    assert len([path for path, _, _ in from_text if not path.startswith("附件")]) == 24
    assert [path for path, _, _ in from_text[24:]] == [f"附件/{number}" for number in range(1, 7)]


def test_word_and_text_give_the_same_metadata(both):
    from_text, from_word = both

    assert from_word.meta == from_text.meta
    assert from_text.meta["doc_number"] == "示例发〔2026〕8号"
    assert from_text.meta["issued_on"] == "2026-03-18"
    assert from_text.meta["expires_on"] == "2028-12-31"


def test_the_numbers_of_the_word_file_are_automatic():
    with zipfile.ZipFile(FOLDER / "plan.docx") as archive:
        body = archive.read("word/document.xml").decode()

    assert "发放房租补贴" in body
    assert "1.发放房租补贴" not in body
    assert "（一）总量稳步增加" not in body
