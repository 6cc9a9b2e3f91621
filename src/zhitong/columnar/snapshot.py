"""A table of facts about many businesses, one row each, ready for columns of bits."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path

import polars as pl

from zhitong.columnar.cells import HIGH, LOW, Findings, read_column
from zhitong.columnar.columns import CodedColumn, Column, IndexedColumn, empty_column, filled
from zhitong.columnar.derived import derived_column
from zhitong.columnar.sources import READING, open_source
from zhitong.engine.facts import FactDef, FactType, Vocabulary
from zhitong.engine.rules.operators import Bare
from zhitong.engine.standards import Standards
from zhitong.engine.values import Problem, Severity

KEY = "uscc"


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What was known at one moment. `uscc[i]` is the business of row `i`; a fact without a column is
    unknown for everybody."""

    vocabulary: Vocabulary
    standards: Standards
    uscc: pl.Series
    columns: Mapping[str, Column]
    identity: str = ""  # what tells this content from other content, where hashing it all would be slow
    _derived: dict[tuple[str, date], Column] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return self.uscc.len()

    def column(self, key: str, as_of: date) -> Column:
        """The column of a fact as of a day; a derived fact that cannot be told is what the table states."""
        definition = self.vocabulary.get(key)
        stated = self.columns.get(key)
        if definition is None or not definition.derived:
            return stated if stated is not None else empty_column(self.rows)
        if (key, as_of) not in self._derived:
            found = derived_column(
                definition.derived, lambda name: self.column(name, as_of), self.rows, self.standards, as_of
            )
            self._derived[key, as_of] = found if stated is None else filled(found, stated)
        return self._derived[key, as_of]

    def is_date(self, key: str) -> bool:
        """Are the numbers of this column days?"""
        definition = self.vocabulary.get(key)
        return definition is not None and definition.type is FactType.DATE

    def bare(self, key: str) -> Bare | None:
        """How codes of this fact are brought into the form in which an ancestor is a prefix."""
        definition = self.vocabulary.get(key)
        tree = None if definition is None else self.vocabulary.trees.get(definition.tree)
        return None if tree is None else _remembering(tree.bare)

    @property
    def cache_key(self) -> str:
        """Tells this content from any other."""
        return self.identity or self.sha

    @cached_property
    def sha(self) -> str:
        """The content as a SHA-256: the same rows in the same order give the same."""
        digest = hashlib.sha256(self.uscc.str.join("\n").item().encode())
        for key, column in sorted(self.columns.items()):
            digest.update(key.encode())
            if isinstance(column, CodedColumn):
                digest.update(repr(column.values).encode())
                digest.update(column.codes.data)
            elif isinstance(column, IndexedColumn):
                digest.update(repr(column.values).encode())
                for bits in column.bits:
                    digest.update(bits.data)
            else:
                for part in (column.low, column.high, column.known_low, column.known_high):
                    digest.update(part.data)
        return digest.hexdigest()


@cache
def _remembering(bare: Bare) -> Bare:
    """The same answers without reading the same code twice; trees are few and short."""
    return lru_cache(maxsize=1 << 16)(bare)


def read_snapshot(
    path: Path, vocabulary: Vocabulary, standards: Standards
) -> tuple[Snapshot | None, tuple[Problem, ...]]:
    """The snapshot in a .parquet or .csv file or a folder of parts; None where it cannot be used."""
    source, problems = open_source(path)
    if source is None:
        return None, problems
    try:
        frame = source.frame()
    except READING:
        return None, (source.broken,)
    return snapshot_of(frame, vocabulary, standards, source.first_row)


def snapshot_of(
    frame: pl.DataFrame, vocabulary: Vocabulary, standards: Standards, first_row: int = 1
) -> tuple[Snapshot | None, tuple[Problem, ...]]:
    """The snapshot of a table with a `uscc` column and columns named by fact key; warnings beside it,
    or None with the reasons."""
    missing = table_problem(frame.columns, frame.height)
    if missing is not None:
        return None, (missing,)
    findings = Findings(lambda row: f"第{row + first_row}行")
    uscc = codes_of(frame[KEY], findings)
    columns = columns_of(frame, vocabulary, findings)
    if findings.problems:
        return None, findings.told()
    return Snapshot(vocabulary, standards, uscc, columns), warnings_of(frame.columns, vocabulary)


def table_problem(columns: Sequence[str], rows: int) -> Problem | None:
    """Why a table can be no table of businesses at all."""
    if KEY not in columns:
        message = f"表中没有“{KEY}”（统一社会信用代码）列，请补上这一列。"
        return Problem("column_missing", message, where=KEY)
    return None if rows else Problem("no_rows", "表中没有任何经营主体，请检查导出的条件。")


def columns_of(frame: pl.DataFrame, vocabulary: Vocabulary, findings: Findings) -> dict[str, Column]:
    """The columns of all facts the table says something about."""
    stated = [key for key in vocabulary if _has(frame.columns, vocabulary[key])]
    return {key: read_column(vocabulary[key], frame, vocabulary, findings) for key in stated}


def _has(columns: Sequence[str], definition: FactDef) -> bool:
    suffixes = ("", LOW, HIGH) if definition.is_number else ("",)
    return any(definition.key + suffix in columns for suffix in suffixes)


def codes_of(series: pl.Series, findings: Findings) -> pl.Series:
    """Every business's code in its usual form; empty and repeated ones are found."""
    codes = series.cast(pl.String).str.strip_chars().str.to_uppercase()
    empty = (codes.is_null() | (codes == "")).arg_true().to_list()
    if empty:
        findings.add_rows("uscc_empty", "没有统一社会信用代码，请补上或删去这一行。", empty, KEY)
        return codes
    hashes = codes.hash().sort()  # far less memory than a table of all codes
    if not (hashes.slice(1) == hashes.slice(0, hashes.len() - 1)).any():
        return codes
    twice = codes.is_duplicated()
    if twice.any():
        rows = twice.arg_true()
        first = codes[rows[0]]
        same = (codes == first).arg_true().to_list()
        message = f"统一社会信用代码{first}与{findings.row_name(same[1])}重复，一户只能有一行，请合并后再试。"
        others = codes.filter(twice).n_unique() - 1
        message += f"（另有{others}个代码重复）" if others else ""
        findings.add_rows("uscc_twice", message, [same[0]], KEY)
    return codes


def warnings_of(columns: Sequence[str], vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Columns that are no facts, and facts without a column."""
    known = {name for key in vocabulary for name in (key, key + LOW, key + HIGH)}
    extra = [name for name in columns if name not in known and name != KEY]
    missing = [key for key, fact in vocabulary.items() if not fact.derived and not _has(columns, fact)]
    problems = []
    for code, keys, message in (
        ("columns_ignored", extra, "以下列不在要素表中，已忽略：{}。"),
        ("columns_unknown", missing, "表中没有以下要素，全部按“未知”处理：{}。"),
    ):
        if keys:
            severity = Severity.INFO if code == "columns_unknown" else Severity.WARNING
            problems.append(Problem(code, message.format("、".join(keys)), severity=severity))
    return tuple(problems)


__all__ = ["KEY", "Snapshot", "read_snapshot", "snapshot_of"]
