"""Operators over code trees: regions and industries with everything below them."""

from zhitong.engine.rules.nodes import Operand
from zhitong.engine.rules.operators.record import CODES, Columnar, Operator, Setting, Value
from zhitong.engine.values import Verdict, any_of, negate


def within(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """The code or one below it. A value known only more coarsely than asked stays unknown."""
    if setting.bare is None or not isinstance(value, str) or not isinstance(operand, str):
        return Verdict.UNKNOWN
    mine, asked = setting.bare(value), setting.bare(operand)
    if mine is None or asked is None:
        return Verdict.UNKNOWN
    if mine.startswith(asked):
        return Verdict.MET
    return Verdict.UNKNOWN if asked.startswith(mine) else Verdict.NOT_MET


def within_any(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """Within at least one of the codes listed."""
    assert isinstance(operand, tuple)
    return any_of(within(value, each, setting) for each in operand if isinstance(each, str))


def not_within(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """Within none of the codes listed."""
    return negate(within_any(value, operand, setting))


RECORDS = (
    Operator(
        "within",
        "code",
        CODES,
        within,
        Columnar("within"),
        "{fact}属于{operand}",
        "{fact}不属于{operand}",
        "需要知道{fact}是否属于{operand}",
    ),
    Operator(
        "within_any",
        "codes",
        CODES,
        within_any,
        Columnar("within"),
        "{fact}属于{operand}之一",
        "{fact}不属于{operand}中的任何一类",
        "需要知道{fact}是否属于{operand}之一",
    ),
    Operator(
        "not_within",
        "codes",
        CODES,
        not_within,
        Columnar("within", negated=True),
        "{fact}不属于{operand}",
        "{fact}属于{operand}",
        "需要知道{fact}是否属于{operand}",
    ),
)
