"""Operators over dates: before, after, and the time gone since a date, as of a day."""

from datetime import date

from zhitong.engine.rules.nodes import Operand, Quantity
from zhitong.engine.rules.operators.elapsed import add_months
from zhitong.engine.rules.operators.record import DATES, Columnar, Operator, Setting, Value
from zhitong.engine.values import Verdict


def _pair(value: Value, operand: Operand) -> tuple[date, date]:
    assert isinstance(value, date)
    assert isinstance(operand, date)
    return value, operand


def _since(value: Value, operand: Operand, months_each: int) -> date:
    """The day on which the stated time since `value` is full."""
    assert isinstance(value, date)
    assert isinstance(operand, Quantity)
    return add_months(value, operand.amount * months_each)


def before(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """早于: the day itself excluded."""
    day, bound = _pair(value, operand)
    return Verdict.of(day < bound)


def after(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """晚于: the day itself excluded."""
    day, bound = _pair(value, operand)
    return Verdict.of(day > bound)


def on_or_before(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """不晚于: the day itself included."""
    day, bound = _pair(value, operand)
    return Verdict.of(day <= bound)


def on_or_after(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """不早于: the day itself included."""
    day, bound = _pair(value, operand)
    return Verdict.of(day >= bound)


def on(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """That very day."""
    day, bound = _pair(value, operand)
    return Verdict.of(day == bound)


def years_since_at_least(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """满 N 年: the anniversary has come (the last day of a month stands in for a missing day)."""
    return Verdict.of(_since(value, operand, 12) <= setting.as_of)


def years_since_at_most(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """N 年以内: the anniversary has not passed."""
    return Verdict.of(_since(value, operand, 12) >= setting.as_of)


def months_since_at_least(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """满 N 个月."""
    return Verdict.of(_since(value, operand, 1) <= setting.as_of)


def months_since_at_most(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """N 个月以内."""
    return Verdict.of(_since(value, operand, 1) >= setting.as_of)


RECORDS = (
    Operator(
        "before",
        "date",
        DATES,
        before,
        Columnar("compare", "<"),
        "{fact}早于{operand}（不含当日）",
        "{fact}不早于{operand}（含当日）",
        "需要知道{fact}是否早于{operand}",
    ),
    Operator(
        "after",
        "date",
        DATES,
        after,
        Columnar("compare", ">"),
        "{fact}晚于{operand}（不含当日）",
        "{fact}不晚于{operand}（含当日）",
        "需要知道{fact}是否晚于{operand}",
    ),
    Operator(
        "on_or_before",
        "date",
        DATES,
        on_or_before,
        Columnar("compare", "<="),
        "{fact}不晚于{operand}（含当日）",
        "{fact}晚于{operand}",
        "需要知道{fact}是否不晚于{operand}",
    ),
    Operator(
        "on_or_after",
        "date",
        DATES,
        on_or_after,
        Columnar("compare", ">="),
        "{fact}不早于{operand}（含当日）",
        "{fact}早于{operand}",
        "需要知道{fact}是否不早于{operand}",
    ),
    Operator(
        "on",
        "date",
        DATES,
        on,
        Columnar("compare", "="),
        "{fact}为{operand}",
        "{fact}不是{operand}",
        "需要知道{fact}是否为{operand}",
    ),
    Operator(
        "years_since_at_least",
        "duration",
        DATES,
        years_since_at_least,
        Columnar("elapsed", ">=", "years"),
        "从{fact}算起已满{operand}",
        "从{fact}算起不满{operand}",
        "需要知道{fact}，才能判断是否已满{operand}",
    ),
    Operator(
        "years_since_at_most",
        "duration",
        DATES,
        years_since_at_most,
        Columnar("elapsed", "<=", "years"),
        "从{fact}算起在{operand}以内（含满{operand}当日）",
        "从{fact}算起已超过{operand}",
        "需要知道{fact}，才能判断是否在{operand}以内",
    ),
    Operator(
        "months_since_at_least",
        "duration",
        DATES,
        months_since_at_least,
        Columnar("elapsed", ">=", "months"),
        "从{fact}算起已满{operand}",
        "从{fact}算起不满{operand}",
        "需要知道{fact}，才能判断是否已满{operand}",
    ),
    Operator(
        "months_since_at_most",
        "duration",
        DATES,
        months_since_at_most,
        Columnar("elapsed", "<=", "months"),
        "从{fact}算起在{operand}以内（含满{operand}当日）",
        "从{fact}算起已超过{operand}",
        "需要知道{fact}，才能判断是否在{operand}以内",
    ),
)
