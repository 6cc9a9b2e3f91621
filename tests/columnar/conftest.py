from pathlib import Path

import pytest

from zhitong.engine.facts import Vocabulary, read_vocabulary
from zhitong.engine.packs import PACKS
from zhitong.engine.standards import Standards, packaged_standards


@pytest.fixture(scope="session")
def standards() -> Standards:
    return packaged_standards()


@pytest.fixture(scope="session")
def vocabulary(standards) -> Vocabulary:
    return read_vocabulary(Path(PACKS / "china" / "facts.yaml").read_text("utf-8"), standards.trees)[0]
