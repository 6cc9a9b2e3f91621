"""Operators over several numbers at once: a share of another fact, growth over it, a sum of facts.

Each is a comparison of whole numbers, `weights · values >= bound`, so that nothing is divided or rounded.
A base of zero or less, or one that may be, leaves share and growth unknown.
"""

from dataclasses import dataclass
from math import gcd

from zhitong.engine.rules.nodes import Measured, Operand, Quantity
from zhitong.engine.rules.operators.record import NUMBERS, Columnar, Operator, Setting, Value
from zhitong.engine.values import Band, Verdict

WHOLE = 10_000  # a share of 100 %, in ten-thousandths


@dataclass(frozen=True, slots=True)
class Form:
    """Met where the weighed sum of the values is at least `bound`; with `has_base` the second value must
    be above zero for the question to make sense."""

    weights: tuple[int, ...]
    bound: int
    has_base: bool


def form_of(test: Columnar, operand: Operand) -> Form:
    """The form of a `linear` test: weights in the order of the leaf's facts."""
    assert isinstance(operand, Measured)
    assert isinstance(operand.bound, Quantity)
    amount, sign = operand.bound.amount, 1 if test.symbol == ">=" else -1
    if test.unit == "sum":
        return Form((sign,) * (1 + len(operand.facts)), sign * amount, has_base=False)
    part = {"share": amount, "growth": WHOLE + amount, "fall": WHOLE - amount}[test.unit]
    common = gcd(WHOLE, part)
    return Form((sign * WHOLE // common, -sign * part // common), 0, has_base=True)


def _ends(value: Value) -> tuple[int | None, int | None] | None:
    if isinstance(value, Band):
        return value.low, value.high
    return (value, value) if isinstance(value, int) and not isinstance(value, bool) else None


def weigh(form: Form, values: tuple[Value, ...]) -> Verdict:
    """The verdict for these values, in the order of the weights; ranges answer only as a whole."""
    low: int | None = 0
    high: int | None = 0
    for place, (weight, value) in enumerate(zip(form.weights, values, strict=True)):
        ends = _ends(value)
        if ends is None or (form.has_base and place == 1 and (ends[0] is None or ends[0] <= 0)):
            return Verdict.UNKNOWN
        least, most = ends if weight >= 0 else (ends[1], ends[0])
        if weight:
            low = None if low is None or least is None else low + weight * least
            high = None if high is None or most is None else high + weight * most
    if low is not None and low >= form.bound:
        return Verdict.MET
    return Verdict.NOT_MET if high is not None and high < form.bound else Verdict.UNKNOWN


SHARE_LEAST = Columnar("linear", ">=", "share")
SHARE_MOST = Columnar("linear", "<=", "share")
GROWN = Columnar("linear", ">=", "growth")
FALLEN = Columnar("linear", "<=", "fall")
SUM_LEAST = Columnar("linear", ">=", "sum")
SUM_MOST = Columnar("linear", "<=", "sum")


def share_of_at_least(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """The fact is at least so large a share of another."""
    return weigh(form_of(SHARE_LEAST, operand), (value, *setting.others))


def share_of_at_most(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """The fact is at most so large a share of another."""
    return weigh(form_of(SHARE_MOST, operand), (value, *setting.others))


def grown_by_at_least(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """The fact is at least so much above another, the earlier figure."""
    return weigh(form_of(GROWN, operand), (value, *setting.others))


def fallen_by_at_least(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """The fact is at least so much below another, the earlier figure."""
    return weigh(form_of(FALLEN, operand), (value, *setting.others))


def sum_at_least(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """The fact and the others together reach the number."""
    return weigh(form_of(SUM_LEAST, operand), (value, *setting.others))


def sum_at_most(value: Value, operand: Operand, setting: Setting) -> Verdict:
    """The fact and the others together do not exceed the number."""
    return weigh(form_of(SUM_MOST, operand), (value, *setting.others))


RECORDS = (
    Operator(
        "share_of_at_least",
        "share_of",
        NUMBERS,
        share_of_at_least,
        SHARE_LEAST,
        "{fact}占{others}的比例不低于{operand}（含{operand}）",
        "{fact}占{others}的比例低于{operand}",
        "需要知道{fact}和{others}，才能判断比例是否达到{operand}",
    ),
    Operator(
        "share_of_at_most",
        "share_of",
        NUMBERS,
        share_of_at_most,
        SHARE_MOST,
        "{fact}占{others}的比例不超过{operand}（含{operand}）",
        "{fact}占{others}的比例高于{operand}",
        "需要知道{fact}和{others}，才能判断比例是否不超过{operand}",
    ),
    Operator(
        "grown_by_at_least",
        "growth_over",
        NUMBERS,
        grown_by_at_least,
        GROWN,
        "{fact}比{others}增长不低于{operand}（含{operand}）",
        "{fact}比{others}增长不到{operand}",
        "需要知道{fact}和{others}，才能判断增长是否达到{operand}",
    ),
    Operator(
        "fallen_by_at_least",
        "growth_over",
        NUMBERS,
        fallen_by_at_least,
        FALLEN,
        "{fact}比{others}下降不低于{operand}（含{operand}）",
        "{fact}比{others}下降不到{operand}",
        "需要知道{fact}和{others}，才能判断下降是否达到{operand}",
    ),
    Operator(
        "sum_at_least",
        "sum_with",
        NUMBERS,
        sum_at_least,
        SUM_LEAST,
        "{fact}与{others}合计不低于{operand}（含{operand}）",
        "{fact}与{others}合计低于{operand}",
        "需要知道{fact}和{others}，才能判断合计是否达到{operand}",
    ),
    Operator(
        "sum_at_most",
        "sum_with",
        NUMBERS,
        sum_at_most,
        SUM_MOST,
        "{fact}与{others}合计不超过{operand}（含{operand}）",
        "{fact}与{others}合计高于{operand}",
        "需要知道{fact}和{others}，才能判断合计是否不超过{operand}",
    ),
)
