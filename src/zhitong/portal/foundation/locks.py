"""One at a time, by name, until the end of the transaction."""

from zlib import crc32

from django.db import connection


def hold(name: str) -> None:
    """Waits for the named lock inside `atomic()`; on SQLite the immediate transaction is the lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [crc32(name.encode())])
