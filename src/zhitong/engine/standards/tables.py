"""Rows of the reference tables."""

import csv
import io
from collections.abc import Iterator


def rows_of(table: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number (the heading is line 1) and columns of a CSV text; missing cells are ''."""
    reader = csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))
    for number, row in enumerate(reader, start=2):
        yield number, {str(name): (cell or "").strip() for name, cell in row.items() if name is not None}
