"""The JSON form of amounts: `{"type": "rate", "share": 5000, …}`; numbers in fen and ten-thousandths.

A dated parameter stands as `{"parameter": key}` where the number would be.
"""

from dataclasses import fields
from typing import Any

from zhitong.engine.rules.amounts import (
    Amount,
    Ceiling,
    Dated,
    Fixed,
    NotStated,
    PerUnit,
    ProRata,
    Rate,
    Tier,
    Tiers,
    WrittenAmount,
)
from zhitong.engine.rules.json_form import Json
from zhitong.engine.values import Problem

AMOUNT_TYPES: dict[str, type[Amount]] = {
    "not_stated": NotStated,
    "fixed": Fixed,
    "rate": Rate,
    "per_unit": PerUnit,
    "tiers": Tiers,
    "ceiling": Ceiling,
}
COMPARATORS = ("=", ">=", "<=")
_INTEGERS = {"fen", "share", "cap_fen", "floor_fen", "from_amount"}
_NULLABLE = {"cap_fen", "floor_fen", "of", "fen", "share"}


def amount_to_json(amount: WrittenAmount) -> dict[str, Json]:
    """The JSON form of an amount rule."""
    if isinstance(amount, Dated):
        found = amount_to_json(amount.amount)
        for place, key in amount.named:
            _put(found, place, {"parameter": key})
        return found
    kind = next(key for key, cls in AMOUNT_TYPES.items() if type(amount) is cls)
    given = {field.name: getattr(amount, field.name) for field in fields(amount)}
    # Left out where there is none, so that rules without it keep their hash.
    if given.get("pro_rata", "") is None:
        del given["pro_rata"]
    return {"type": kind, **{name: _plain(part) for name, part in given.items()}}


def _put(form: dict[str, Json], place: str, value: Json) -> None:
    """Sets what stands at `cap_fen` or `tiers.1.fen`."""
    target, name = form, place
    if place.startswith("tiers."):
        _, which, name = place.split(".")
        tiers = form["tiers"]
        assert isinstance(tiers, list)
        tier = tiers[int(which) - 1]
        assert isinstance(tier, dict)
        target = tier
    target[name] = value


def _plain(value: object) -> Json:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, ProRata):
        return {"by": value.by, "of": value.of, "rounding": value.rounding, "unit_fen": value.unit_fen}
    if isinstance(value, Tier):
        return {"from_amount": value.from_amount, "fen": value.fen, "share": value.share}
    assert value is None or isinstance(value, int | str)
    return value


def amount_from_json(value: object) -> tuple[WrittenAmount | None, tuple[Problem, ...]]:
    """The amount of a JSON form; None when anything in it cannot be understood."""
    named: list[tuple[str, str]] = []
    amount, problems = _numbers_from_json(_without_names(value, "", named))
    if amount is None or not named:
        return amount, problems
    if isinstance(amount, NotStated):
        return None, (_refuse("type", "没有金额时不能写参数"),)
    return Dated(amount, tuple(named)), problems


def _without_names(value: object, above: str, named: list[tuple[str, str]]) -> object:
    """The form with 0 where a parameter stands; `named` receives places and keys in printed order."""
    if not isinstance(value, dict):
        return value
    found: dict[str, object] = {}
    for name, part in value.items():
        match part:
            case {"parameter": str(key), **rest} if not rest and name in _INTEGERS:
                named.append((f"{above}{name}", key))
                found[name] = 0
            case list(tiers) if name == "tiers" and not above:
                found[name] = [
                    _without_names(each, f"tiers.{number}.", named)
                    for number, each in enumerate(tiers, start=1)
                ]
            case _:
                found[name] = part
    return found


def _numbers_from_json(value: object) -> tuple[Amount | None, tuple[Problem, ...]]:
    if not isinstance(value, dict) or value.get("type") not in AMOUNT_TYPES:
        return None, (_refuse("type", f"应当是 {'、'.join(AMOUNT_TYPES)} 之一"),)
    cls = AMOUNT_TYPES[str(value["type"])]
    names = {field.name for field in fields(cls)}
    given = {str(name): part for name, part in value.items() if name != "type"}
    problems = [_refuse(name, "不是这种金额的栏目，请删去") for name in given if name not in names]
    # Any: the fields differ from class to class, and `_field` has looked at each.
    arguments: dict[str, Any] = {}
    for name, part in given.items():
        if name in names:
            arguments[name], problem = _field(cls, name, part)
            problems += [problem] if problem else []
    if problems:
        return None, tuple(problems)
    try:
        return cls(**arguments), ()
    except TypeError:
        return None, (_refuse("金额", "缺少必填的栏目，请补全"),)


def _field(cls: type[Amount], name: str, part: object) -> tuple[object, Problem | None]:
    if name == "tiers" and isinstance(part, list):
        tiers = [_tier(each) for each in part]
        if tiers and None not in tiers:
            return tuple(tiers), None
        return None, _refuse(name, "每一档都要有 from_amount，并在 fen、share 中写一个")
    if name == "pro_rata":
        rule = _pro_rata(part)
        return rule, None if rule else _refuse(name, "要写 by（months、days 或 share）和取整方法")
    if name == "cites" and isinstance(part, list) and all(isinstance(key, str) for key in part):
        return tuple(part), None
    if name == "comparator":
        return part, None if part in COMPARATORS else _refuse(name, "应当是 =、>=、<= 之一")
    if part is None and name in _NULLABLE and (cls in (Ceiling, Rate, PerUnit, Tiers)):
        return None, None
    if name in _INTEGERS:
        is_whole = isinstance(part, int) and not isinstance(part, bool) and part >= 0
        return part, None if is_whole else _refuse(name, "应当是不小于 0 的整数（分或万分之一）")
    is_text = isinstance(part, str) and name != "tiers"
    return part, None if is_text else _refuse(name, "的内容读不懂")


def _pro_rata(value: object) -> ProRata | None:
    if not isinstance(value, dict) or not set(value) <= {"by", "of", "rounding", "unit_fen"}:
        return None
    whole = {"of": "", "rounding": "half_up", "unit_fen": 1} | value
    match whole:
        case {
            "by": "months" | "days" | "share" as by,
            "of": str(of),
            "rounding": "half_up" | "down" as rounding,
            "unit_fen": 1 | 100 as unit,
        } if bool(of) == (by == "share") and not isinstance(unit, bool):
            return ProRata(by, of, rounding, unit)
    return None


def _tier(value: object) -> Tier | None:
    match value:
        case {"from_amount": int(bound), **rest} if set(rest) <= {"fen", "share"}:
            fen, share = rest.get("fen"), rest.get("share")
            if isinstance(fen, int) and share is None and fen >= 0:
                return Tier(bound, fen=fen)
            if isinstance(share, int) and fen is None and share >= 0:
                return Tier(bound, share=share)
    return None


def _refuse(name: str, what: str) -> Problem:
    return Problem("amount_unreadable", f"金额的“{name}”{what}。", where=f"amount/{name}", advice=what)
