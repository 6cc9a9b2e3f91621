"""A source of businesses as snapshots of a stretch of rows each, the next one read while one is used."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import polars as pl

from zhitong.columnar.cells import Findings
from zhitong.columnar.snapshot import (
    KEY,
    Snapshot,
    codes_of,
    columns_of,
    table_problem,
    warnings_of,
)
from zhitong.columnar.sources import READING, Source
from zhitong.engine.facts import Vocabulary
from zhitong.engine.standards import Standards
from zhitong.engine.values import Problem

PORTION = 1 << 19  # rows: some 300 MB with every fact of the vocabulary


@dataclass(frozen=True, slots=True)
class Portion:
    """Rows `first` and on of the whole."""

    first: int
    snapshot: Snapshot


@dataclass(slots=True)
class Portions:
    """All rows of a source, `size` at a time. Codes are checked over all rows at the start; a portion with
    a refused cell ends the portions, but not the checking, so that `problems` tells of all."""

    source: Source
    vocabulary: Vocabulary
    standards: Standards
    size: int = PORTION
    uscc: pl.Series = field(default_factory=lambda: pl.Series(KEY, dtype=pl.String))
    _findings: Findings = field(init=False)

    def __post_init__(self) -> None:
        source = self.source
        self._findings = Findings(self._row_name(0))
        missing = table_problem(source.columns, source.rows)
        if missing is not None:
            self._findings.add(missing)
            return
        try:
            self.uscc = codes_of(source.frame(columns=[KEY])[KEY], self._findings)
        except READING:
            self._findings.add(source.broken)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why the portions ended early; empty where all rows were given."""
        return self._findings.told()

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is odd about the columns."""
        return warnings_of(self.source.columns, self.vocabulary)

    def __iter__(self) -> Iterator[Portion]:
        if self.uscc.is_empty():
            return
        starts = range(0, self.source.rows, self.size)
        with ThreadPoolExecutor(1) as reader:
            coming = reader.submit(self._portion, starts[0])
            for number, _ in enumerate(starts, start=1):
                portion = coming.result()
                if number < len(starts):
                    coming = reader.submit(self._portion, starts[number])
                if portion is not None:
                    yield portion

    def _portion(self, first: int) -> Portion | None:
        try:
            frame = self.source.frame(first, min(first + self.size, self.source.rows))
        except READING:
            self._findings.add(self.source.broken)
            return None
        self._findings.row_name = self._row_name(first)
        columns = columns_of(frame, self.vocabulary, self._findings)
        if self._findings.problems:
            return None
        uscc = self.uscc.slice(first, frame.height)
        return Portion(first, Snapshot(self.vocabulary, self.standards, uscc, columns))

    def _row_name(self, first: int) -> "RowName":
        return RowName(first + self.source.first_row)


@dataclass(frozen=True, slots=True)
class RowName:
    """What a row is called whose place is counted from `first`."""

    first: int

    def __call__(self, row: int) -> str:
        return f"第{row + self.first}行"
