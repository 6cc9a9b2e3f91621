"""The national vocabulary and the packaged standards."""

import pytest

from zhitong.engine.facts import read_vocabulary
from zhitong.engine.standards import packaged_standards
from zhitong.engine.standards.loading import PACKS


@pytest.fixture(scope="session")
def standards():
    return packaged_standards()


@pytest.fixture(scope="session")
def vocabulary(standards):
    text = (PACKS / "china" / "facts.yaml").read_text(encoding="utf-8")
    found, problems = read_vocabulary(text, standards.trees)
    assert problems == ()
    return found
