"""Rules as SQL text for what a database or a cluster must do: one builder for all dialects.

An expression gives TRUE, FALSE or NULL for met, not met and unknown, row by row as `engine.verdicts` does.
`select.select_text` writes all provisions of a run, `select.condition_text` one condition for a WHERE.
"""

from zhitong.engine.sql.layout import DIALECTS, Layout, column_types, create_table, row_of
from zhitong.engine.sql.select import condition_text, provision_text, select_text

__all__ = [
    "DIALECTS",
    "Layout",
    "column_types",
    "condition_text",
    "create_table",
    "provision_text",
    "row_of",
    "select_text",
]
