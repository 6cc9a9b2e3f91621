"""Dated parameters in amounts: which stand where, and the amount with the values of a day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from zhitong.engine.rules.amounts import Amount, Dated, Figured, NotStated, Tiers, WrittenAmount
from zhitong.engine.rules.nodes import Quantity
from zhitong.engine.rules.parameters import Parameter


def amount_names(amount: WrittenAmount) -> tuple[str, ...]:
    """Keys of the parameters an amount names, each once, in order."""
    return tuple(dict.fromkeys(key for _, key in amount.named)) if isinstance(amount, Dated) else ()


def figures_of(amount: Dated, parameters: Mapping[str, Parameter]) -> tuple[Parameter, ...]:
    """The parameters behind an amount, each once, in order; those nobody knows are left out."""
    return tuple(parameters[key] for key in amount_names(amount) if key in parameters)


def resolved_amount(amount: Dated, parameters: Mapping[str, Parameter], day: date) -> Amount:
    """The amount with numbers in place of names; not stated, with the reason, where one has no value."""
    found: Figured = amount.amount
    for place, key in amount.named:
        parameter = parameters.get(key)
        if parameter is None:
            return NotStated(f"参数“{key}”不在参数表里，无法计算金额")
        value = parameter.on(day)
        if value is None or not isinstance(value.value, Quantity):
            return NotStated(parameter.why_unknown(day).replace("无法判定", "无法计算金额"))
        found = with_number(found, place, value.value.amount)
    return found


def with_number(amount: Figured, place: str, number: int) -> Figured:
    """The amount with another number at a place: `cap_fen`, `tiers.1.fen` (tiers count from one)."""
    if not place.startswith("tiers."):
        return replace(amount, **{place: number})  # type: ignore[arg-type]
    _, which, name = place.split(".")
    assert isinstance(amount, Tiers)
    tiers = list(amount.tiers)
    tiers[int(which) - 1] = replace(tiers[int(which) - 1], **{name: number})
    return replace(amount, tiers=tuple(tiers))
