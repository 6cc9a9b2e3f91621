"""Databases as back ends that can be held against the engine's own: the rules' SQL text, run for real.

SQLite is always there; DuckDB where it is installed; PostgreSQL where `ZHITONG_TEST_POSTGRES` says so.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from zhitong.engine.facts import Facts, Vocabulary
from zhitong.engine.proving.back_ends import Answer, BackEnd
from zhitong.engine.rules.provision import Provision
from zhitong.engine.sql import DIALECTS, Layout, column_types, create_table, row_of, select_text
from zhitong.engine.sql.layout import KEY, Dialect
from zhitong.engine.values import Verdict

try:
    import duckdb
except ImportError:  # an extra: `pip install zhitong[bench]`
    duckdb = None  # type: ignore[assignment]
try:
    import psycopg
except ImportError:
    psycopg = None  # type: ignore[assignment]

POSTGRES = os.environ.get("ZHITONG_TEST_POSTGRES", "")
TABLE = "businesses_asked"
Run = Callable[[str], list[tuple[Any, ...]]]
Insert = Callable[[str, list[tuple[Any, ...]]], object]


def layout_of(vocabulary: Vocabulary, dialect: Dialect) -> Layout:
    """A table with every column there can be."""
    return Layout(vocabulary, dialect, frozenset({KEY, *column_types(vocabulary)}))


def rows_of(businesses: Sequence[Facts], layout: Layout) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Names of the columns, the key first, and the rows."""
    found = [
        {KEY: f"{row:018d}", **row_of({key: known.value for key, known in facts.items()}, layout)}
        for row, facts in enumerate(businesses)
    ]
    names = [KEY, *sorted(layout.columns - {KEY})]
    return names, [tuple(cells[name] for name in names) for cells in found]


@contextmanager
def _sqlite() -> Iterator[tuple[Run, Insert, str]]:
    connection = sqlite3.connect(":memory:")
    try:
        yield lambda text: connection.execute(text).fetchall(), connection.executemany, "?"
    finally:
        connection.close()


@contextmanager
def _duckdb() -> Iterator[tuple[Run, Insert, str]]:
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:

        def insert(text: str, rows: list[tuple[Any, ...]]) -> object:
            """All rows in one statement: one by one they would take longer than the questions."""
            marks = text[text.index(" VALUES ") + 8 :]
            return connection.execute(
                text + f", {marks}" * (len(rows) - 1), [cell for row in rows for cell in row]
            )

        yield lambda text: connection.execute(text).fetchall(), insert, "?"


@contextmanager
def _postgres() -> Iterator[tuple[Run, Insert, str]]:
    with psycopg.connect(POSTGRES) as connection, connection.cursor() as cursor:

        def run(text: str) -> list[tuple[Any, ...]]:
            cursor.execute(text.encode())
            return cursor.fetchall() if cursor.description else []

        try:
            run("SET search_path TO pg_temp")
            yield run, lambda text, rows: cursor.executemany(text.encode(), rows), "%s"
        finally:
            connection.rollback()


_OPENED = {"sqlite": _sqlite, "duckdb": _duckdb, "postgres": _postgres}


def available() -> dict[str, BackEnd]:
    """The databases that can be asked here, by dialect."""
    there = {"sqlite": True, "duckdb": duckdb is not None, "postgres": bool(POSTGRES) and psycopg is not None}
    return {dialect: database(dialect) for dialect in DIALECTS if there.get(dialect)}


def database(dialect: Dialect) -> BackEnd:
    """The back end of one dialect."""

    def answers(
        provisions: Sequence[Provision], businesses: Sequence[Facts], as_of: date, vocabulary: Vocabulary
    ) -> list[list[Answer]]:
        layout = layout_of(vocabulary, dialect)
        names, rows = rows_of(businesses, layout)
        with _OPENED[dialect]() as (run, insert, mark):
            run(create_table(TABLE, vocabulary, dialect))
            columns = ", ".join(f'"{name}"' for name in names)
            insert(f'INSERT INTO "{TABLE}" ({columns}) VALUES ({", ".join([mark] * len(names))})', rows)  # noqa: S608
            found = run(select_text(provisions, TABLE, [KEY], layout, as_of) + f' ORDER BY "{KEY}"')
        return [[Answer(verdict_of(cell)) for cell in row[1:]] for row in found]

    return answers


def verdict_of(cell: object) -> Verdict:
    """TRUE, FALSE or NULL; SQLite says 1, 0 or NULL."""
    return Verdict.of(None if cell is None else bool(cell))
