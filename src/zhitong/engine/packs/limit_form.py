"""Budget and quota in YAML: `budget: {value: 500万元, period: year, cites: [r1]}` and back."""

from typing import Any

from zhitong.engine.packs.fields import Fields
from zhitong.engine.rules.limits import LIMIT_PERIODS, ORDERS, Budget, Quota
from zhitong.engine.values import print_money


def read_budget(fields: Fields) -> Budget | None:
    """The budget of a provision's entry, None where there is none."""
    if "budget" not in fields.entry:
        return None
    inner = fields.inner("budget")
    inner.only(("value", "period", "cites"))
    fen = inner.fen("value")
    if fen is None:
        inner.refuse("amount_missing", "缺少预算金额 value", "请写成 500万元")
        return None
    return Budget(fen, inner.one_of("period", LIMIT_PERIODS), inner.texts("cites"))


def read_quota(fields: Fields) -> Quota | None:
    """The quota of a provision's entry, None where there is none."""
    if "quota" not in fields.entry:
        return None
    inner = fields.inner("quota")
    inner.only(("places", "order", "period", "cites"))
    places, order = inner.whole("places"), inner.one_of("order", tuple(ORDERS))
    if places is None:
        inner.refuse("amount_missing", "缺少名额数 places", "请写成整数，如 100")
        return None
    if order not in ORDERS:
        return None
    # one_of has looked at the word.
    return Quota(places, order, inner.one_of("period", LIMIT_PERIODS), inner.texts("cites"))  # type: ignore[arg-type]


def limit_entries(budget: Budget | None, quota: Quota | None) -> dict[str, dict[str, Any]]:
    """The YAML mappings of what there is."""
    found: dict[str, dict[str, Any]] = {}
    if budget is not None:
        found["budget"] = {"value": print_money(budget.fen)} | _shared(budget)
    if quota is not None:
        found["quota"] = {"places": quota.places, "order": quota.order} | _shared(quota)
    return found


def _shared(limit: Budget | Quota) -> dict[str, Any]:
    period: dict[str, Any] = {"period": limit.period} if limit.period else {}
    return period | ({"cites": list(limit.cites)} if limit.cites else {})
