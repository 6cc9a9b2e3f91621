"""The packaged vocabulary."""

import pytest

from zhitong.engine.packs import PACKS, read_pack


@pytest.fixture(scope="session")
def vocabulary():
    pack, _ = read_pack(PACKS / "china")
    return pack.vocabulary
