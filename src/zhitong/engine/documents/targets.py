"""Targets: what a plan promises to reach, one per pair of indicator and value."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhitong.engine.documents.outline import Outline


@dataclass(frozen=True, slots=True)
class Target:
    """One indicator and the value it shall reach.

    `value` is a plain number in `unit` (counts with 万 and 亿 expanded; money stays in its printed
    unit); `comparator` is >= <= = or ~; `basis` new, cumulative or level; `quote` is
    `text[start:end]`; `deadline` an ISO day; `period` the words or span the value is counted over.
    """

    indicator: str
    value: Decimal
    unit: str
    comparator: str
    basis: str | None
    period: str | None
    deadline: str | None
    path: str
    start: int
    end: int
    quote: str
    confidence: float


def find(outline: Outline, meta: Mapping[str, Any]) -> tuple[Target, ...]:
    """The targets of a document in printed order."""
    return ()
