"""Sheets of many businesses as one value per fact and business, by the order of `engine.facts.resolve`:
current before stale, then by trust in the source, then the latest."""

import json
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from polars.exceptions import PolarsError

from zhitong.engine.facts import FactDef, FactType, Vocabulary, parse_value

LOW, HIGH = "__low", "__high"  # the ends of a band
SAMPLE = 1000
KEY = re.compile(r'"([^"\\]+)"\s*:')
BAND = r'"([^"\\]+)"\s*:\s*\{\s*"low"\s*:\s*(-?\d+|null)\s*,\s*"high"\s*:\s*(-?\d+|null)\s*\}'
RAW: dict[FactType, Any] = {FactType.FLAG: pl.Boolean, FactType.DATE: pl.String}
ODD = {FactType.FLAG: '"', FactType.MONEY: "", FactType.COUNT: "", FactType.SHARE: ""}
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says about one fact: `values[i]` (and the ends of bands) is of sheet `sheets[i]`."""

    source: str
    sheets: Places
    values: pl.DataFrame


@dataclass
class Merger:
    """Merges stretch after stretch of one vocabulary as of one day; `refused` counts values by fact that
    the vocabulary does not allow and that therefore count as unknown."""

    known: Vocabulary
    as_of: date
    refused: dict[str, int] = field(default_factory=dict)
    _allowed: dict[tuple[str, Any], bool] = field(default_factory=dict)

    def table(self, businesses: pl.DataFrame, sheets: pl.DataFrame) -> pl.DataFrame:
        """One row per business in the given order: `business`, `uscc`, and a column per fact anybody has."""
        numbers = businesses["business"].to_numpy()
        sheets = sheets.filter(
            pl.col("as_of") <= self.as_of, pl.col("business").is_in(businesses["business"].implode())
        )
        # Oldest first: what is written later stays. Of equal claims the first saved sheet stays.
        recorded = pl.col("recorded").cast(pl.Float64, strict=False)
        sheets = sheets.sort(
            "as_of", recorded, "recorded", pl.col("id"), descending=[False, False, False, True]
        )
        places = np.searchsorted(numbers, sheets["business"].to_numpy())
        said: dict[str, list[Said]] = {}
        sources = list(_by_source(sheets["source"]))
        texts = [sheets["values"].gather(rows) for _, rows in sources]
        with ThreadPoolExecutor(2) as pool:  # reading JSON is most of the work, and keeps one core busy
            read = list(pool.map(lambda values: list(_decoded(values, self.known)), texts))
        for (source, rows), found in zip(sources, read, strict=True):
            for key, values in found:
                held = values.select(pl.any_horizontal(pl.all().is_not_null())).to_series().to_numpy()
                said.setdefault(key, []).append(Said(source, rows[held], values.filter(held)))
        columns = [businesses["business"], businesses["uscc"]]
        for key, definition in self.known.items():
            if key in said:
                columns += self._column(definition, said[key], sheets["as_of"], places, numbers.size)
        return pl.DataFrame(columns)

    def _column(
        self, definition: FactDef, said: list[Said], days: pl.Series, places: Places, rows: int
    ) -> list[pl.Series]:
        claims = [self._allowed_only(definition, each) for each in said]
        values = pl.concat([each.values for each in claims])
        sheets = np.concatenate([each.sheets for each in claims])
        ranks = np.concatenate([np.full(each.sheets.size, definition.rank(each.source)) for each in claims])
        fresh = np.ones(sheets.size, dtype=np.bool_)
        if definition.freshness_days is not None:
            cut = self.as_of - timedelta(days=definition.freshness_days)
            fresh = (days.gather(sheets) >= cut).to_numpy()
        order = np.arange(sheets.size)
        if len(claims) > 1:  # within one source the order of days is the order of claims
            order = np.lexsort((sheets, -ranks, fresh))
        winner = np.full(rows, -1, dtype=np.int64)
        winner[places[sheets[order]]] = order
        index = pl.Series(winner).set(pl.Series(winner < 0), None)
        if not values.height:
            return []
        merged = values.select(pl.all().gather(index)) if rows else values.clear()
        return [series for series in merged.get_columns() if series.null_count() < rows]

    def _allowed_only(self, definition: FactDef, said: Said) -> Said:
        """Without values the vocabulary refuses."""
        good = np.ones(said.values.height, dtype=np.bool_)
        for series in said.values.get_columns():
            if definition.is_number:
                bad = pl.repeat(False, series.len(), dtype=pl.Boolean, eager=True)
                if definition.minimum is not None:
                    bad |= (series < definition.minimum).fill_null(False)
                if definition.maximum is not None:
                    bad |= (series > definition.maximum).fill_null(False)
            else:
                refused = [
                    value for value in series.unique().drop_nulls() if not self._is_allowed(definition, value)
                ]
                bad = series.is_in(refused).fill_null(False)
            good &= ~bad.to_numpy()
        if definition.is_number and said.values.width > 1:
            ends = said.values[definition.key + LOW] > said.values[definition.key + HIGH]
            good &= ~ends.fill_null(False).to_numpy()
        if not good.all():
            self.refused[definition.key] = self.refused.get(definition.key, 0) + int((~good).sum())
            said = Said(said.source, said.sheets[good], said.values.filter(good))
        if definition.type is FactType.DATE:
            said = Said(said.source, said.sheets, said.values.select(pl.all().str.to_date("%Y-%m-%d")))
        return said

    def _is_allowed(self, definition: FactDef, value: Any) -> bool:
        place = definition.key, value
        if place not in self._allowed:
            self._allowed[place] = parse_value(definition, value, self.known)[0] is not None
        return self._allowed[place]


def _by_source(sources: pl.Series) -> Iterator[tuple[str, Places]]:
    for source in sorted(sources.unique()):
        yield source, (sources == source).arg_true().to_numpy().astype(np.int64)


def _decoded(values: pl.Series, known: Vocabulary) -> Iterator[tuple[str, pl.DataFrame]]:
    """Per fact its values, for numbers with the two ends of bands beside; one row per sheet."""
    names = _keys(values, known)
    has_bands = bool(values.str.contains_any(['"low"', '"high"']).any())
    if has_bands:
        values = values.str.replace_all(BAND, '"${1}__low":$2,"${1}__high":$3')
    schema: dict[str, Any] = {}
    for key in names:
        schema[key] = pl.Int64 if known[key].is_number else RAW.get(known[key].type, pl.String)
        if known[key].is_number:
            schema |= {key + LOW: pl.Int64, key + HIGH: pl.Int64}
    if not schema:
        return
    if not has_bands:
        schema = {name: kind for name, kind in schema.items() if not name.endswith((LOW, HIGH))}
    frame = None
    if not _has_odd_types(values, names, known):
        with suppress(PolarsError):
            frame = values.str.json_decode(pl.Struct(schema)).struct.unnest()
    if frame is None:
        frame = _decoded_slowly(values, schema)
    for key in names:
        ends = [
            pl.col(key + end) if key + end in schema else pl.lit(None, pl.Int64).alias(key + end)
            for end in (LOW, HIGH)
        ]
        yield key, frame.select(key, *ends) if known[key].is_number else frame.select(key)


def _has_odd_types(values: pl.Series, names: list[str], known: Vocabulary) -> bool:
    """Whether some value may have not the type of its fact: a flag for a number, a number for a text,
    a fraction. Polars would bend it into shape where the engine refuses it."""
    starts = {True: 'tf"[', False: "0123456789-["}
    odd = [
        f'"{key}":{space}{start}'
        for key in names
        for space in ("", " ")
        for start in (*starts[known[key].is_number], *ODD.get(known[key].type, "tf"))
    ]
    return bool(values.str.contains_any([*odd, ".", "e+", "E+"]).any())


def _keys(values: pl.Series, known: Vocabulary) -> list[str]:
    """Facts of the vocabulary that occur: a look at some sheets, then one search for all other keys."""
    found = set(KEY.findall("".join(values.head(SAMPLE))))
    others = [f'"{key}"' for key in known if key not in found]
    if others:
        found.update(KEY.findall("".join(values.filter(values.str.contains_any(others)))))
    return [key for key in known if key in found]


def _decoded_slowly(values: pl.Series, schema: dict[str, Any]) -> pl.DataFrame:
    """Sheet by sheet, where some value has not the type of its fact; that one is unknown then."""
    types = {pl.Int64: int, pl.Boolean: bool, pl.String: str}
    rows = [_plain(text) for text in values]
    return pl.DataFrame(
        [
            pl.Series(name, _of_type((row.get(name) for row in rows), types[kind]), dtype=kind)
            for name, kind in schema.items()
        ]
    )


def _of_type(values: Iterable[Any], kind: type) -> list[Any]:
    """Values of exactly this type (a flag is no number) that fit in 64 bits."""
    fitting = (value if type(value) is kind else None for value in values)
    return [None if type(value) is int and abs(value) >= 2**63 else value for value in fitting]


def _plain(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
