"""The vocabulary of facts that the packs of this installation share, read once per process."""

from functools import cache

from zhitong.engine.facts import Vocabulary
from zhitong.engine.packs import china


@cache
def vocabulary() -> Vocabulary:
    """Facts of the packs with the code trees of regions and industries."""
    return china.vocabulary()
