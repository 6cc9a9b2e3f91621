"""Businesses and sheets of a stretch of the register as tables, as of one moment of the database.

The database writes one text per stretch and Polars reads it: no Python object per row. The moment is
a read transaction (REPEATABLE READ on PostgreSQL) of a connection of its own, so nothing anybody saves
meanwhile is seen, nobody who saves has to wait, and the reader itself may write over its usual one.
"""

import hashlib
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

BUSINESSES = {"business": pl.Int64, "uscc": pl.String}
STAMPS = {"id": pl.Int64, "recorded": pl.String}
SHEETS = {"business": pl.Int64, **STAMPS, "source": pl.String, "as_of": pl.Date, "values": pl.String}

ONE_LINE = "replace(replace(\"values\", char(10), ' '), char(9), ' ')"  # white space between JSON's words
SQLITE = {"recorded": "recorded_at", "values": ONE_LINE}
POSTGRES = {"recorded": "date_part('epoch', recorded_at)", "values": '"values"'}


@dataclass(frozen=True, slots=True)
class Block:
    """Businesses of a stretch in the order of the register, all their sheets, and what tells this content
    from what it was before any later change."""

    businesses: pl.DataFrame
    sheets: pl.DataFrame
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Moment:
    """The register at one moment; read by one thread at a time."""

    raw: Any  # the driver's own connection
    is_sqlite: bool

    def ends(self) -> tuple[int, int]:
        """The lowest and the highest number of a business; 1 and 0 where there is none."""
        sql = "SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM businesses_business"
        if self.is_sqlite:
            found = self.raw.execute(sql).fetchone()
        else:
            with self.raw.cursor() as cursor:
                found = cursor.execute(sql).fetchone()
        return int(found[0]), int(found[1])

    def block(self, first: int, last: int) -> Block:
        """Everything about the businesses numbered `first` to `last`."""
        businesses, sheets = self._businesses(first, last), self._sheets(SHEETS, first, last)
        return Block(businesses, sheets, _fingerprint(businesses, sheets))

    def fingerprint(self, first: int, last: int) -> str:
        """The fingerprint `block` would give, without reading any value."""
        return _fingerprint(self._businesses(first, last), self._sheets(STAMPS, first, last))

    def _businesses(self, first: int, last: int) -> pl.DataFrame:
        columns = dict(zip(BUSINESSES, ("id", "uscc"), strict=True))
        return self._read(BUSINESSES, columns, "businesses_business", "id", first, last).sort("business")

    def _sheets(self, schema: dict[str, Any], first: int, last: int) -> pl.DataFrame:
        own = SQLITE if self.is_sqlite else POSTGRES
        columns = {"business": "business_id"} | own
        wanted = {name: columns.get(name, name) for name in schema}
        return self._read(schema, wanted, "businesses_factsheet", "business_id", first, last)

    def _read(
        self, schema: dict[str, Any], columns: dict[str, str], table: str, key: str, first: int, last: int
    ) -> pl.DataFrame:
        where = f"FROM {table} WHERE {key} BETWEEN {first:d} AND {last:d}"
        if self.is_sqlite:
            row = " || char(9) || ".join(columns.values())
            sql = f"SELECT CAST(group_concat({row}, char(10)) AS BLOB) {where}"
            raw = self.raw.execute(sql).fetchone()[0] or b""
        else:
            raw = self._copied(f"COPY (SELECT {', '.join(columns.values())} {where}) TO STDOUT")
        if not raw:
            return pl.DataFrame(schema=schema)
        frame = pl.read_csv(raw, has_header=False, schema=schema, separator="\t", quote_char=None)
        if not self.is_sqlite and "values" in schema and b"\\" in raw:
            frame = frame.with_columns(pl.col("values").str.replace_all("\\\\", "\\", literal=True))
        return frame

    def _copied(self, sql: str) -> bytes:
        text = io.BytesIO()
        with self.raw.cursor() as cursor, cursor.copy(sql) as stream:
            for piece in stream:
                text.write(piece)
        return text.getvalue()


@contextmanager
def one_moment() -> Iterator[Moment]:
    """The register as it is now, whatever is saved from here on."""
    connection.ensure_connection()
    is_sqlite = connection.vendor == "sqlite"
    if connection.in_atomic_block or (is_sqlite and connection.is_in_memory_db()):  # type: ignore[attr-defined]
        with transaction.atomic():
            yield Moment(connection.connection, is_sqlite)
    elif is_sqlite:
        name = connection.settings_dict["NAME"]
        own = sqlite3.connect(f"file:{name}?mode=ro", uri=True, check_same_thread=False, isolation_level=None)
        with closing(own):
            own.execute("BEGIN")
            yield Moment(own, is_sqlite)
    else:
        with _reading_apart() as apart:
            yield Moment(apart.connection, is_sqlite)


@contextmanager
def _reading_apart() -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own that sees one moment; whoever reads goes on writing over the usual one."""
    apart = connection.copy()
    try:
        apart.set_autocommit(False)
        with apart.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield apart
    finally:
        apart.close()


def _fingerprint(businesses: pl.DataFrame, sheets: pl.DataFrame) -> str:
    """Sheets by number and time of saving: any added, changed or removed sheet or business gives another."""
    digest = hashlib.sha256()
    stamps = sheets.select("id", "recorded").sort("id")
    for frame in (businesses, stamps):
        digest.update(frame.write_csv(include_header=False).encode())
    return digest.hexdigest()
