"""One leaf as a line: `annual_revenue at_least 500万元 per year`, and back."""

import json
import re
from dataclasses import replace
from datetime import date

from zhitong.engine.rules.nodes import End, Leaf, Measured, Named, Operand, Quantity
from zhitong.engine.rules.operators import JOINTS, OPERATORS, Operator
from zhitong.engine.rules.quantities import PERIODS, parse_quantity
from zhitong.engine.values import Problem

_FACT = re.compile(r"[a-z][a-z0-9_]*")
_PERIOD = re.compile(r"\s+per\s+(\w+)$")
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_WORD = re.compile(rf'{_QUOTED}|[^\s,，、\[\]"]+')
_RESERVED = ("yes", "no")
_NAMED = re.compile(r"\$[a-z][a-z0-9_]*")
_AND = re.compile(r"\s+and\s+")

Read = tuple[Operand, Problem | None]


def parse_leaf(words: str, cites: tuple[str, ...]) -> tuple[Leaf | None, Problem | None]:
    """The leaf of a line without its brackets."""
    fact, _, rest = words.partition(" ")
    key, _, operand_text = rest.strip().partition(" ")
    if not _FACT.fullmatch(fact):
        advice = "一行条件写成“要素 运算 值 [依据]”，如“employees at_most 300人 [r1]”"
        return None, Problem("leaf_unreadable", f"“{words}”读不懂。", advice=advice)
    operator = OPERATORS.get(key)
    if operator is None:
        advice = "可用的运算有：" + "、".join(OPERATORS)
        said = f"没有“{key}”这种运算。" if key else "缺少运算。"
        return None, Problem("operator_unknown", said, advice=advice)
    operand, problem = _parse_operand(operator, operand_text.strip())
    if problem is not None:
        return None, problem
    return Leaf(fact, key, operand, cites), None


def _parse_operand(operator: Operator, text: str) -> Read:
    kind = operator.operand
    if kind == "none":
        return (None, _refuse(operator, text, "后面不写值")) if text else (None, None)
    if not text:
        return None, _refuse(operator, text, f"后面要写值，如“{EXAMPLES[kind]}”")
    if kind in JOINTS:
        return _parse_measured(operator, text)
    if kind in ("quantity", "quantities", "duration"):
        return _parse_numbers(operator, text)
    if kind in ("date", "dates"):
        return _parse_days(operator, text)
    words, problem = _parse_words(operator, text)
    if problem is not None or kind in ("tokens", "codes"):
        return words, problem
    if len(words) != 1:
        return None, _refuse(operator, text, "后面只能写一个值")
    if words[0] in _RESERVED and kind == "token" and not text.startswith('"'):
        return words[0] == "yes", None
    return words[0], None


EXAMPLES = {
    "token": "small_scale",
    "tokens": "micro, small",
    "quantity": "500万元 per year",
    "quantities": "3万元 and 10万元 per month",
    "date": "2024-12-31",
    "dates": "2024-01-01 and 2024-12-31",
    "code": "1503",
    "codes": "F52, H",
    "duration": "2年",
    "span": "6个月 of 2024-12-31",
    "share_of": "15% of employees",
    "growth_over": "10% over annual_revenue",
    "sum_with": "5万元 per year with heat_bill, gas_water_bill",
    "none": "",
}


def _refuse(operator: Operator, text: str, what: str) -> Problem:
    example = f"{operator.key} {EXAMPLES[operator.operand]}".strip()
    said = f"运算 {operator.key} {what}" + (f"，这里写的是“{text}”。" if text else "。")
    return Problem("operand_unreadable", said, advice=f"请改成“{example}”这样的写法")


def _parse_numbers(operator: Operator, text: str) -> Read:
    found = _PERIOD.search(text)
    period = found[1] if found else ""
    if period and period not in PERIODS:
        return None, _refuse(operator, text, f"的时间口径只能是 {'、'.join(PERIODS)} 之一")
    ends = [part.strip() for part in _AND.split(text[: found.start()] if found else text)]
    wanted = 2 if operator.operand == "quantities" else 1
    if len(ends) != wanted:
        return None, _refuse(operator, text, f"后面要写{'两' if wanted == 2 else '一'}个数")
    if period and all(_NAMED.fullmatch(end) for end in ends):
        return None, _refuse(operator, text, "的参数自带时间口径，不要再写 per")
    numbers: list[Quantity | Named] = []
    for end in ends:
        number, problem = _parse_number(operator, end, period)
        if number is None:
            return None, problem
        numbers.append(number)
    return (numbers[0], numbers[1]) if wanted == 2 else numbers[0], None


def _parse_number(
    operator: Operator, text: str, period: str
) -> tuple[Quantity | Named | None, Problem | None]:
    """One number, or the parameter that stands for it."""
    if _NAMED.fullmatch(text):
        return Named(text[1:]), None
    quantity, problem = parse_quantity(text, period)
    if problem is not None:
        return None, replace(problem, advice=_refuse(operator, text, "").advice)
    if quantity is None or re.search(r"\s", text):
        return None, _refuse(operator, text, "后面的数中间不能有空格")
    return quantity, None


def _parse_days(operator: Operator, text: str) -> Read:
    ends = [_parse_day(part.strip()) for part in _AND.split(text)]
    first, last = ends[0], ends[-1]
    if first is None or last is None or len(ends) != (2 if operator.operand == "dates" else 1):
        count = "两个" if operator.operand == "dates" else ""
        return None, _refuse(operator, text, f"后面要写{count}日历上有的日期，格式为 年-月-日")
    return (first, last) if operator.operand == "dates" else first, None


def _parse_day(text: str) -> date | Named | None:
    if _NAMED.fullmatch(text):
        return Named(text[1:])
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def _parse_measured(operator: Operator, text: str) -> Read:
    """A number, and after `of`, `over` or `with` what it is measured by."""
    joint = JOINTS[operator.operand]
    parts = re.split(rf"\s+{joint}\s+", text)
    if len(parts) != 2:
        return None, _refuse(operator, text, f"后面要写一个数和 {joint}")
    number, problem = _parse_numbers(operator, parts[0].strip())
    if problem is not None:
        return None, problem
    assert isinstance(number, Quantity | Named)
    if operator.operand == "span":
        day = _parse_day(parts[1].strip())
        return ((number, day), None) if day else (None, _refuse(operator, text, f"的 {joint} 后面要写日期"))
    facts = tuple(part.strip() for part in re.split(r"[,，、]", parts[1]))
    wanted = operator.operand == "sum_with" or len(facts) == 1
    if not wanted or not all(_FACT.fullmatch(fact) for fact in facts):
        return None, _refuse(operator, text, f"的 {joint} 后面要写要素的键")
    return Measured(number, facts), None


def _parse_words(operator: Operator, text: str) -> tuple[tuple[str, ...], Problem | None]:
    words: list[str] = []
    for part in re.split(rf"[,，、](?=(?:[^\"]|{_QUOTED})*$)", text):
        word = read_word(part.strip()) if _WORD.fullmatch(part.strip()) else None
        if word is None:
            return (), _refuse(operator, text, "后面的值读不懂")
        words.append(word)
    return tuple(words), None


def read_word(text: str) -> str | None:
    """A word, or what stands between its quotes."""
    if not text.startswith('"'):
        return text
    try:
        word = json.loads(text)
    except ValueError:
        return None
    return word if isinstance(word, str) else None


def print_word(word: str, *, in_list: bool = True) -> str:
    """A word as it is, in quotes where it would be misread."""
    plain = _WORD.fullmatch(word) and word not in _RESERVED if in_list else _is_clean(word)
    return word if plain and not word.startswith('"') else json.dumps(word, ensure_ascii=True)


def _is_clean(sentence: str) -> bool:
    return bool(sentence) and sentence == sentence.strip() and len(sentence.splitlines()) == 1


def print_leaf(leaf: Leaf) -> str:
    """The line of a leaf, without its references."""
    operator = OPERATORS.get(leaf.operator)
    joint = JOINTS.get(operator.operand, "and") if operator is not None else "and"
    operand = _print_operand(leaf.operand, joint)
    return f"{leaf.fact} {leaf.operator} {operand}".rstrip()


def _print_operand(operand: Operand, joint: str) -> str:
    match operand:
        case None:
            return ""
        case bool():
            return "yes" if operand else "no"
        case str():
            return print_word(operand)
        case Measured(bound, facts):
            return f"{_print_end(bound)} {joint} {', '.join(facts)}"
        case (Quantity() | Named() as low, date() | Named() as day) if joint == "of":
            return f"{_print_end(low)} of {_print_end(day)}"
        case (Quantity() | Named() | date() as low, Quantity() | Named() | date() as high):
            return _print_range(low, high)
        case tuple():
            return ", ".join(print_word(str(word)) for word in operand)
    return _print_end(operand)


def _print_range(low: End, high: End) -> str:
    """Two ends; the period stands once, behind the last."""
    period = _period_of(high) or _period_of(low)
    return f"{_print_bare(low)} and {_print_bare(high)}" + (f" per {period}" if period else "")


def _period_of(end: End) -> str:
    return end.period if isinstance(end, Quantity) else ""


def _print_bare(end: End) -> str:
    match end:
        case Quantity():
            return end.text
        case Named():
            return f"${end.key}"
    return end.isoformat()


def _print_end(end: End) -> str:
    period = _period_of(end)
    return _print_bare(end) + (f" per {period}" if period else "")
