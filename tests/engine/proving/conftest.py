"""The packaged packs and standards."""

import pytest

from zhitong.engine.packs import PACKS, read_pack
from zhitong.engine.standards import packaged_standards


@pytest.fixture(scope="session")
def standards():
    return packaged_standards()


@pytest.fixture(scope="session")
def vocabulary():
    pack, _ = read_pack(PACKS / "china")
    return pack.vocabulary
