"""The yardstick: rules answered slowly and literally from the operators' closed descriptions.

It shares no code with the operators' own functions: it asks of every value a fact could still have
whether the test would hold, and calls the answer unknown where they differ.
"""

import math
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import product

from zhitong.engine.facts import Facts, Value, Vocabulary
from zhitong.engine.proving.back_ends import Answer
from zhitong.engine.proving.reference_amounts import reference_amount
from zhitong.engine.rules.nodes import (
    All,
    AnyOf,
    AtLeast,
    Condition,
    Judgement,
    Leaf,
    Measured,
    Named,
    Not,
    Operand,
    Quantity,
    is_named,
)
from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.rules.operators import OPERATORS, Bare, Columnar
from zhitong.engine.rules.provision import Provision
from zhitong.engine.values import Band, Verdict, full_months_between
from zhitong.engine.verdicts.nodes import bare_of

NO, MAYBE, YES = 0, 1, 2
_FAR = 10**60
_VERDICTS = (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.MET)


def reference(
    provisions: Sequence[Provision], businesses: Sequence[Facts], as_of: date, vocabulary: Vocabulary
) -> list[list[Answer]]:
    """The back end to measure others against."""
    rows = []
    for facts in businesses:
        row = []
        for provision in provisions:
            rule = rule_of_day(provision, as_of)
            answer = _node(rule.condition, facts, as_of, vocabulary)
            verdict = _VERDICTS[answer] if rule.is_in_force else Verdict.NOT_MET
            row.append(Answer(verdict, reference_amount(rule.amount, facts)))
        rows.append(row)
    return rows


def _node(node: Condition, facts: Facts, as_of: date, vocabulary: Vocabulary) -> int:
    match node:
        case Judgement():
            return MAYBE
        case Leaf():
            if isinstance(node.operand, Measured):
                return _several(node, [facts.value(fact) for fact in node.facts])
            return _leaf(node, facts.value(node.fact), as_of, bare_of(node.fact, vocabulary))
        case Not(part):
            return YES - _node(part, facts, as_of, vocabulary)
    answers = sorted((_node(part, facts, as_of, vocabulary) for part in node.parts), reverse=True)
    match node:
        case All():
            return min(answers, default=YES)
        case AnyOf():
            return max(answers, default=NO)
        case AtLeast(needed, parts):
            # The worst of the best `needed` parts decides.
            return YES if needed < 1 else NO if needed > len(parts) else answers[needed - 1]


def _leaf(leaf: Leaf, value: Value | None, as_of: date, bare: Bare | None) -> int:
    operator = OPERATORS[leaf.operator]
    test = operator.columnar
    if test.test == "known":
        answer = YES if value is not None else NO
    elif value is None or is_named(leaf.operand) or not _fits(value, operator.types):
        return MAYBE
    elif test.test in ("same", "member", "within"):
        answer = _words(test, value, leaf.operand, bare)
    else:
        answer = _numbers(test, value, leaf.operand, as_of)
    return YES - answer if test.negated else answer


def _several(leaf: Leaf, values: list[Value | None]) -> int:
    """Asks at every corner of what the values may be, in fractions; open ends stand very far out."""
    assert isinstance(leaf.operand, Measured)
    ends = [_corners(value) for value in values]
    if isinstance(leaf.operand.bound, Named) or not all(ends):
        return MAYBE
    bound = leaf.operand.bound.amount
    answers = set()
    for first, *others in product(*ends):
        if leaf.operator.startswith("sum"):
            whole = Fraction(first + sum(others))
        elif others[0] <= 0:
            return MAYBE
        else:
            whole = Fraction(first * 10_000, others[0])
        answers.add(
            {
                "share_of_at_least": whole >= bound,
                "share_of_at_most": whole <= bound,
                "grown_by_at_least": whole - 10_000 >= bound,
                "fallen_by_at_least": 10_000 - whole >= bound,
                "sum_at_least": whole >= bound,
                "sum_at_most": whole <= bound,
            }[leaf.operator]
        )
    return MAYBE if len(answers) > 1 else YES if True in answers else NO


def _corners(value: Value | None) -> tuple[int, ...]:
    if isinstance(value, Band):
        return (-_FAR if value.low is None else value.low, _FAR if value.high is None else value.high)
    return (value,) if isinstance(value, int) and not isinstance(value, bool) else ()


def _fits(value: Value, types: frozenset[str]) -> bool:
    if value is True or value is False:
        return "flag" in types
    if isinstance(value, str):
        return "choice" in types or "code" in types
    return ("date" if isinstance(value, date) else "money") in types


def _words(test: Columnar, value: Value, operand: Operand, bare: Bare | None) -> int:
    """Best answer over the words listed."""
    listed = operand if isinstance(operand, tuple) else (operand,)
    return max((_word(test, value, word, bare) for word in listed), default=NO)


def _word(test: Columnar, value: Value, word: object, bare: Bare | None) -> int:
    if bare is None or not isinstance(value, str) or not isinstance(word, str):
        return MAYBE if test.test == "within" else YES if value == word else NO
    mine, asked = bare(value), bare(word)
    if mine is None or asked is None:
        return MAYBE
    if mine == asked:
        return YES
    if len(mine) < len(asked):
        return MAYBE if asked[: len(mine)] == mine else NO
    return YES if test.test == "within" and mine[: len(asked)] == asked else NO


def _numbers(test: Columnar, value: Value, operand: Operand, as_of: date) -> int:
    """All, some or none of the numbers from the lowest to the highest possible pass."""
    low, high = (value.low, value.high) if isinstance(value, Band) else (value, value)
    if isinstance(value, date):
        return _day(test, value, operand, as_of)
    assert not isinstance(low, str | date)
    assert not isinstance(high, str | date)
    least = -math.inf if low is None else low
    most = math.inf if high is None else high
    bottom, top = _passing(test, operand)
    if bottom <= least and most <= top:
        return YES
    return NO if most < bottom or top < least else MAYBE


def _passing(test: Columnar, operand: Operand) -> tuple[float, float]:
    if isinstance(operand, tuple):
        low, high = operand
        assert isinstance(low, Quantity)
        assert isinstance(high, Quantity)
        return low.amount, high.amount
    assert isinstance(operand, Quantity)
    number = operand.amount
    below, above = number - 1, number + 1
    table: dict[str, tuple[float, float]] = {
        ">=": (number, math.inf),
        ">": (above, math.inf),
        "<=": (-math.inf, number),
        "<": (-math.inf, below),
        "=": (number, number),
    }
    return table[test.symbol]


def _day(test: Columnar, day: date, operand: Operand, as_of: date) -> int:
    if test.test in ("between", "ahead", "span"):
        return _day_inside(test, day, operand, as_of)
    if test.test == "elapsed":
        assert isinstance(operand, Quantity)
        wanted = operand.amount * (12 if test.unit == "years" else 1)
        full = full_months_between(day, as_of)
        if test.symbol == ">=":
            return YES if full >= wanted else NO
        # Not exceeded: the wanted time is not yet full on the day before.
        return YES if full_months_between(day, date.fromordinal(as_of.toordinal() - 1)) < wanted else NO
    assert isinstance(operand, date)
    sign = (day > operand) - (day < operand)
    passes = {">=": sign >= 0, ">": sign > 0, "<=": sign <= 0, "<": sign < 0, "=": sign == 0}
    return YES if passes[test.symbol] else NO


def _day_inside(test: Columnar, day: date, operand: Operand, as_of: date) -> int:
    """Days compared and months counted forward from the earlier day, never a computed end."""
    if test.test == "ahead":
        assert isinstance(operand, Quantity)
        return YES if day >= as_of and _not_beyond(as_of, day, operand.amount) else NO
    assert isinstance(operand, tuple)
    first, last = operand
    assert isinstance(last, date)
    if isinstance(first, date):
        return YES if first <= day and day <= last else NO
    assert isinstance(first, Quantity)
    if test.symbol == ">=":
        return YES if day >= last and _not_beyond(last, day, first.amount) else NO
    # Before: the first day that counts is the day so many months earlier, or its month's last.
    gone = (last.year - day.year) * 12 + last.month - day.month
    start = min(last.day, monthrange(day.year, day.month)[1])
    return YES if day <= last and (gone < first.amount or (gone == first.amount and day.day >= start)) else NO


def _not_beyond(start: date, day: date, months: int) -> bool:
    """Whether `months` from start are not exceeded on the day."""
    gone = (day.year - start.year) * 12 + day.month - start.month
    return gone < months or (gone == months and day.day <= start.day)
