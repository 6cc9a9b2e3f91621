"""Set in print, broken over lines and pages, and copied out again: the paragraphs come back."""

from difflib import SequenceMatcher

import pytest

from zhitong.engine.documents.text.canonical import canonicalise

COLUMNS, ROWS = 28, 22
NEVER_FIRST = "，。、；：？！）》”’)%％"


def _width(text: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in text)


def _set_lines(paragraph: str) -> list[str]:
    lines, current, room = [], "", COLUMNS - 2
    for character in paragraph:
        if _width(current + character) > room and character not in NEVER_FIRST:
            lines.append(current)
            current, room = "", COLUMNS
        current += character
    return [*lines, current] if current else lines


def _every_line(text: str, indent: str) -> list[str]:
    printed = []
    for paragraph in text.split("\n"):
        for place, line in enumerate(_set_lines(paragraph)):
            printed.append((indent if place == 0 else "") + line)
            if len(printed) % ROWS == 0:
                printed.append(f"- {len(printed) // ROWS} -")
    return printed


def _cut_at_pages(text: str, numbered: bool) -> list[str]:
    printed, rows = [], 0
    for paragraph in text.split("\n"):
        current = ""
        for line in _set_lines(paragraph):
            current, rows = current + line, rows + 1
            if rows % ROWS == 0:
                printed += [current, f"- {rows // ROWS} -"] if numbered else [current]
                current = ""
        printed += [current] if current else []
    return printed


WAYS = {
    "every line, blank lines between": lambda text: "\n\n".join(_every_line(text, "")),
    "every line, first lines indented": lambda text: "\n".join(_every_line(text, "　　")),
    "cut at page ends, page numbers": lambda text: "\n\n".join(_cut_at_pages(text, True)),
    "cut at page ends": lambda text: "\n\n".join(_cut_at_pages(text, False)),
}


@pytest.mark.seeds
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_paragraphs_come_back_from_print(number, way, seeds):
    source, _ = canonicalise(seeds(number).read_text(encoding="utf-8"))
    text = "\n".join(line for line in source.split("\n") if "\t" not in line)
    restored, _ = canonicalise(WAYS[way](text))
    assert restored.replace("\n", "") == text.replace("\n", "")
    before, after = text.split("\n"), restored.split("\n")
    same = sum(
        block.size for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    )
    assert same >= 0.94 * len(before)
