"""The JSON form of conditions and amounts, for the form builder and for hashing.

`condition_to_json` and `condition_from_json` undo each other; so do those of amounts. Shapes:
`{"all": […]}`, `{"any": […]}`, `{"not": {…}}`, `{"at_least": 2, "of": […]}`, `{"judge": 文字, "cites": […]}`,
`{"fact", "operator", "operand", "cites"}`; an operand is null, true/false, a word, a list of words,
`{"date": …}`, `{"amount", "text", "period"}`, `{"parameter": key}`, a list of two of these, or a number with
the facts it is measured over, `{"bound": {…}, "facts": […]}`.
"""

from datetime import date

from zhitong.engine.rules.leaf_text import parse_leaf, print_leaf
from zhitong.engine.rules.nodes import (
    All,
    AnyOf,
    AtLeast,
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
from zhitong.engine.rules.text import MAX_DEPTH
from zhitong.engine.values import Problem

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def condition_to_json(node: Condition) -> dict[str, Json]:
    """The JSON form of a condition."""
    match node:
        case All(parts):
            return {"all": [condition_to_json(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_to_json(part) for part in parts]}
        case Not(part):
            return {"not": condition_to_json(part)}
        case AtLeast(needed, parts):
            return {"at_least": needed, "of": [condition_to_json(part) for part in parts]}
        case Judgement(text, cites):
            return {"judge": text, "cites": list(cites)}
        case Leaf(fact, operator, operand, cites):
            return {
                "fact": fact,
                "operator": operator,
                "operand": operand_to_json(operand),
                "cites": list(cites),
            }


def operand_to_json(operand: Operand) -> Json:
    """The JSON form of what a fact is tested against."""
    match operand:
        case Quantity(amount, text, period):
            return {"amount": amount, "text": text, "period": period}
        case date():
            return {"date": operand.isoformat()}
        case Named(key):
            return {"parameter": key}
        case Measured(bound, facts):
            return {"bound": operand_to_json(bound), "facts": list(facts)}
        case tuple():
            return [operand_to_json(part) for part in operand]
    return operand


def condition_from_json(value: object) -> tuple[Condition | None, tuple[Problem, ...]]:
    """The condition of a JSON form; None when anything in it cannot be understood."""
    problems: list[Problem] = []
    node = _read(value, "条件", 0, problems)
    return (None if problems else node), tuple(problems)


def _read(value: object, where: str, depth: int, problems: list[Problem]) -> Condition:
    if depth >= MAX_DEPTH:
        return _refuse(problems, where, f"条件嵌套超过{MAX_DEPTH}层。", "请把条件拆浅一些")
    match value:
        case {"all": list(parts), **rest} if not rest:
            return All(_read_all(parts, f"{where}/all", depth, problems))
        case {"any": list(parts), **rest} if not rest:
            return AnyOf(_read_all(parts, f"{where}/any", depth, problems))
        case {"not": dict(part), **rest} if not rest:
            return Not(_read(part, f"{where}/not", depth + 1, problems))
        case {"at_least": int(needed), "of": list(parts), **rest} if not rest and needed >= 0:
            return AtLeast(needed, _read_all(parts, f"{where}/at_least", depth, problems))
        case {"judge": str(text), **rest} if set(rest) <= {"cites"} and text:
            return Judgement(text, _cites(rest.get("cites", []), where, problems))
        case {"fact": str(fact), "operator": str(operator), **rest} if set(rest) <= {"operand", "cites"}:
            cites = _cites(rest.get("cites", []), where, problems)
            return _leaf(fact, operator, rest.get("operand"), cites, where, problems)
    return _refuse(
        problems, where, "这个节点读不懂。", "节点应当是 all、any、not、at_least、judge 或 fact 之一"
    )


def _read_all(parts: list[object], where: str, depth: int, problems: list[Problem]) -> tuple[Condition, ...]:
    return tuple(
        _read(part, f"{where}/{number}", depth + 1, problems) for number, part in enumerate(parts, start=1)
    )


def _leaf(
    fact: str, operator: str, value: object, cites: tuple[str, ...], where: str, problems: list[Problem]
) -> Condition:
    """A leaf is good when its text form says exactly the same, so that both forms have one grammar."""
    operand, is_read = _operand(value)
    if not is_read:
        return _refuse(problems, where, f"{fact} {operator} 的值读不懂。", "请按运算的类型写值")
    leaf = Leaf(fact, operator, operand, cites)
    again, problem = parse_leaf(print_leaf(leaf), cites)
    if problem is not None:
        return _refuse(problems, where, problem.message, problem.advice)
    if again != leaf:
        said = f"“{print_leaf(leaf)}”与它的值对不上。"
        return _refuse(problems, where, said, "数值（amount）与文字（text）必须是同一个数")
    return leaf


def _operand(value: object) -> tuple[Operand, bool]:
    match value:
        case None | bool() | str():
            return value, True
        case {"bound": dict(bound), "facts": list(facts), **rest} if not rest:
            number = end_from_json(bound)
            named = tuple(fact for fact in facts if isinstance(fact, str))
            if isinstance(number, Quantity | Named) and len(named) == len(facts):
                return Measured(number, named), True
            return None, False
        case dict():
            end = end_from_json(value)
            return end, end is not None
        case [dict(low), dict(high)]:
            first, second = end_from_json(low), end_from_json(high)
            return (None, False) if first is None or second is None else ((first, second), True)
        case list(words) if words:
            listed = tuple(word for word in words if isinstance(word, str))
            return listed, len(listed) == len(words)
    return None, False


def end_from_json(value: object) -> End | None:
    """A number, a day, or the parameter that stands for one."""
    match value:
        case {"parameter": str(key), **rest} if not rest:
            return Named(key)
        case {"date": str(text), **rest} if not rest:
            try:
                return date.fromisoformat(text)
            except ValueError:
                return None
        case {"amount": int(amount), "text": str(text), **rest} if set(rest) <= {"period"}:
            period = rest.get("period", "")
            if isinstance(period, str) and not isinstance(amount, bool):
                return Quantity(amount, text, period)
    return None


def _cites(value: object, where: str, problems: list[Problem]) -> tuple[str, ...]:
    if isinstance(value, list):
        keys = tuple(key for key in value if isinstance(key, str) and key and key.isascii())
        if len(keys) == len(value) and not any(set(key) & set(" ,[]") for key in keys):
            return keys
    _refuse(problems, where, "依据（cites）应当是由编号组成的列表。", '如 ["r1"]')
    return ()


def _refuse(problems: list[Problem], where: str, message: str, advice: str) -> Condition:
    problems.append(Problem("json_unreadable", f"{where}：{message}", where=where, advice=advice))
    return All(())
