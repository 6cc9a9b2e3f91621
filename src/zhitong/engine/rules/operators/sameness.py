"""Operators over words: choices, flags (yes/no) and codes as such."""

from zhitong.engine.rules.nodes import Operand
from zhitong.engine.rules.operators.record import TOKENS, Columnar, Operator, Setting, Value
from zhitong.engine.values import Verdict, any_of, negate


def same(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """The very choice or code. A code that is an ancestor of the one asked for stays unknown."""
    if setting.bare is None or not isinstance(value, str) or not isinstance(operand, str):
        return Verdict.of(value == operand)
    mine, asked = setting.bare(value), setting.bare(operand)
    if mine is None or asked is None:
        return Verdict.UNKNOWN
    if mine == asked:
        return Verdict.MET
    return Verdict.UNKNOWN if asked.startswith(mine) else Verdict.NOT_MET


def differs(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """Any other than this one."""
    return negate(same(value, operand, setting))


def one_of(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """One of those listed."""
    assert isinstance(operand, tuple)
    return any_of(same(value, _word(each), setting) for each in operand)


def none_of(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """None of those listed."""
    return negate(one_of(value, operand, setting))


def _word(part: object) -> str:
    assert isinstance(part, str)
    return part


RECORDS = (
    Operator(
        "is",
        "token",
        TOKENS,
        same,
        Columnar("same"),
        "{fact}：{operand}",
        "{fact}：不是“{operand}”",
        "需要知道{fact}是否为“{operand}”",
    ),
    Operator(
        "is_not",
        "token",
        TOKENS,
        differs,
        Columnar("same", negated=True),
        "{fact}：不是“{operand}”",
        "{fact}：{operand}",
        "需要知道{fact}是否为“{operand}”",
    ),
    Operator(
        "one_of",
        "tokens",
        TOKENS - {"flag"},
        one_of,
        Columnar("member"),
        "{fact}：{operand}之一",
        "{fact}：不是{operand}中的任何一种",
        "需要知道{fact}是否为{operand}之一",
    ),
    Operator(
        "none_of",
        "tokens",
        TOKENS - {"flag"},
        none_of,
        Columnar("member", negated=True),
        "{fact}：不是{operand}中的任何一种",
        "{fact}：{operand}之一",
        "需要知道{fact}是否为{operand}之一",
    ),
)
