"""SQL text: one condition, one provision, or all provisions of a run over a table."""

from collections.abc import Sequence
from datetime import date

from sqlglot import exp

from zhitong.engine.rules.nodes import Condition
from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.rules.provision import Provision
from zhitong.engine.sql.conditions import condition_expression
from zhitong.engine.sql.layout import Layout


def condition_text(condition: Condition, layout: Layout, as_of: date) -> str:
    """The condition as an expression: a WHERE keeps the rows that surely meet it."""
    return condition_expression(condition, layout, as_of).sql(dialect=layout.dialect, copy=False)


def provision_text(provision: Provision, layout: Layout, as_of: date) -> str:
    """The provision with region and window: outside its window nobody meets it."""
    return _provision(provision, layout, as_of).sql(dialect=layout.dialect, copy=False)


def select_text(
    provisions: Sequence[Provision], table: str, keep: Sequence[str], layout: Layout, as_of: date
) -> str:
    """SELECT of the columns kept and of one column `p0`, `p1`, … per provision, in order."""
    kept = [exp.column(name, quoted=True) for name in keep]
    asked = [
        exp.Alias(this=_provision(provision, layout, as_of), alias=exp.to_identifier(f"p{number}"))
        for number, provision in enumerate(provisions)
    ]
    found = exp.Select(expressions=[*kept, *asked]).from_(
        exp.Table(this=exp.to_identifier(table, quoted=True)), copy=False
    )
    return found.sql(dialect=layout.dialect, copy=False)


def _provision(provision: Provision, layout: Layout, as_of: date) -> exp.Expr:
    rule = rule_of_day(provision, as_of)
    return condition_expression(rule.condition, layout, as_of) if rule.is_in_force else exp.false()
