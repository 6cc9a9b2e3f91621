"""What a machine read out of a document, and what people made of it."""

from zhitong.engine.documents.readings.corrections import Correction, Lost, Merged, merge
from zhitong.engine.documents.readings.ground import Ground, anchored, find
from zhitong.engine.documents.readings.items import (
    ACCEPTED,
    ADDED,
    CORRECTED,
    KINDS,
    REJECTED,
    STATES,
    UNREVIEWED,
    Item,
    Words,
)
from zhitong.engine.documents.readings.reading import read_items
from zhitong.engine.documents.readings.writing import projected, rebuilt

__all__ = [
    "ACCEPTED",
    "ADDED",
    "CORRECTED",
    "KINDS",
    "REJECTED",
    "STATES",
    "UNREVIEWED",
    "Correction",
    "Ground",
    "Item",
    "Lost",
    "Merged",
    "Words",
    "anchored",
    "find",
    "merge",
    "projected",
    "read_items",
    "rebuilt",
]
