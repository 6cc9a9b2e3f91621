"""Packs speak in their own words: nothing long is copied from the documents, and nobody is named."""

import re

import pytest

from zhitong.engine.packs import PACKS

RUN = 40
NUMBERS = ("000", "001", "002", "003", "004")
TEXTS = sorted(path for path in PACKS.rglob("*") if path.suffix in {".yaml", ".csv", ".md", ".txt"})


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.seeds
def test_no_run_of_forty_characters_is_copied(seeds):
    runs: set[str] = set()
    for number in NUMBERS:
        text = _squeezed(seeds(number).read_text(encoding="utf-8"))
        runs.update(text[start : start + RUN] for start in range(len(text) - RUN + 1))

    copied = []
    for path in TEXTS:
        text = _squeezed(path.read_text(encoding="utf-8"))
        for start in range(len(text) - RUN + 1):
            if text[start : start + RUN] in runs:
                copied.append(f"{path.relative_to(PACKS)}: {text[start : start + RUN]}")
                break

    assert copied == []


@pytest.mark.seeds
def test_nobody_of_the_member_list_is_named(seeds):
    text = seeds("001").read_text(encoding="utf-8")
    names = {
        re.sub(r"\s+", "", found[1])
        for found in re.finditer(
            r"^(?:组 ?长：|副组长：|成 ?员：)?\t?([\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff] [\u4e00-\u9fff])\t",
            text,
            re.M,
        )
    }
    yaml_text = "".join(path.read_text(encoding="utf-8") for path in TEXTS if path.suffix == ".yaml")

    assert len(names) > 20
    assert sorted(name for name in names if name in yaml_text) == []
