"""One leaf as a line: `annual_revenue at_least 500万元 per year`, and back."""

import json
import re
from dataclasses import replace
from datetime import date

from zhitong.engine.rules.nodes import Leaf, Operand, Quantity
from zhitong.engine.rules.operators import OPERATORS, Operator
from zhitong.engine.rules.quantities import PERIODS, parse_quantity
from zhitong.engine.values import Problem

_FACT = re.compile(r"[a-z][a-z0-9_]*")
_PERIOD = re.compile(r"\s+per\s+(\w+)$")
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_WORD = re.compile(rf'{_QUOTED}|[^\s,，、\[\]"]+')
_RESERVED = ("yes", "no")

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
    if operator.operand == "none":
        return (None, _refuse(operator, text, "后面不写值")) if text else (None, None)
    if not text:
        return None, _refuse(operator, text, f"后面要写值，如“{EXAMPLES[operator.operand]}”")
    if operator.operand in ("quantity", "quantities", "duration"):
        return _parse_numbers(operator, text)
    if operator.operand == "date":
        return _parse_day(operator, text)
    words, problem = _parse_words(operator, text)
    if problem is not None or operator.operand in ("tokens", "codes"):
        return words, problem
    if len(words) != 1:
        return None, _refuse(operator, text, "后面只能写一个值")
    if words[0] in _RESERVED and operator.operand == "token" and not text.startswith('"'):
        return words[0] == "yes", None
    return words[0], None


EXAMPLES = {
    "token": "small_scale",
    "tokens": "micro, small",
    "quantity": "500万元 per year",
    "quantities": "3万元 and 10万元 per month",
    "date": "2024-12-31",
    "code": "1503",
    "codes": "F52, H",
    "duration": "2年",
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
    bare = text[: found.start()] if found else text
    ends = [part.strip() for part in re.split(r"\s+and\s+", bare)]
    wanted = 2 if operator.operand == "quantities" else 1
    if len(ends) != wanted:
        return None, _refuse(operator, text, f"后面要写{'两' if wanted == 2 else '一'}个数")
    quantities: list[Quantity] = []
    for end in ends:
        quantity, problem = parse_quantity(end, period)
        if problem is not None:
            return None, replace(problem, advice=_refuse(operator, text, "").advice)
        if quantity is None or re.search(r"\s", end):
            return None, _refuse(operator, text, "后面的数中间不能有空格")
        quantities.append(quantity)
    return (quantities[0], quantities[1]) if wanted == 2 else quantities[0], None


def _parse_day(operator: Operator, text: str) -> Read:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text), None
    except ValueError:
        pass
    return None, _refuse(operator, text, "后面要写日历上有的日期，格式为 年-月-日")


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
    operand = _print_operand(leaf.operand)
    return f"{leaf.fact} {leaf.operator} {operand}".rstrip()


def _print_operand(operand: Operand) -> str:
    match operand:
        case None:
            return ""
        case bool():
            return "yes" if operand else "no"
        case Quantity():
            return operand.text + (f" per {operand.period}" if operand.period else "")
        case date():
            return operand.isoformat()
        case str():
            return print_word(operand)
        case (Quantity() as low, Quantity() as high):
            return f"{low.text} and {_print_operand(high)}"
    return ", ".join(print_word(str(word)) for word in operand)
