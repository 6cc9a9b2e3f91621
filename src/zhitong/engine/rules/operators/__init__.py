"""The operators, one record each: `OPERATORS[key]`. Add a record to the module of its kind."""

from zhitong.engine.rules.operators import days, places, presence, sameness, sizes
from zhitong.engine.rules.operators.record import (
    Bare,
    Columnar,
    OperandKind,
    Operator,
    Setting,
    Value,
    judge,
)

OPERATORS: dict[str, Operator] = {
    record.key: record for module in (sameness, sizes, days, places, presence) for record in module.RECORDS
}

__all__ = [
    "OPERATORS",
    "Bare",
    "Columnar",
    "OperandKind",
    "Operator",
    "Setting",
    "Value",
    "judge",
]
