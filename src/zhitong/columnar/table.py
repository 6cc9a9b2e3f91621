"""Known facts as a table: one row per business, columns named by fact key, bands beside them."""

from collections.abc import Iterable, Mapping

import polars as pl

from zhitong.columnar.cells import HIGH, LOW
from zhitong.engine.facts import FactType, Vocabulary
from zhitong.engine.facts.known import Value
from zhitong.engine.values import Band

DTYPES: dict[FactType, type[pl.DataType]] = {
    FactType.MONEY: pl.Int64,
    FactType.COUNT: pl.Int64,
    FactType.SHARE: pl.Int64,
    FactType.DATE: pl.Date,
    FactType.CODE: pl.String,
    FactType.FLAG: pl.Boolean,
    FactType.CHOICE: pl.String,
}


def table_of(businesses: Iterable[tuple[str, Mapping[str, Value]]], vocabulary: Vocabulary) -> pl.DataFrame:
    """The table of (code, bare values by fact key); keys outside the vocabulary are left out.

    Facts nobody has get no column. Values are taken as checked.
    """
    codes: list[str] = []
    cells: dict[str, dict[int, object]] = {}
    for row, (code, values) in enumerate(businesses):
        codes.append(code)
        for key, value in values.items():
            if isinstance(value, Band):
                cells.setdefault(key + LOW, {})[row] = value.low
                cells.setdefault(key + HIGH, {})[row] = value.high
            else:
                cells.setdefault(key, {})[row] = value
    columns = [pl.Series("uscc", codes, dtype=pl.String)]
    for key, definition in vocabulary.items():
        for name in (key, key + LOW, key + HIGH):
            if name in cells:
                found = [cells[name].get(row) for row in range(len(codes))]
                columns.append(pl.Series(name, found, dtype=DTYPES[definition.type], strict=True))
    return pl.DataFrame(columns)
