"""Several numbers weighed together, as an expression that is TRUE, FALSE or NULL."""

from sqlglot import exp

from zhitong.engine.rules.operators.linear import Form
from zhitong.engine.sql.layout import HIGH, LOW, Layout
from zhitong.engine.sql.pieces import all_of, case, total, unknown

# Products of fen and ten-thousandths may leave 64 bits; SQLite has nothing wider.
_WIDE = {"sqlite": exp.DType.BIGINT, "duckdb": exp.DType.INT128}


def linear_expression(form: Form, facts: tuple[str, ...], layout: Layout) -> exp.Expr:
    """The weighed sum at its lowest and highest against the bound; any unknown end leaves NULL."""
    if not all(layout.present(fact, fact + LOW, fact + HIGH) for fact in facts):
        return unknown()
    ends = {fact: (_end(fact, LOW, layout), _end(fact, HIGH, layout)) for fact in facts}
    low, high = (_weighed(form, facts, ends, side) for side in (0, 1))
    bound = exp.convert(form.bound)
    sure: list[exp.Expr] = [exp.GTE(this=low, expression=bound)]
    never: list[exp.Expr] = [exp.LT(this=high, expression=bound.copy())]
    if form.has_base:
        base = exp.GT(this=ends[facts[1]][0].copy(), expression=exp.convert(0))
        sure, never = [base, *sure], [base.copy(), *never]
    if any(weight == 0 for weight in form.weights):  # a fact that weighs nothing must still be known
        known = [
            exp.Not(this=exp.Is(this=end.copy(), expression=exp.Null())) for end in _somehow(facts, ends)
        ]
        sure, never = [*known, *sure], [*(one.copy() for one in known), *never]
    return case((all_of(sure), exp.true()), (all_of(never), exp.false()), default=unknown())


def _somehow(facts: tuple[str, ...], ends: dict[str, tuple[exp.Expr, exp.Expr]]) -> list[exp.Expr]:
    return [exp.Coalesce(this=ends[fact][0].copy(), expressions=[ends[fact][1].copy()]) for fact in facts]


def _weighed(
    form: Form, facts: tuple[str, ...], ends: dict[str, tuple[exp.Expr, exp.Expr]], side: int
) -> exp.Expr:
    """The lowest (0) or highest (1) the sum can be."""
    return total(
        [
            exp.Mul(this=ends[fact][side if weight >= 0 else 1 - side].copy(), expression=exp.convert(weight))
            for fact, weight in zip(facts, form.weights, strict=True)
            if weight
        ]
    )


def _end(fact: str, side: str, layout: Layout) -> exp.Expr:
    columns = layout.present(fact, fact + side)
    first = columns[0] if columns else exp.Null()
    found = first if len(columns) < 2 else exp.Coalesce(this=first, expressions=columns[1:])
    kind = _WIDE.get(layout.dialect)
    wide = exp.DataType(this=kind) if kind else exp.DataType.build("DECIMAL(38, 0)")
    return exp.Cast(this=found, to=wide)
