"""Every shipped pack, read once."""

import pytest

from zhitong.engine.packs import Pack, list_packs, read_pack
from zhitong.engine.values import Problem

Read = tuple[Pack, tuple[Problem, ...]]


@pytest.fixture(scope="session")
def read_packs() -> dict[str, Read]:
    """Pack key to the pack and its problems."""
    packs = {info.key: read_pack(info.folder) for info in list_packs()}
    return {key: (pack, problems) for key, (pack, problems) in packs.items() if pack is not None}


@pytest.fixture(scope="session")
def packs(read_packs: dict[str, Read]) -> dict[str, Pack]:
    """Pack key to pack."""
    return {key: pack for key, (pack, _) in read_packs.items()}
