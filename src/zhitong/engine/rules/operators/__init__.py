"""The operators, one record each: `OPERATORS[key]`. Add a record to the module of its kind."""

from zhitong.engine.rules.operators import days, linear, places, presence, sameness, sizes, spans
from zhitong.engine.rules.operators.record import (
    JOINTS,
    Bare,
    Columnar,
    OperandKind,
    Operator,
    Setting,
    Value,
    classes_tested,
    judge,
)

OPERATORS: dict[str, Operator] = {
    record.key: record
    for module in (sameness, sizes, days, spans, linear, places, presence)
    for record in module.RECORDS
}

__all__ = [
    "JOINTS",
    "OPERATORS",
    "Bare",
    "Columnar",
    "OperandKind",
    "Operator",
    "Setting",
    "Value",
    "classes_tested",
    "judge",
]
