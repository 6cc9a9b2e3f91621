"""What every test may use."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
SEEDS = REPOSITORY.parent / "shared" / "seeds"


def seed_path(number: str) -> Path:
    """The file of one of the five documents; skips by name where the folder is missing."""
    found = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip(
            f"full text of document {number} is not here: it belongs into ../shared/{SEEDS.name}"
        )
    return found[0]


@pytest.fixture
def seeds():
    """`seeds("001")` gives the path of a document's full text."""
    return seed_path
