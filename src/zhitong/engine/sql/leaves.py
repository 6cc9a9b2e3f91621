"""One leaf as an expression that is TRUE, FALSE or NULL, from the operator's closed description."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlglot import exp

from zhitong.engine.facts import FactType
from zhitong.engine.rules.nodes import Leaf, Operand, Quantity, is_named
from zhitong.engine.rules.operators import OPERATORS, Columnar
from zhitong.engine.rules.operators.elapsed import earliest_start, latest_start
from zhitong.engine.rules.operators.linear import form_of
from zhitong.engine.rules.operators.spans import first_and_last
from zhitong.engine.sql.layout import HIGH, LOW, Layout
from zhitong.engine.sql.linear import linear_expression
from zhitong.engine.sql.pieces import all_of, any_of, case, is_null, negated, no_number, texts, unknown

_MONTHS = {"years": 12, "months": 1}
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1


@dataclass(frozen=True, slots=True)
class _Bounds:
    """A test as a closed interval; None is open."""

    low: exp.Expr | None
    high: exp.Expr | None


def leaf_expression(leaf: Leaf, layout: Layout, as_of: date) -> exp.Expr:
    """The test of one fact; a missing value, or a fact of a foreign type, is NULL."""
    operator = OPERATORS[leaf.operator]
    definition = layout.definition(leaf.fact)
    if is_named(leaf.operand):
        return unknown()
    if operator.columnar.test == "linear":
        return linear_expression(form_of(operator.columnar, leaf.operand), leaf.facts, layout)
    if operator.columnar.test == "known":
        found = _known(leaf.fact, layout)
    elif definition is None or not layout.present(leaf.fact, leaf.fact + LOW, leaf.fact + HIGH):
        return unknown()
    elif definition.is_number and "money" in operator.types:
        found = _number(leaf, operator.columnar, layout)
    elif definition.type is FactType.DATE and "date" in operator.types:
        found = _inside(layout.present(leaf.fact)[0], _days(leaf, operator.columnar, layout, as_of))
    elif definition.type.value in operator.types or _is_word(definition.type, operator.types):
        found = _words(leaf, operator.columnar, layout)
    else:
        return unknown()
    return negated(found) if operator.columnar.negated else found


def _is_word(kind: FactType, types: frozenset[str]) -> bool:
    """Choices and codes are both words to an operator over either."""
    return kind in (FactType.CHOICE, FactType.CODE) and bool(types & {"choice", "code"})


def _known(fact: str, layout: Layout) -> exp.Expr:
    columns = layout.present(fact, fact + LOW, fact + HIGH)
    if not columns:
        return exp.false()
    return any_of([negated(is_null(one)) for one in columns])


def _number(leaf: Leaf, test: Columnar, layout: Layout) -> exp.Expr:
    bounds = _figures(leaf.operand, test)
    if not layout.present(leaf.fact + LOW, leaf.fact + HIGH):
        return _inside(layout.present(leaf.fact)[0], bounds)
    low, high = (_first(layout.present(leaf.fact, leaf.fact + end)) for end in (LOW, HIGH))
    sure: list[exp.Expr] = []
    never: list[exp.Expr] = []
    if bounds.low is not None:
        sure.append(exp.GTE(this=low.copy(), expression=bounds.low.copy()))
        never.append(exp.LT(this=high.copy(), expression=bounds.low))
    if bounds.high is not None:
        sure.append(exp.LTE(this=high, expression=bounds.high.copy()))
        never.append(exp.GT(this=low, expression=bounds.high))
    return case((all_of(sure), exp.true()), (any_of(never), exp.false()), default=unknown())


def _first(columns: list[exp.Expr]) -> exp.Expr:
    if not columns:
        return no_number()
    return columns[0] if len(columns) == 1 else exp.Coalesce(this=columns[0], expressions=columns[1:])


def _inside(value: exp.Expr, bounds: _Bounds) -> exp.Expr:
    """Both ends included, each as a comparison of its own: NULL stays NULL, and an end is never strict."""
    parts: list[exp.Expr] = []
    if bounds.low is not None:
        parts.append(exp.GTE(this=value, expression=bounds.low))
    if bounds.high is not None:
        parts.append(exp.LTE(this=value.copy(), expression=bounds.high))
    return all_of(parts)


def _figures(operand: Operand, test: Columnar) -> _Bounds:
    if isinstance(operand, tuple):
        bottom, top = operand
        assert isinstance(bottom, Quantity)
        assert isinstance(top, Quantity)
        return _Bounds(_whole(bottom.amount), _whole(top.amount))
    assert isinstance(operand, Quantity)
    number = operand.amount
    return {
        ">=": _Bounds(_whole(number), None),
        ">": _Bounds(_whole(number + 1), None),
        "<=": _Bounds(None, _whole(number)),
        "<": _Bounds(None, _whole(number - 1)),
        "=": _Bounds(_whole(number), _whole(number)),
    }[test.symbol]


def _whole(number: int) -> exp.Expr:
    """A whole number that every dialect holds in 64 bits."""
    return exp.convert(min(max(number, _SMALLEST + 1), _LARGEST))


def _days(leaf: Leaf, test: Columnar, layout: Layout, as_of: date) -> _Bounds:
    """Time gone by is a comparison with a day computed beforehand, never a difference of days."""
    operand = leaf.operand
    if test.test in ("between", "ahead", "span"):
        first, last = first_and_last(test, operand, as_of)
        return _Bounds(layout.day(first), layout.day(last))
    if test.test == "elapsed":
        assert isinstance(operand, Quantity)
        months = operand.amount * _MONTHS[test.unit]
        if test.symbol == ">=":
            return _Bounds(None, layout.day(latest_start(as_of, months)))
        return _Bounds(layout.day(earliest_start(as_of, months)), None)
    assert isinstance(operand, date)
    day = timedelta(days=1)
    if (test.symbol, operand) in ((">", date.max), ("<", date.min)):
        return _Bounds(layout.day(date.max), layout.day(date.min))
    low = {">=": operand, "=": operand, ">": operand + day if operand < date.max else None}.get(test.symbol)
    high = {"<=": operand, "=": operand, "<": operand - day if operand > date.min else None}.get(test.symbol)
    return _Bounds(None if low is None else layout.day(low), None if high is None else layout.day(high))


def _words(leaf: Leaf, test: Columnar, layout: Layout) -> exp.Expr:
    column, bare = layout.present(leaf.fact)[0], layout.bare(leaf.fact)
    listed = leaf.operand if isinstance(leaf.operand, tuple) else (leaf.operand,)
    if bare is None and test.test == "within":
        return unknown()
    if bare is None:
        return _choices(column, [one for one in listed if isinstance(one, bool | str)], layout, leaf.fact)
    asked = [bare(one) if isinstance(one, str) else None for one in listed]
    return _codes(column, asked, is_within=test.test == "within")


def _choices(column: exp.Expr, listed: list[bool | str], layout: Layout, fact: str) -> exp.Expr:
    definition = layout.definition(fact)
    kind = bool if definition is not None and definition.type is FactType.FLAG else str
    fitting = [exp.convert(one) for one in listed if isinstance(one, kind)]
    if not fitting:
        return case((is_null(column), unknown()), default=exp.false())
    if len(fitting) == 1:
        return exp.Paren(this=exp.EQ(this=column, expression=fitting[0]))
    return exp.Paren(this=exp.In(this=column, expressions=fitting))


def _codes(column: exp.Expr, asked: list[str | None], *, is_within: bool) -> exp.Expr:
    """Met at (or below) a code asked for; unknown above one, where the value is too coarse to tell."""
    codes = sorted({code for code in asked if code is not None})
    above = sorted({code[:length] for code in codes for length in range(len(code))})
    missing = is_null(column)
    if above:
        missing = any_of([missing, exp.In(this=column.copy(), expressions=texts(above))])
    open_end = unknown() if None in asked else exp.false()
    if not codes:
        return open_end
    lengths = sorted({len(code) for code in codes}) if is_within else [0]
    tests: list[exp.Expr] = []
    for length in lengths:
        words = texts([code for code in codes if not is_within or len(code) == length])
        start = exp.Substring(this=column.copy(), start=exp.convert(1), length=exp.convert(length))
        tests.append(exp.In(this=start if is_within else column.copy(), expressions=words))
    return case((any_of(tests), exp.true()), (missing, unknown()), default=open_end)
