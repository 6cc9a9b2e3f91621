"""Operators over a date that lies between two days: stated ones, or counted in months from a day."""

from datetime import date

from zhitong.engine.rules.nodes import Operand, Quantity
from zhitong.engine.rules.operators.elapsed import add_months
from zhitong.engine.rules.operators.record import DATES, Columnar, Operator, Setting, Value
from zhitong.engine.values import Verdict

BETWEEN = Columnar("between")
AHEAD = Columnar("ahead", "<=", "months")
AFTER = Columnar("span", ">=", "months")
BEFORE = Columnar("span", "<=", "months")


def first_and_last(test: Columnar, operand: Operand, as_of: date) -> tuple[date, date]:
    """The days between which, both included, the test of a `between`, `ahead` or `span` holds."""
    if test.test == "ahead":
        assert isinstance(operand, Quantity)
        return as_of, add_months(as_of, operand.amount)
    assert isinstance(operand, tuple)
    first, last = operand
    assert isinstance(last, date)
    if test.test == "between":
        assert isinstance(first, date)
        return first, last
    assert isinstance(first, Quantity)
    if test.symbol == ">=":
        return last, add_months(last, first.amount)
    return add_months(last, -first.amount), last


def _is_inside(test: Columnar, value: Value, operand: Operand, setting: Setting) -> Verdict:
    assert isinstance(value, date)
    first, last = first_and_last(test, operand, setting.as_of)
    return Verdict.of(first <= value <= last)


def between_dates(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """From the first day to the second, both included."""
    return _is_inside(BETWEEN, value, operand, setting)


def months_until_at_most(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """Not yet past, and at most so many months ahead."""
    return _is_inside(AHEAD, value, operand, setting)


def within_months_after(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """On a given day or at most so many months after it."""
    return _is_inside(AFTER, value, operand, setting)


def within_months_before(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """On a given day or at most so many months before it."""
    return _is_inside(BEFORE, value, operand, setting)


RECORDS = (
    Operator(
        "between_dates",
        "dates",
        DATES,
        between_dates,
        BETWEEN,
        "{fact}在{operand}之间（含首尾两日）",
        "{fact}不在{operand}之间",
        "需要知道{fact}，才能判断是否在{operand}之间",
    ),
    Operator(
        "months_until_at_most",
        "duration",
        DATES,
        months_until_at_most,
        AHEAD,
        "{fact}还没有过，且距今不超过{operand}",
        "{fact}已经过去，或距今超过{operand}",
        "需要知道{fact}，才能判断距今是否不超过{operand}",
    ),
    Operator(
        "within_months_after",
        "span",
        DATES,
        within_months_after,
        AFTER,
        "{fact}在{others}起{operand}以内（含当日）",
        "{fact}不在{others}起{operand}以内",
        "需要知道{fact}，才能判断是否在{others}起{operand}以内",
    ),
    Operator(
        "within_months_before",
        "span",
        DATES,
        within_months_before,
        BEFORE,
        "{fact}在{others}之前{operand}以内（含当日）",
        "{fact}不在{others}之前{operand}以内",
        "需要知道{fact}，才能判断是否在{others}之前{operand}以内",
    ),
)
