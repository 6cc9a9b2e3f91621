"""Dated parameters: a number or a day that changes over the years, each value with its clause.

A condition names one as `$key`; `resolved` puts the value of a day in its place. Where a value states
whether its bound counts, that decides between 不低于 and 高于, 不超过 and 低于. Where there is no value
the name stays, and every back end answers unknown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from zhitong.engine.rules.json_form import Json, end_from_json, operand_to_json
from zhitong.engine.rules.nodes import (
    Condition,
    End,
    Judgement,
    Leaf,
    Measured,
    Named,
    Not,
    Operand,
    Quantity,
)
from zhitong.engine.values import Reference, print_date


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """One value with its first and last day (None: open), clause and grade; `inclusive` says whether the
    bound itself counts, None where the value is no threshold."""

    starts: date | None
    ends: date | None
    value: Quantity | date
    reference: Reference
    inclusive: bool | None = None
    evidence: str = "A"

    def holds_on(self, day: date) -> bool:
        """Whether the value is in force on the day, both ends included."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)

    def validity_text(self) -> str:
        """2023年1月1日至2027年12月31日, 2023年1月1日起, 至2027年12月31日, 长期."""
        first = print_date(self.starts) if self.starts else ""
        if self.ends is not None:
            return f"{first}至{print_date(self.ends)}"
        return f"{first}起" if first else "长期"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named figure of the law and its values, the earliest first."""

    key: str
    label: str
    values: tuple[ParameterValue, ...]

    def on(self, day: date) -> ParameterValue | None:
        """The value of a day, None before the first, after the last and in a gap."""
        return next((each for each in self.values if each.holds_on(day)), None)

    def why_unknown(self, day: date) -> str:
        """What to say where a day has no value."""
        return f"没有收录“{self.label}”在{print_date(day)}的数值，无法判定"


def citation_key(parameter: Parameter, value: ParameterValue) -> str:
    """The cite key of a value's clause, beside those of the provision: `$limit.2` for the second value."""
    return f"${parameter.key}.{parameter.values.index(value) + 1}"


def cited_by(parameters: Mapping[str, Parameter]) -> dict[str, Reference]:
    """The clauses of all values by their cite keys."""
    return {citation_key(one, value): value.reference for one in parameters.values() for value in one.values}


_STRICT = {"at_least": "more_than", "at_most": "less_than", "on_or_before": "before", "on_or_after": "after"}
_LOOSE = {strict: loose for loose, strict in _STRICT.items()}


def resolved(node: Condition, parameters: Mapping[str, Parameter], day: date) -> Condition:
    """The condition with the values of the day in place of names; the shape of the tree stays."""
    if isinstance(node, Leaf):
        return _leaf(node, parameters, day)
    if isinstance(node, Judgement):
        return node
    if isinstance(node, Not):
        return Not(resolved(node.part, parameters, day))
    return replace(node, parts=tuple(resolved(part, parameters, day) for part in node.parts))


def _leaf(leaf: Leaf, parameters: Mapping[str, Parameter], day: date) -> Leaf:
    found = [value for key in names_in(leaf) if key in parameters and (value := parameters[key].on(day))]
    if not found:
        return leaf
    operator = leaf.operator
    if len(found) == 1 and found[0].inclusive is not None:
        operator = (_LOOSE if found[0].inclusive else _STRICT).get(operator, operator)
    values = {key: value.value for key in names_in(leaf) if (value := _value(key, parameters, day))}
    return Leaf(leaf.fact, operator, _operand(leaf.operand, values), leaf.cites)


def _value(key: str, parameters: Mapping[str, Parameter], day: date) -> ParameterValue | None:
    return parameters[key].on(day) if key in parameters else None


def _operand(operand: Operand, values: Mapping[str, Quantity | date]) -> Operand:
    match operand:
        case Named(key):
            return values.get(key, operand)
        case Measured(Named(key), facts):
            bound = values.get(key)
            return Measured(bound, facts) if isinstance(bound, Quantity) else operand
        case (Named() | Quantity() | date() as first, Named() | Quantity() | date() as last):
            return _end(first, values), _end(last, values)
    return operand


def _end(end: End, values: Mapping[str, Quantity | date]) -> End:
    return values.get(end.key, end) if isinstance(end, Named) else end


def names_in(node: Condition) -> tuple[str, ...]:
    """Keys of the parameters a condition names, in printed order."""
    return tuple(_names(node))


def _names(node: Condition) -> Iterator[str]:
    if isinstance(node, Leaf):
        operand = node.operand.bound if isinstance(node.operand, Measured) else node.operand
        for end in operand if isinstance(operand, tuple) else (operand,):
            if isinstance(end, Named):
                yield end.key
    elif not isinstance(node, Judgement):
        for part in (node.part,) if isinstance(node, Not) else node.parts:
            yield from _names(part)


def parameter_to_json(parameter: Parameter) -> dict[str, Json]:
    """A parameter as receipts and versions keep it."""
    return {
        "label": parameter.label,
        "values": [value_to_json(each) for each in parameter.values],
    }


def value_to_json(value: ParameterValue) -> dict[str, Json]:
    """One value with validity, clause and grade."""
    reference = {**asdict(value.reference), "expect": list(value.reference.expect)}
    return {
        "from": value.starts.isoformat() if value.starts else None,
        "to": value.ends.isoformat() if value.ends else None,
        "value": operand_to_json(value.value),
        "inclusive": value.inclusive,
        "evidence": value.evidence,
        "reference": reference,
    }


def parameters_from_json(content: Any) -> dict[str, Parameter]:
    """Parameters kept by `parameter_to_json`; ValueError, KeyError or TypeError where it is another shape."""
    return {
        key: Parameter(key, str(one["label"]), tuple(_value_from(each) for each in one["values"]))
        for key, one in dict(content or {}).items()
    }


def _value_from(entry: Mapping[str, Any]) -> ParameterValue:
    value = end_from_json(entry["value"])
    if not isinstance(value, Quantity | date):
        raise ValueError("参数的数值")
    reference = {**entry["reference"], "expect": tuple(entry["reference"]["expect"])}
    starts, ends = (date.fromisoformat(entry[name]) if entry[name] else None for name in ("from", "to"))
    return ParameterValue(starts, ends, value, Reference(**reference), entry["inclusive"], entry["evidence"])
