"""Benefits: what a business or a person gets, and under which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhitong.engine.documents.outline import Outline


@dataclass(frozen=True, slots=True)
class Benefit:
    """One thing a beneficiary gets.

    `kind` is grant, interest_subsidy, relief, loan, guarantee, recognition or service;
    `amount_type` fixed, rate, cap, tiers, per_unit or none, `amount_value` in `amount_unit` as printed;
    `valid_until` an ISO day or None; `condition` and `cap` are the words that limit it, or None.
    """

    name: str
    beneficiary: str | None
    kind: str
    amount_type: str
    amount_value: Decimal | None
    amount_unit: str | None
    valid_until: str | None
    path: str
    start: int
    end: int
    quote: str
    condition: str | None
    cap: str | None
    confidence: float


def find(outline: Outline, meta: Mapping[str, Any]) -> tuple[Benefit, ...]:
    """The benefits of a document in printed order."""
    return ()
