"""Packs: policies of one jurisdiction as data, read, checked and written back."""

from zhitong.engine.packs.catalogue import find_document
from zhitong.engine.packs.model import (
    Case,
    CatalogueDocument,
    Expectation,
    MatchHints,
    Pack,
    PackInfo,
    Unit,
)
from zhitong.engine.packs.reading import PACKS, list_packs, read_pack
from zhitong.engine.packs.writing import write_provision

__all__ = [
    "PACKS",
    "Case",
    "CatalogueDocument",
    "Expectation",
    "MatchHints",
    "Pack",
    "PackInfo",
    "Unit",
    "find_document",
    "list_packs",
    "read_pack",
    "write_provision",
]
