"""Amounts of provisions as YAML mappings; `amount_form.read_amount` gives the same again."""

from typing import Any

from zhitong.engine.rules.amounts import (
    Amount,
    Ceiling,
    Dated,
    Fixed,
    NotStated,
    PerUnit,
    Rate,
    Tier,
    Tiers,
    WrittenAmount,
)
from zhitong.engine.values import print_money, print_share


def amount_entry(amount: WrittenAmount, of_type: str = "") -> dict[str, Any]:
    """The YAML mapping of an amount; `of_type` is the type of the fact that tiers count."""
    if isinstance(amount, Dated):
        return _with_names(amount_entry(amount.amount, of_type), amount)
    match amount:
        case NotStated(why):
            return {"type": "not_stated", "why": why}
        case Fixed():
            entry: dict[str, Any] = {"type": "fixed", "value": print_money(amount.fen)}
        case Rate():
            entry = {"type": "rate", "share": print_share(amount.share), "of": amount.of}
            entry["of_text"] = amount.of_text
        case PerUnit():
            entry = {"type": "per_unit", "value": print_money(amount.fen), "of": amount.of}
            entry["unit_text"] = amount.unit_text
        case Tiers():
            tiers = [_tier_entry(tier, of_type) for tier in amount.tiers]
            entry = {"type": "tiers", "of": amount.of, "tiers": tiers}
        case Ceiling():
            entry = {"type": "ceiling", "what": amount.what}
            if amount.fen is not None:
                entry["value"] = print_money(amount.fen)
            if amount.share is not None:
                entry["share"] = print_share(amount.share)
    return entry | _shared(amount)


_PRINTED = {"fen": "value", "cap_fen": "cap", "floor_fen": "floor", "share": "share"}


def _with_names(entry: dict[str, Any], amount: Dated) -> dict[str, Any]:
    for place, key in amount.named:
        *above, name = place.split(".")
        target = entry["tiers"][int(above[1]) - 1] if above else entry
        target[_PRINTED[name]] = f"${key}"
    return entry


def _tier_entry(tier: Tier, of_type: str) -> dict[str, Any]:
    printed = {"money": print_money, "share": print_share}.get(of_type, lambda bound: bound)
    entry: dict[str, Any] = {"from": printed(tier.from_amount)}
    if tier.fen is not None:
        entry["value"] = print_money(tier.fen)
    if tier.share is not None:
        entry["share"] = print_share(tier.share)
    return entry


def _shared(amount: Amount) -> dict[str, Any]:
    """The parts several amounts have, left out where they say nothing."""
    entry: dict[str, Any] = {}
    for name, field in (("cap", "cap_fen"), ("floor", "floor_fen")):
        fen = getattr(amount, field, None)
        if fen is not None:
            entry[name] = print_money(fen)
    default = "<=" if isinstance(amount, Ceiling) else "="
    if getattr(amount, "comparator", default) != default:
        entry["comparator"] = amount.comparator  # type: ignore[union-attr]
    if getattr(amount, "period", ""):
        entry["period"] = amount.period  # type: ignore[union-attr]
    rule = getattr(amount, "pro_rata", None)
    if rule is not None:
        unit = "元" if rule.unit_fen > 1 else ""
        inner = {"by": rule.by, "of": rule.of, "rounding": rule.rounding, "to": unit}
        defaults = {"of": "", "rounding": "half_up", "to": ""}
        entry["pro_rata"] = {name: part for name, part in inner.items() if part != defaults.get(name)}
    if getattr(amount, "cites", ()):
        entry["cites"] = list(amount.cites)  # type: ignore[union-attr]
    return entry
