"""A benefit as it is read."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Benefit:
    """One thing a beneficiary gets.

    `kind` is grant, interest_subsidy, relief, loan, guarantee, recognition or service;
    `amount_type` fixed, rate, cap, tiers, per_unit or none, `amount_value` in `amount_unit` as printed;
    `amount_high` ends a range, `amount_tiers` are the steps of a graded one. `valid_until` is an ISO day
    or None; `condition` and `cap` are the words that limit it, `cap_value` in `cap_unit` what `cap` says.
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
    amount_high: Decimal | None = None
    amount_tiers: tuple[Decimal, ...] = ()
    cap_value: Decimal | None = None
    cap_unit: str | None = None
