"""Time limits: how long an authority or a beneficiary has for an act."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhitong.engine.documents.outline import Outline


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """`what` must happen within `value` `unit` (工作日, 日, 个月, 年 …)."""

    what: str
    value: Decimal
    unit: str
    path: str
    start: int
    end: int
    quote: str
    confidence: float


def find(outline: Outline, meta: Mapping[str, Any]) -> tuple[TimeLimit, ...]:
    """The time limits of a document in printed order."""
    return ()
