"""From a table's cells to columns: what is plain is cast at once, the rest is read value by value
as everywhere else in the house; every refused cell is named with its row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl

from zhitong.columnar.bits import pack
from zhitong.columnar.columns import (
    Column,
    Value,
    band_column,
    coded_column,
    days,
    flag_column,
    number_column,
)
from zhitong.engine.facts import FactDef, FactType, Vocabulary, parse_cell
from zhitong.engine.values import Band, Problem

LOW, HIGH = "__low", "__high"
SHOWN = 20  # problems written out before the rest is only counted


@dataclass(slots=True)
class Findings:
    """Problems so far; `row_name` says how a row is called (第5行)."""

    row_name: Callable[[int], str]
    problems: list[Problem] = field(default_factory=list)
    more: int = 0

    def add(self, problem: Problem) -> None:
        """Keeps the first ones and counts the others; what holds for all rows is told once."""
        if problem in self.problems:
            return
        if len(self.problems) < SHOWN:
            self.problems.append(problem)
        else:
            self.more += 1

    def add_rows(self, code: str, message: str, rows: Sequence[int], where: str) -> None:
        """One problem at its first row, with the number of rows alike."""
        alike = f"（共{len(rows)}行如此）" if len(rows) > 1 else ""
        self.add(Problem(code, f"{self.row_name(rows[0])}：{message}{alike}", where=where))

    def told(self) -> tuple[Problem, ...]:
        """The first problems and how many more there are."""
        if not self.more:
            return tuple(self.problems)
        return *self.problems, Problem("more_problems", f"另有{self.more}处类似问题没有列出。")


def read_column(
    definition: FactDef, frame: pl.DataFrame, vocabulary: Vocabulary, findings: Findings
) -> Column:
    """The column of one fact the table has something about; a refused cell counts as unknown."""
    if definition.is_number:
        return _numbers(definition, frame, vocabulary, findings)
    series = frame[definition.key]
    if definition.type is FactType.DATE:
        return _dates(definition, series, vocabulary, findings)
    return _codes(definition, series, vocabulary, findings)


def _numbers(definition: FactDef, frame: pl.DataFrame, vocabulary: Vocabulary, findings: Findings) -> Column:
    low = high = _nothing(frame.height)
    if definition.key in frame.columns:
        low, high = _ends(definition, frame[definition.key], vocabulary, findings)
    stated = low.is_not_null() | high.is_not_null()
    if definition.key + LOW in frame.columns:
        low = low.zip_with(stated, _ends(definition, frame[definition.key + LOW], vocabulary, findings)[0])
    if definition.key + HIGH in frame.columns:
        high = high.zip_with(stated, _ends(definition, frame[definition.key + HIGH], vocabulary, findings)[1])
    if low is not high:
        _refuse(low > high, "band_empty", "“{label}”的下限大于上限，请调换。", definition, findings)
    for ends in (low,) if low is high else (low, high):
        _check_range(definition, ends, vocabulary, findings)
    known = low.is_not_null().to_numpy(), high.is_not_null().to_numpy()
    if low is high:
        return number_column(low.fill_null(0).to_numpy(), known[0])
    return band_column(low.fill_null(0).to_numpy(), high.fill_null(0).to_numpy(), *known)


def _ends(
    definition: FactDef, series: pl.Series, vocabulary: Vocabulary, findings: Findings
) -> tuple[pl.Series, pl.Series]:
    """Low and high end per row; the same object where no cell held a band."""
    if not (series.dtype.is_integer() or series.dtype.is_float() or series.dtype in (pl.String, pl.Null)):
        _wrong_type(definition, series, f"{definition.label}的整数", findings)
        return (nothing := _nothing(series.len())), nothing
    whole = series.cast(pl.Int64, strict=False)
    if series.dtype.is_float():
        exact = (whole.cast(pl.Float64) == series.cast(pl.Float64)).fill_null(False)
        whole = whole.zip_with(exact, _nothing(series.len()))
    rest = whole.is_null() & ~_blank(series)
    if not rest.any():
        return whole, whole
    lows, highs = whole.to_list(), whole.to_list()
    for raw, rows in _rows_by_value(series, rest):
        value, problem = parse_cell(definition, raw, vocabulary)
        if problem is not None:
            findings.add_rows(problem.code, problem.message, rows, series.name)
        low, high = (value.low, value.high) if isinstance(value, Band) else (value, value)
        for row in rows:
            lows[row], highs[row] = low, high
    return pl.Series(lows, dtype=pl.Int64), pl.Series(highs, dtype=pl.Int64)


def _check_range(definition: FactDef, ends: pl.Series, vocabulary: Vocabulary, findings: Findings) -> None:
    for limit, outside in ((definition.minimum, ends.__lt__), (definition.maximum, ends.__gt__)):
        if limit is None:
            continue
        rows = outside(limit).fill_null(False).arg_true().to_list()
        if rows:
            problem = parse_cell(definition, ends[rows[0]], vocabulary)[1]
            if problem is not None:
                findings.add_rows(problem.code, problem.message, rows, definition.key)


def _refuse(wrong: pl.Series, code: str, message: str, definition: FactDef, findings: Findings) -> None:
    rows = wrong.fill_null(False).arg_true().to_list()
    if rows:
        findings.add_rows(code, message.format(label=definition.label), rows, definition.key)


def _dates(definition: FactDef, series: pl.Series, vocabulary: Vocabulary, findings: Findings) -> Column:
    if series.dtype == pl.Datetime:
        series = series.dt.date().alias(series.name)
    if series.dtype in (pl.Date, pl.Null):
        numbers = series.cast(pl.Int32)
        return number_column(numbers.fill_null(0).to_numpy(), numbers.is_not_null().to_numpy())
    if series.dtype != pl.String:
        _wrong_type(definition, series, "日期", findings)
        return number_column(np.zeros(series.len(), np.int32), np.zeros(series.len(), np.bool_))
    numbers_of = np.zeros(series.len(), np.int32)
    known = np.zeros(series.len(), np.bool_)
    for raw, rows in _rows_by_value(series, ~_blank(series)):
        value, problem = parse_cell(definition, raw, vocabulary)
        if problem is not None:
            findings.add_rows(problem.code, problem.message, rows, series.name)
        elif isinstance(value, date):
            numbers_of[rows] = days(value)
            known[rows] = True
    return number_column(numbers_of, known)


def _codes(definition: FactDef, series: pl.Series, vocabulary: Vocabulary, findings: Findings) -> Column:
    # A number is as good as a text, except where 0111 has lost its first digit.
    plain = series.dtype.is_integer() and (definition.type is FactType.FLAG or definition.tree == "region")
    if not (plain or series.dtype in (pl.String, pl.Boolean, pl.Null, pl.Categorical, pl.Enum)):
        _wrong_type(definition, series, "文本（数字会丢失开头的0）", findings)
        series = pl.repeat(None, series.len(), dtype=pl.String, eager=True).alias(series.name)
    if series.dtype == pl.Boolean and definition.type is FactType.FLAG:
        yes, no = series.fill_null(False).to_numpy(), (~series).fill_null(False).to_numpy()
        return flag_column(pack(yes), pack(no), series.len())
    values: dict[Value, int] = {}
    texts = series.cast(pl.String)
    found = texts.unique(maintain_order=True).drop_nulls()
    place: dict[str, int | None] = {}
    for raw in found:
        value, problem = parse_cell(definition, raw, vocabulary)
        if problem is not None:
            findings.add_rows(problem.code, problem.message, (texts == raw).arg_true().to_list(), series.name)
        if not isinstance(value, str | bool):
            place[raw] = None
            continue
        place[raw] = values.setdefault(value, len(values))
    table = np.array([len(values) if at is None else at for at in (*place.values(), None)], dtype=np.uint32)
    physical = texts.cast(pl.Enum(found)).to_physical().cast(pl.UInt32).fill_null(len(place))
    return coded_column(table[physical.to_numpy()], list(values))


def _rows_by_value(series: pl.Series, chosen: pl.Series) -> Iterator[tuple[object, list[int]]]:
    rows = pl.DataFrame({"raw": series, "row": pl.int_range(series.len(), eager=True)}).filter(chosen)
    grouped = rows.group_by("raw", maintain_order=True).agg("row")
    yield from zip(grouped["raw"], (part.to_list() for part in grouped["row"]), strict=True)


def _blank(series: pl.Series) -> pl.Series:
    if series.dtype == pl.String:
        return (series.str.strip_chars() == "").fill_null(True)
    if series.dtype.is_float():
        return series.is_null() | series.is_nan()
    return series.is_null()


def _nothing(rows: int) -> pl.Series:
    return pl.repeat(None, rows, dtype=pl.Int64, eager=True)


def _wrong_type(definition: FactDef, series: pl.Series, wanted: str, findings: Findings) -> None:
    message = f"列“{series.name}”（{definition.label}）的类型是{series.dtype}，应为{wanted}，请转换后再导出。"
    findings.add(Problem("column_type", message, where=series.name))
