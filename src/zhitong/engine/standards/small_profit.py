"""小型微利企业 for income tax: limits, all inclusive, and the days they hold."""

from dataclasses import dataclass

import yaml

from zhitong.engine.standards.sizes import FEN_PER_WAN
from zhitong.engine.values import DateRange


@dataclass(frozen=True, slots=True)
class SmallLowProfit:
    """At most so much taxable income and assets (fen) and so many employees, for these kinds of business."""

    days: DateRange
    kinds: frozenset[str]
    limits: dict[str, int]


def read_small_low_profit(text: str) -> SmallLowProfit:
    """From its YAML; money there is in 万元."""
    content = yaml.safe_load(text)
    return SmallLowProfit(
        days=DateRange(content["valid_from"], content["valid_to"]),
        kinds=frozenset(content["kinds"]),
        limits={
            "taxable_income": content["taxable_income_max_wan"] * FEN_PER_WAN,
            "employees": content["employees_max"],
            "total_assets": content["total_assets_max_wan"] * FEN_PER_WAN,
        },
    )
