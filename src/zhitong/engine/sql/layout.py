"""The table that rules are asked over: the columns of a snapshot, one row per business, named by fact key.

Money, counts and shares are whole numbers in the fact's own unit, with `<key>__low` and `<key>__high`
beside them for bands; codes are in the bare form of their tree, in which every ancestor is a prefix.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlglot import exp

from zhitong.engine.facts import FactDef, FactType, Vocabulary
from zhitong.engine.facts.known import Value
from zhitong.engine.rules.operators import Bare
from zhitong.engine.sql.pieces import day_of
from zhitong.engine.values import Band

Dialect = Literal["sqlite", "postgres", "duckdb", "spark"]
DIALECTS: tuple[Dialect, ...] = ("sqlite", "postgres", "duckdb", "spark")
KEY, LOW, HIGH = "uscc", "__low", "__high"
_TYPES = {FactType.DATE: exp.DType.DATE, FactType.FLAG: exp.DType.BOOLEAN}
Cell = None | bool | int | str | date


@dataclass(frozen=True)
class Layout:
    """A table in one dialect. `columns` are those it has; a fact without one is unknown for everybody."""

    vocabulary: Vocabulary
    dialect: Dialect
    columns: frozenset[str]

    def definition(self, fact: str) -> FactDef | None:
        """The fact, None outside the vocabulary."""
        return self.vocabulary.get(fact)

    def bare(self, fact: str) -> Bare | None:
        """How codes of the fact are brought into the form in which an ancestor is a prefix."""
        definition = self.definition(fact)
        tree = None if definition is None else self.vocabulary.trees.get(definition.tree)
        return None if tree is None else tree.bare

    def present(self, *names: str) -> list[exp.Expr]:
        """Those of the columns that the table has."""
        return [exp.column(name, quoted=True) for name in names if name in self.columns]

    def day(self, day: date) -> exp.Expr:
        """A day as the dialect compares it; SQLite keeps days as ISO text."""
        text = day.isoformat()
        return exp.Literal.string(text) if self.dialect == "sqlite" else day_of(text)


def column_types(vocabulary: Vocabulary) -> dict[str, exp.DType]:
    """Every column a table may have beside the key, with its type."""
    types: dict[str, exp.DType] = {}
    for key, definition in vocabulary.items():
        types[key] = _type(definition)
        if definition.is_number:
            types |= {key + LOW: exp.DType.BIGINT, key + HIGH: exp.DType.BIGINT}
    return types


def create_table(name: str, vocabulary: Vocabulary, dialect: Dialect) -> str:
    """CREATE TABLE with the key and every column."""
    columns = {KEY: exp.DType.TEXT, **column_types(vocabulary)}
    defs = [
        exp.ColumnDef(this=exp.to_identifier(column, quoted=True), kind=exp.DataType(this=kind))
        for column, kind in columns.items()
    ]
    schema = exp.Schema(this=exp.Table(this=exp.to_identifier(name, quoted=True)), expressions=defs)
    return exp.Create(this=schema, kind="TABLE").sql(dialect=dialect)


def row_of(values: Mapping[str, Value], layout: Layout) -> dict[str, Cell]:
    """The cells of a business, all columns of the layout; codes that cannot be read are unknown."""
    cells: dict[str, Cell] = dict.fromkeys(sorted(layout.columns - {KEY}))
    for key, value in values.items():
        if isinstance(value, Band):
            cells[key + LOW], cells[key + HIGH] = value.low, value.high
        elif isinstance(value, date) and layout.dialect == "sqlite":
            cells[key] = value.isoformat()
        else:
            bare = layout.bare(key)
            cells[key] = bare(value) if bare is not None and isinstance(value, str) else value
    return cells


def _type(definition: FactDef) -> exp.DType:
    if definition.is_number:
        return exp.DType.BIGINT
    return _TYPES.get(definition.type, exp.DType.TEXT)
