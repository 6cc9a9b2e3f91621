"""Several numbers weighed together, as an expression that is TRUE, FALSE or NULL."""

from collections.abc import Iterator

from sqlglot import exp

from zhitong.engine.rules.operators.linear import Form
from zhitong.engine.sql.layout import HIGH, LOW, Layout
from zhitong.engine.sql.pieces import all_of, any_of, case, negated, total, unknown

# Products of fen and ten-thousandths may leave 64 bits. SQLite has nothing wider and would go on with
# rounded numbers, so there every value is weighed in two halves, the lower one of so many digits.
_WIDE = {"sqlite": exp.DType.BIGINT, "duckdb": exp.DType.INT128}
_HALF = 10**9


Ends = dict[str, tuple[exp.Expr, exp.Expr]]


def linear_expression(form: Form, facts: tuple[str, ...], layout: Layout) -> exp.Expr:
    """The weighed sum at its lowest and highest against the bound; any unknown end leaves NULL."""
    if not all(layout.present(fact, fact + LOW, fact + HIGH) for fact in facts):
        return unknown()
    ends = {fact: (_end(fact, LOW, layout), _end(fact, HIGH, layout)) for fact in facts}
    reaches = _reaches_in_halves if layout.dialect == "sqlite" else _reaches
    sure: list[exp.Expr] = [reaches(form, facts, ends, 0)]
    never: list[exp.Expr] = [negated(reaches(form, facts, ends, 1))]
    if form.has_base:
        base = exp.GT(this=ends[facts[1]][0].copy(), expression=exp.convert(0))
        sure, never = [base, *sure], [base.copy(), *never]
    if any(weight == 0 for weight in form.weights):  # a fact that weighs nothing must still be known
        known = [
            exp.Not(this=exp.Is(this=end.copy(), expression=exp.Null())) for end in _somehow(facts, ends)
        ]
        sure, never = [*known, *sure], [*(one.copy() for one in known), *never]
    return case((all_of(sure), exp.true()), (all_of(never), exp.false()), default=unknown())


def _somehow(facts: tuple[str, ...], ends: Ends) -> list[exp.Expr]:
    return [exp.Coalesce(this=ends[fact][0].copy(), expressions=[ends[fact][1].copy()]) for fact in facts]


def _reaches(form: Form, facts: tuple[str, ...], ends: Ends, side: int) -> exp.Expr:
    """Whether the lowest (0) or highest (1) the sum can be is at least the bound."""
    return exp.GTE(this=total(_weighed(form, facts, ends, side)), expression=exp.convert(form.bound))


def _weighed(form: Form, facts: tuple[str, ...], ends: Ends, side: int) -> list[exp.Expr]:
    return [
        exp.Mul(this=end, expression=exp.convert(weight))
        for end, weight in _ends_weighed(form, facts, ends, side)
    ]


def _ends_weighed(
    form: Form, facts: tuple[str, ...], ends: Ends, side: int
) -> Iterator[tuple[exp.Expr, int]]:
    for fact, weight in zip(facts, form.weights, strict=True):
        if weight:
            yield ends[fact][side if weight >= 0 else 1 - side].copy(), weight


def _reaches_in_halves(form: Form, facts: tuple[str, ...], ends: Ends, side: int) -> exp.Expr:
    """The same with whole numbers that stay within 64 bits: upper halves first, lower ones where equal."""
    pairs = list(_ends_weighed(form, facts, ends, side))
    upper = total([_times(_cut(end), weight) for end, weight in pairs])
    lower = total([_times(_rest(end), weight) for end, weight in pairs])
    left = _rest(exp.Add(this=_rest(lower), expression=exp.convert(_HALF)))  # never below zero
    carried = _cut(exp.Sub(this=lower.copy(), expression=left.copy()))
    upper = exp.Paren(this=exp.Add(this=exp.Paren(this=upper), expression=carried))
    most, least = divmod(form.bound, _HALF)
    above = exp.GT(this=upper, expression=exp.convert(most))
    level = exp.EQ(this=upper.copy(), expression=exp.convert(most))
    enough = exp.GTE(this=left.copy(), expression=exp.convert(least))
    return any_of([above, all_of([level, enough])])


def _times(part: exp.Expr, weight: int) -> exp.Expr:
    return exp.Mul(this=part, expression=exp.convert(weight))


def _cut(number: exp.Expr) -> exp.Expr:
    """The upper half, cut towards zero."""
    half = exp.convert(_HALF)
    return exp.Paren(this=exp.Div(this=exp.Paren(this=number.copy()), expression=half, typed=True, safe=True))


def _rest(number: exp.Expr) -> exp.Expr:
    """The lower half, of the sign of the number."""
    return exp.Paren(this=exp.Mod(this=exp.Paren(this=number.copy()), expression=exp.convert(_HALF)))


def _end(fact: str, side: str, layout: Layout) -> exp.Expr:
    columns = layout.present(fact, fact + side)
    first = columns[0] if columns else exp.Null()
    found = first if len(columns) < 2 else exp.Coalesce(this=first, expressions=columns[1:])
    kind = _WIDE.get(layout.dialect)
    wide = exp.DataType(this=kind) if kind else exp.DataType.build("DECIMAL(38, 0)")
    return exp.Cast(this=found, to=wide)
