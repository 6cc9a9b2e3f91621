"""Operators over numbers: money in fen, counts, shares in ten-thousandths. A band must agree as a whole."""

from zhitong.engine.rules.nodes import Operand, Quantity
from zhitong.engine.rules.operators.record import NUMBERS, Columnar, Operator, Setting, Value
from zhitong.engine.values import Band, Verdict


def _ends(value: Value) -> tuple[int | None, int | None]:
    if isinstance(value, Band):
        return value.low, value.high
    assert isinstance(value, int)
    return value, value


def _amount(operand: Operand) -> int:
    assert isinstance(operand, Quantity)
    return operand.amount


def _settle(surely: bool, possibly: bool) -> Verdict:
    if surely:
        return Verdict.MET
    return Verdict.UNKNOWN if possibly else Verdict.NOT_MET


def at_least(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """不低于, the bound included."""
    (low, high), bound = _ends(value), _amount(operand)
    return _settle(low is not None and low >= bound, high is None or high >= bound)


def more_than(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """高于, the bound excluded."""
    (low, high), bound = _ends(value), _amount(operand)
    return _settle(low is not None and low > bound, high is None or high > bound)


def at_most(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """不超过, the bound included."""
    (low, high), bound = _ends(value), _amount(operand)
    return _settle(high is not None and high <= bound, low is None or low <= bound)


def less_than(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """低于, the bound excluded."""
    (low, high), bound = _ends(value), _amount(operand)
    return _settle(high is not None and high < bound, low is None or low < bound)


def equals(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """Exactly the number; a band that holds it and more stays unknown."""
    (low, high), number = _ends(value), _amount(operand)
    return _settle(
        low == number == high,
        (low is None or low <= number) and (high is None or high >= number),
    )


def between(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """From the first to the second, both included."""
    assert isinstance(operand, tuple)
    assert len(operand) == 2
    (low, high), bottom, top = _ends(value), _amount(operand[0]), _amount(operand[1])
    return _settle(
        low is not None and high is not None and low >= bottom and high <= top,
        (high is None or high >= bottom) and (low is None or low <= top),
    )


RECORDS = (
    Operator(
        "at_least",
        "quantity",
        NUMBERS,
        at_least,
        Columnar("compare", ">="),
        "{fact}不低于{operand}（含{operand}）",
        "{fact}低于{operand}",
        "需要知道{fact}是否达到{operand}",
    ),
    Operator(
        "more_than",
        "quantity",
        NUMBERS,
        more_than,
        Columnar("compare", ">"),
        "{fact}高于{operand}（不含{operand}）",
        "{fact}不超过{operand}（含{operand}）",
        "需要知道{fact}是否高于{operand}",
    ),
    Operator(
        "at_most",
        "quantity",
        NUMBERS,
        at_most,
        Columnar("compare", "<="),
        "{fact}不超过{operand}（含{operand}）",
        "{fact}高于{operand}",
        "需要知道{fact}是否不超过{operand}",
    ),
    Operator(
        "less_than",
        "quantity",
        NUMBERS,
        less_than,
        Columnar("compare", "<"),
        "{fact}低于{operand}（不含{operand}）",
        "{fact}不低于{operand}（含{operand}）",
        "需要知道{fact}是否低于{operand}",
    ),
    Operator(
        "equals",
        "quantity",
        NUMBERS,
        equals,
        Columnar("compare", "="),
        "{fact}等于{operand}",
        "{fact}不等于{operand}",
        "需要知道{fact}是否等于{operand}",
    ),
    Operator(
        "between",
        "quantities",
        NUMBERS,
        between,
        Columnar("between"),
        "{fact}在{operand}之间（含两端）",
        "{fact}不在{operand}之间",
        "需要知道{fact}是否在{operand}之间",
    ),
)
