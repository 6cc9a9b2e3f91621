"""Operators about knowing itself: two-valued, they answer yes or no even when the fact is missing."""

from zhitong.engine.rules.nodes import Operand
from zhitong.engine.rules.operators.record import ALL_TYPES, Columnar, Operator, Setting, Value
from zhitong.engine.values import Verdict


def known(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """Anything is known of the fact, be it a band."""
    return Verdict.of(value is not None)


def not_known(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """Nothing is known of the fact."""
    return Verdict.of(value is None)


RECORDS = (
    Operator(
        "known",
        "none",
        ALL_TYPES,
        known,
        Columnar("known"),
        "已掌握{fact}",
        "尚未掌握{fact}",
        "尚未掌握{fact}",
        two_valued=True,
    ),
    Operator(
        "not_known",
        "none",
        ALL_TYPES,
        not_known,
        Columnar("known", negated=True),
        "尚未掌握{fact}",
        "已掌握{fact}",
        "尚未掌握{fact}",
        two_valued=True,
    ),
)
