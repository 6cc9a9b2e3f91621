"""Checking dated parameters: order, gaps, overlaps, one unit throughout, clause and inclusivity."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from zhitong.engine.rules.amounts import Ceiling, Dated, WrittenAmount
from zhitong.engine.rules.check_leaf import Finding
from zhitong.engine.rules.parameters import Parameter, ParameterValue
from zhitong.engine.rules.quantities import count_unit, quantity_type
from zhitong.engine.values import print_date


def parameter_problems(parameter: Parameter, is_threshold: bool = True) -> Iterator[Finding]:
    """Everything wrong with a parameter by itself; what is no threshold need not say whether it counts."""
    label = parameter.label
    if not parameter.values:
        yield Finding("parameter_empty", f"参数“{label}”没有数值", "请至少写一个带起止日期和条款的数值")
    for before, after in pairwise(parameter.values):
        yield from _between(label, before, after)
    if len({_kind(each) for each in parameter.values}) > 1:
        yield Finding("parameter_mixed", f"参数“{label}”各年的单位或时间口径不同", "请改成同一单位")
    for each in parameter.values:
        if each.starts and each.ends and each.starts > each.ends:
            yield Finding("parameter_backwards", f"参数“{label}”的截止日期早于开始日期", "请改正起止日期")
        if not each.reference.document or not each.reference.clause:
            yield Finding("parameter_uncited", f"参数“{label}”有数值没有注明条款", "请写 document 和 clause")
        if is_threshold and not isinstance(each.value, date) and each.inclusive is None:
            advice = "请写 inclusive: true 或 false"
            yield Finding("parameter_border", f"参数“{label}”没有写明界限本身算不算", advice)


def amount_parameter_problems(
    amount: WrittenAmount, parameters: Mapping[str, Parameter]
) -> Iterator[Finding]:
    """Every parameter an amount names exists and counts what its place counts."""
    if not isinstance(amount, Dated):
        return
    for place, key in amount.named:
        parameter = parameters.get(key)
        if parameter is None:
            yield Finding(
                "parameter_unknown", f"参数“{key}”不在参数表里", "请改写成数，或在 parameters.yaml 补上"
            )
            continue
        wanted = "share" if place.rpartition(".")[2] == "share" else "money"
        if any(_kind(each)[0] != wanted for each in parameter.values):
            said = f"参数“{parameter.label}”不是{_WANTED[wanted]}，不能用在这里"
            yield Finding("type_mixed", said, f"请换一个{_WANTED[wanted]}参数")
        periods = {_kind(each)[2] for each in parameter.values}
        own = "" if isinstance(amount.amount, Ceiling) else amount.amount.period
        if wanted == "money" and not periods <= {"", own}:
            said = f"参数“{parameter.label}”的期间与金额的期间不同"
            yield Finding("period_mixed", said, "请改成同一期间")


_WANTED = {"money": "金额", "share": "比例"}


def _between(label: str, before: ParameterValue, after: ParameterValue) -> Iterator[Finding]:
    if before.ends is None or after.starts is None or after.starts <= before.ends:
        yield Finding("parameter_overlap", f"参数“{label}”有两个数值的日期重叠", "请按先后排列并改正起止日期")
    elif after.starts - before.ends > timedelta(days=1):
        said = f"参数“{label}”在{print_date(before.ends)}之后、{print_date(after.starts)}之前没有数值"
        yield Finding("parameter_gap", said, "请补上这一段的数值和条款")


def _kind(value: ParameterValue) -> tuple[str, str, str]:
    if isinstance(value.value, date):
        return "date", "", ""
    kind = quantity_type(value.value.text)
    return kind, count_unit(value.value.text) if kind == "count" else "", value.value.period
