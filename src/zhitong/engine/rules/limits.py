"""What a provision has to give away in all: a budget of money, a quota of places."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from zhitong.engine.rules.json_form import Json
from zhitong.engine.values import print_money

ORDERS = {"first_come": "先到先得", "ranked": "按排序确定"}
_PER = {"": "", "year": "每年", "quarter": "每季度", "month": "每月"}
LIMIT_PERIODS = tuple(_PER)


@dataclass(frozen=True, slots=True)
class Budget:
    """So much money in all, or anew in every period."""

    fen: int
    period: str = ""
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quota:
    """So many places in all, or anew in every period, to whoever comes first or by a ranking."""

    places: int
    order: Literal["first_come", "ranked"]
    period: str = ""
    cites: tuple[str, ...] = ()


def limits_to_json(budget: Budget | None, quota: Quota | None) -> dict[str, Json]:
    """`budget` and `quota` as rules and versions keep them; what there is not is left out."""
    found: dict[str, Json] = {}
    if budget is not None:
        found["budget"] = {"fen": budget.fen, "period": budget.period, "cites": list(budget.cites)}
    if quota is not None:
        found["quota"] = {
            "places": quota.places,
            "order": quota.order,
            "period": quota.period,
            "cites": list(quota.cites),
        }
    return found


def limits_from_json(content: Mapping[str, Any]) -> tuple[Budget | None, Quota | None]:
    """Limits kept by `limits_to_json`; ValueError, KeyError or TypeError where they are of another shape."""
    budget, quota = content.get("budget"), content.get("quota")
    if quota is not None and quota["order"] not in ORDERS:
        raise ValueError("名额的确定方式")
    return (
        None if budget is None else Budget(int(budget["fen"]), str(budget["period"]), tuple(budget["cites"])),
        None
        if quota is None
        else Quota(int(quota["places"]), quota["order"], str(quota["period"]), tuple(quota["cites"])),
    )


def budget_text(budget: Budget) -> str:
    """预算每年500万元."""
    return f"预算{_PER[budget.period] or '总额'}{print_money(budget.fen)}"


def quota_text(quota: Quota) -> str:
    """名额每年100个，先到先得."""
    return f"名额{_PER[quota.period] or '共'}{quota.places}个，{ORDERS[quota.order]}"
