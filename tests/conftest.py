"""What every test may use."""

from pathlib import Path

import pytest
from django.test import override_settings

REPOSITORY = Path(__file__).resolve().parent.parent
SEEDS = REPOSITORY.parent / "shared" / "seeds"


def seed_path(number: str) -> Path:
    """The file of one of the five documents; skips by name where the folder is missing."""
    found = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip(f"full text of document {number} is not here: it belongs into ../shared/{SEEDS.name}")
    return found[0]


@pytest.fixture
def seeds():
    """`seeds("001")` gives the path of a document's full text."""
    return seed_path


@pytest.fixture(scope="session", autouse=True)
def _folders_of_its_own(tmp_path_factory):
    """No test touches the index or the snapshots of an installation."""
    folders = {name: tmp_path_factory.mktemp(name) for name in ("search", "matching")}
    with override_settings(SEARCH_FOLDER=folders["search"], MATCHING_FOLDER=folders["matching"]):
        yield
