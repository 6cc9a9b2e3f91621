"""The rules as SQL of our own making, asked of DuckDB over a table in memory: met and unknown, no sums."""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from zhitong.columnar.partitions import ROW, facts_of, write_partitions
from zhitong.columnar.snapshot import Snapshot
from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.rules.provision import Provision
from zhitong.engine.sql import Layout, select_text

try:
    import duckdb
except ImportError:
    duckdb = None  # type: ignore[assignment]

INSTALLED = duckdb is not None


@contextmanager
def duck(rules: list[Provision], snapshot: Snapshot, as_of: date, threads: int = 2) -> Any:
    """A function that asks all rules and gives met and unknown per rule."""
    with TemporaryDirectory() as folder, duckdb.connect(":memory:", config={"threads": threads}) as database:
        facts = {fact for each in rules for fact in facts_of(rule_of_day(each, as_of).condition)}
        columns = write_partitions(snapshot, facts, as_of, Path(folder))
        database.execute(
            f"CREATE TABLE businesses AS SELECT * FROM read_parquet('{folder}/*/part.parquet')"  # noqa: S608
        )
        asked = select_text(rules, "businesses", [ROW], Layout(snapshot.vocabulary, "duckdb", columns), as_of)
        counts = ", ".join(
            f"count(*) FILTER (WHERE p{number}), count(*) FILTER (WHERE p{number} IS NULL)"
            for number in range(len(rules))
        )
        yield _asking(database, f"SELECT {counts} FROM ({asked})")  # noqa: S608


def _asking(database: Any, text: str) -> Callable[[], list[tuple[int, int]]]:
    def ask() -> list[tuple[int, int]]:
        row = database.execute(text).fetchone()
        return list(zip(row[::2], row[1::2], strict=True))

    return ask
