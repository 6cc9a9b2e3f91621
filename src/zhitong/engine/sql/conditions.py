"""A condition as one expression: SQL's own AND, OR and NOT are Kleene's, counting is written out."""

from datetime import date

from sqlglot import exp

from zhitong.engine.rules.nodes import All, AnyOf, AtLeast, Condition, Judgement, Leaf, Not
from zhitong.engine.sql.layout import Layout
from zhitong.engine.sql.leaves import leaf_expression
from zhitong.engine.sql.pieces import all_of, any_of, case, negated, total, unknown


def condition_expression(node: Condition, layout: Layout, as_of: date) -> exp.Expr:
    """TRUE where met, FALSE where not met, NULL where it cannot be told; a judgement is NULL."""
    if isinstance(node, Judgement):
        return unknown()
    if isinstance(node, Leaf):
        return leaf_expression(node, layout, as_of)
    if isinstance(node, Not):
        return negated(condition_expression(node.part, layout, as_of))
    parts = [condition_expression(part, layout, as_of) for part in node.parts]
    needed = node.needed if isinstance(node, AtLeast) else len(parts) if isinstance(node, All) else 1
    if needed <= 0:
        return exp.true()
    if needed > len(parts) or (isinstance(node, AnyOf) and not parts):
        return exp.false()
    if needed == len(parts):
        return all_of(parts) if len(parts) > 1 else parts[0]
    return any_of(parts) if needed == 1 else _at_least(needed, parts)


def _at_least(needed: int, parts: list[exp.Expr]) -> exp.Expr:
    """Each part stands here twice: once for what is sure, once for what is still possible."""
    one, none, bound = exp.convert(1), exp.convert(0), exp.convert(needed)
    sure = total([case((part.copy(), one.copy()), default=none.copy()) for part in parts])
    possible = total([case((negated(part), none.copy()), default=one.copy()) for part in parts])
    return case(
        (exp.GTE(this=sure, expression=bound), exp.true()),
        (exp.GTE(this=possible, expression=bound.copy()), unknown()),
        default=exp.false(),
    )
