"""Entry criteria of pools and recognitions, and duties that recur."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhitong.engine.documents.outline import Outline


@dataclass(frozen=True, slots=True)
class Criterion:
    """Words that say who is taken into a pool, a list or a scheme (`of`)."""

    of: str
    path: str
    start: int
    end: int
    quote: str
    confidence: float


@dataclass(frozen=True, slots=True)
class RecurringDuty:
    """Something to be done again and again; `rhythm` is the printed word (每年, 按月, 定期 …)."""

    what: str
    rhythm: str
    path: str
    start: int
    end: int
    quote: str
    confidence: float


def find(outline: Outline, meta: Mapping[str, Any]) -> tuple[Criterion, ...]:
    """The entry criteria of a document in printed order."""
    return ()


def find_duties(outline: Outline, meta: Mapping[str, Any]) -> tuple[RecurringDuty, ...]:
    """The recurring duties of a document in printed order."""
    return ()
