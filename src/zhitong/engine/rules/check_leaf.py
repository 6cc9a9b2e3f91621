"""Checking one leaf: fact, operator, value, unit, period, code and references."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from zhitong.engine.facts import PERIODS, TYPES, FactDef, FactType, Vocabulary
from zhitong.engine.rules.nodes import Judgement, Leaf, Measured, Quantity, is_named
from zhitong.engine.rules.operators import OPERATORS, Operator
from zhitong.engine.rules.quantities import count_unit, is_duration, quantity_type
from zhitong.engine.values import Reference, Severity

LONGEST_MONTHS = 12 * 100


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong and what to do; the place is added by the caller."""

    code: str
    message: str
    advice: str
    severity: Severity = Severity.ERROR


def leaf_problems(
    leaf: Leaf, vocabulary: Vocabulary, references: Mapping[str, Reference]
) -> Iterator[Finding]:
    """Everything wrong with one leaf."""
    definition, operator = vocabulary.get(leaf.fact), OPERATORS.get(leaf.operator)
    if definition is None:
        yield _unknown_fact(leaf.fact, vocabulary)
    if operator is None:
        yield Finding("operator_unknown", f"没有“{leaf.operator}”这种运算", f"可用：{'、'.join(OPERATORS)}")
    if definition is not None and operator is not None:
        yield from _value_problems(leaf, definition, operator, vocabulary)
    yield from cite_problems(leaf.cites, references)


def judgement_problems(node: Judgement, references: Mapping[str, Reference]) -> Iterator[Finding]:
    """Everything wrong with a condition left to an officer."""
    if not node.text.strip():
        yield Finding("judge_empty", "需人工判断的内容是空的", "请写出文件中的说法")
    yield from cite_problems(node.cites, references)


def cite_problems(cites: tuple[str, ...], references: Mapping[str, Reference]) -> Iterator[Finding]:
    """A condition rests on at least one reference, and each exists."""
    if not cites:
        yield Finding("condition_uncited", "这个条件没有注明依据", "请在行末写上依据编号，如 [r1]")
    for cite in cites:
        if cite not in references:
            advice = "请在 references 补上，或改正编号"
            yield Finding("cite_unknown", f"引用了不存在的依据“{cite}”", advice)


def _unknown_fact(key: str, vocabulary: Vocabulary) -> Finding:
    by_label = [definition.key for definition in vocabulary.values() if definition.label == key]
    near = by_label or difflib.get_close_matches(key, list(vocabulary), n=1)
    advice = f"是不是想写“{near[0]}”" if near else "请对照要素表改正，或先在要素表里补上"
    return Finding("fact_unknown", f"要素“{key}”不在要素表里", advice)


def _value_problems(
    leaf: Leaf, definition: FactDef, operator: Operator, vocabulary: Vocabulary
) -> Iterator[Finding]:
    if definition.type not in operator.types:
        usable = "、".join(key for key, each in OPERATORS.items() if definition.type in each.types)
        said = f"“{definition.label}”是{TYPES[definition.type]}，不能用运算 {leaf.operator}"
        yield Finding("operator_unfit", said, f"可用：{usable}")
        return
    if not _has_operand_kind(leaf, operator):
        said = f"运算 {leaf.operator} 的值类型不对"
        yield Finding("operand_unfit", said, "请按运算的写法改正值")
        return
    if is_named(leaf.operand):
        yield Finding("parameter_unknown", "所写的参数不在参数表里", "请改写成数或日期")
        return
    if operator.operand in ("share_of", "growth_over", "sum_with"):
        yield from _measured_problems(leaf, definition, operator, vocabulary)
    elif operator.operand in ("quantity", "quantities"):
        ends = leaf.operand if isinstance(leaf.operand, tuple) else (leaf.operand,)
        for end in ends:
            assert isinstance(end, Quantity)
            yield from _number_problems(end, definition)
    elif operator.operand in ("duration", "span"):
        yield from _duration_problems(leaf, operator)
    elif operator.operand not in ("date", "dates", "none"):
        words = leaf.operand if isinstance(leaf.operand, tuple) else (leaf.operand,)
        for word in words:
            yield from _word_problems(word, definition, vocabulary)
    yield from _order_problems(leaf)


def _has_operand_kind(leaf: Leaf, operator: Operator) -> bool:
    operand = leaf.operand
    if is_named(operand):
        return True
    match operator.operand:
        case "none":
            return operand is None
        case "quantity" | "duration":
            return isinstance(operand, Quantity)
        case "quantities":
            two = isinstance(operand, tuple) and len(operand) == 2
            return two and all(isinstance(end, Quantity) for end in operand or ())  # type: ignore[union-attr]
        case "date":
            return isinstance(operand, date)
        case "dates":
            return _are(operand, date, date)
        case "span":
            return _are(operand, Quantity, date)
        case "share_of" | "growth_over" | "sum_with":
            return isinstance(operand, Measured)
        case "token" | "code":
            return isinstance(operand, str | bool)
        case "tokens" | "codes":
            return (
                isinstance(operand, tuple)
                and all(isinstance(word, str) for word in operand)
                and bool(operand)
            )
    return False


def _are(operand: object, first: type, second: type) -> bool:
    if not isinstance(operand, tuple) or len(operand) != 2:
        return False
    return isinstance(operand[0], first) and isinstance(operand[1], second)


def _measured_problems(
    leaf: Leaf, definition: FactDef, operator: Operator, vocabulary: Vocabulary
) -> Iterator[Finding]:
    """The other facts are known ones, each once, of the same type, unit and period as the first."""
    assert isinstance(leaf.operand, Measured)
    bound = leaf.operand.bound
    assert isinstance(bound, Quantity)
    if operator.operand == "sum_with":
        yield from _number_problems(bound, definition)
    elif quantity_type(bound.text) != "share" or bound.period:
        yield Finding("type_mixed", f"“{bound.text}”不是比例", "请改成“15%”这样的写法，不写 per")
    if len(set(leaf.facts)) < len(leaf.facts):
        yield Finding("fact_repeated", "同一个要素写了两次，与自己相比没有意义", "请换成另一个要素")
    for key in leaf.operand.facts:
        other = vocabulary.get(key)
        if other is None:
            yield _unknown_fact(key, vocabulary)
        elif other.type is not definition.type:
            said = f"“{definition.label}”是{TYPES[definition.type]}，“{other.label}”却是{TYPES[other.type]}"
            yield Finding("type_mixed", said, "请换成同一类要素")
        elif (other.unit, other.period) != (definition.unit, definition.period):
            said = f"“{definition.label}”与“{other.label}”的单位或时间口径不同"
            yield Finding("unit_mixed", said, "请换成同一单位、同一时间口径的要素")


def _number_problems(quantity: Quantity, definition: FactDef) -> Iterator[Finding]:
    kind = quantity_type(quantity.text)
    if kind != definition.type:
        said = f"“{definition.label}”是{TYPES[definition.type]}，“{quantity.text}”却是{TYPES[kind]}"
        yield Finding("type_mixed", said, f"请改成{_EXAMPLES[definition.type]}这样的写法")
        return
    if kind == "count" and definition.unit and count_unit(quantity.text) != definition.unit:
        written = count_unit(quantity.text)
        said = f"“{quantity.text}”的单位是“{written}”" if written else f"“{quantity.text}”没有单位"
        yield Finding(
            "unit_mixed", f"{said}，要素“{definition.label}”的单位是“{definition.unit}”", "请改成同一单位"
        )
    if quantity.period != definition.period:
        yield _period_finding(quantity, definition)


_EXAMPLES = {FactType.MONEY: "“500万元”", FactType.SHARE: "“50%”", FactType.COUNT: "“300人”"}


def _period_finding(quantity: Quantity, definition: FactDef) -> Finding:
    if not definition.period:
        said = f"“{definition.label}”不分期间，“{quantity.text}”却写了 per {quantity.period}"
        return Finding("period_mixed", said, f"请去掉 per {quantity.period}")
    if not quantity.period:
        said = f"“{quantity.text}”没有写期间，“{definition.label}”按{PERIODS[definition.period]}计"
        return Finding("period_missing", said, f"请在后面写 per {definition.period}")
    written, kept = PERIODS.get(quantity.period, quantity.period), PERIODS[definition.period]
    said = f"“{quantity.text}”按{written}计，“{definition.label}”按{kept}计"
    return Finding("period_mixed", said, f"请换算后改成 per {definition.period}，或换用相应的要素")


def _order_problems(leaf: Leaf) -> Iterator[Finding]:
    match leaf.operand:
        case (Quantity() as low, Quantity() as high) if low.amount > high.amount:
            said = f"“{low.text}”大于“{high.text}”，没有数能在两者之间"
            yield Finding("range_empty", said, "请把小的写在前面")
        case (date() as first, date() as last) if first > last:
            said = f"{first.isoformat()} 晚于 {last.isoformat()}，没有日子能在两者之间"
            yield Finding("range_empty", said, "请把早的写在前面")


def _duration_problems(leaf: Leaf, operator: Operator) -> Iterator[Finding]:
    time = leaf.operand[0] if isinstance(leaf.operand, tuple) else leaf.operand
    assert isinstance(time, Quantity)
    unit = operator.columnar.unit
    if not is_duration(time.text, unit):
        wanted = "“2年”" if unit == "years" else "“6个月”"
        said = f"运算 {leaf.operator} 的值“{time.text}”单位不对"
        yield Finding("unit_mixed", said, f"请改成{wanted}这样的写法")
    months = time.amount * (12 if unit == "years" else 1)
    if not 0 <= months <= LONGEST_MONTHS:
        yield Finding("duration_absurd", f"“{time.text}”不合常理", "请写 0 到 100 年之间的时间")
    if time.period:
        yield Finding("period_mixed", "时间长短后面不写期间", f"请去掉 per {time.period}")


def _word_problems(word: object, definition: FactDef, vocabulary: Vocabulary) -> Iterator[Finding]:
    if (definition.type is FactType.FLAG) != isinstance(word, bool):
        is_flag = definition.type is FactType.FLAG
        said = f"“{definition.label}”{'只能与 yes 或 no 比较' if is_flag else '不能与 yes、no 比较'}"
        yield Finding("operand_unfit", said, "请改成 yes 或 no" if is_flag else "请写选项或代码")
    elif definition.type is FactType.CHOICE and definition.option_label(str(word)) is None:
        options = "、".join(f"{key}（{label}）" for key, label in definition.options)
        yield Finding("option_unknown", f"“{definition.label}”没有“{word}”这个选项", f"可用：{options}")
    elif definition.type is FactType.CODE:
        tree = vocabulary.trees.get(definition.tree)
        if tree is not None and tree.find(str(word)) is None:
            yield Finding("code_unknown", f"{tree.label}“{word}”不在代码表中", "请核对代码")
