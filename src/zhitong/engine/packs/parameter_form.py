"""Dated parameters in YAML: `parameters.yaml` of a pack, one list entry per parameter."""

from datetime import date
from pathlib import Path

from zhitong.engine.packs.fields import Fields
from zhitong.engine.packs.yaml_files import load_list
from zhitong.engine.rules.nodes import Quantity
from zhitong.engine.rules.parameters import Parameter, ParameterValue
from zhitong.engine.rules.quantities import PERIODS, parse_quantity
from zhitong.engine.values import Problem, Reference


def read_parameters(path: Path, label: str, problems: list[Problem]) -> dict[str, Parameter]:
    """The parameters of a file by key, none without the file; a wrong one is left out with its problems."""
    found: dict[str, Parameter] = {}
    if not path.exists():
        return found
    for entry in load_list(path, label, problems):
        fields = Fields(entry, f"{label} {entry.get('key', '（无键）')}", problems)
        before = len(problems)
        fields.only(("key", "label", "period", "values"))
        key, name = fields.text("key", required=True), fields.text("label", required=True)
        period = fields.one_of("period", ("", *PERIODS))
        values = [_value(one, number, fields, period) for number, one in enumerate(_listed(fields), start=1)]
        if key in found:
            fields.refuse("parameter_twice", f"参数“{key}”写了两次", "请删去一处或改键")
        if len(problems) == before:
            found[key] = Parameter(key, name, tuple(one for one in values if one is not None))
    return found


def _listed(fields: Fields) -> list[object]:
    values = fields.entry.get("values")
    if isinstance(values, list):
        return values
    fields.refuse("field_missing", "缺少“values”", "请写成 [{from, to, value, inclusive, reference}]")
    return []


def _value(entry: object, number: int, above: Fields, period: str) -> ParameterValue | None:
    fields = Fields(entry if isinstance(entry, dict) else {}, f"{above.place} 第{number}个值", above.problems)
    fields.only(("from", "to", "value", "inclusive", "evidence", "reference"))
    one = fields.inner("reference")
    one.only(("document", "clause", "sentence", "note"))
    reference = Reference(
        one.text("document", required=True),
        one.text("clause", required=True),
        one.whole("sentence"),
        one.text("note"),
    )
    value = _figure(fields, period)
    if value is None:
        return None
    return ParameterValue(
        fields.day("from"),
        fields.day("to"),
        value,
        reference,
        fields.flag("inclusive") if "inclusive" in fields.entry else None,
        fields.one_of("evidence", ("A", "B", "C"), "A"),
    )


def _figure(fields: Fields, period: str) -> Quantity | date | None:
    if isinstance(fields.entry.get("value"), date):
        return fields.day("value")
    quantity, problem = parse_quantity(fields.text("value", required=True), period)
    if problem is not None:
        fields.refuse(problem.code, problem.message.rstrip("。"), "请写带单位的数，如 10万元")
    return quantity
