"""The vocabulary of facts that the packs of this installation share, read once per process."""

from functools import cache

from zhitong.engine.facts import FactDef, Vocabulary, read_vocabulary
from zhitong.engine.packs import list_packs
from zhitong.engine.standards import packaged_standards

FILE = "facts.yaml"


@cache
def vocabulary() -> Vocabulary:
    """Facts of all packs with the code trees of regions and industries."""
    trees = packaged_standards().trees
    facts: dict[str, FactDef] = {}
    labels: dict[str, str] = {}
    for pack in list_packs():
        path = pack.folder / FILE
        if path.exists():
            own, _ = read_vocabulary(path.read_text(encoding="utf-8"), trees)
            facts |= own.facts
            labels |= own.source_labels
    return Vocabulary(facts, trees, labels)
