"""A table of facts about many businesses, one row each, ready for columns of bits."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path

import polars as pl

from zhitong.columnar.cells import HIGH, LOW, Findings, read_column
from zhitong.columnar.columns import CodedColumn, Column, IndexedColumn, empty_column, filled
from zhitong.columnar.derived import derived_column
from zhitong.columnar.parts import NUMBER, read_parts
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
    if path.is_dir():
        frame, problems = read_parts(path)
        return (None, problems) if frame is None else snapshot_of(frame.drop(NUMBER), vocabulary, standards)
    csv = path.suffix.lower() == ".csv"
    try:
        frame = _read_csv(path) if csv else pl.read_parquet(path, memory_map=True)
    except FileNotFoundError:
        return None, (Problem("file_missing", f"找不到文件“{path.name}”，请核对路径。"),)
    except (OSError, ValueError, pl.exceptions.PolarsError):
        wanted = "CSV 表格" if csv else "Parquet 文件"
        message = f"文件“{path.name}”不是可以读取的{wanted}，请重新导出后再试。"
        return None, (Problem("file_unreadable", message),)
    return snapshot_of(frame, vocabulary, standards, first_row=2 if csv else 1)


def snapshot_of(
    frame: pl.DataFrame, vocabulary: Vocabulary, standards: Standards, first_row: int = 1
) -> tuple[Snapshot | None, tuple[Problem, ...]]:
    """The snapshot of a table with a `uscc` column and columns named by fact key; warnings beside it,
    or None with the reasons."""
    findings = Findings(lambda row: f"第{row + first_row}行")
    if KEY not in frame.columns:
        message = f"表中没有“{KEY}”（统一社会信用代码）列，请补上这一列。"
        return None, (Problem("column_missing", message, where=KEY),)
    if frame.height == 0:
        return None, (Problem("no_rows", "表中没有任何经营主体，请检查导出的条件。"),)
    uscc = _codes_of(frame[KEY], findings)
    stated = [key for key in vocabulary if _has(frame, vocabulary[key])]
    columns = {key: read_column(vocabulary[key], frame, vocabulary, findings) for key in stated}
    if findings.problems:
        if findings.more:
            findings.problems.append(Problem("more_problems", f"另有{findings.more}处类似问题没有列出。"))
        return None, tuple(findings.problems)
    return Snapshot(vocabulary, standards, uscc, columns), tuple(_warnings(frame, vocabulary, stated))


def _has(frame: pl.DataFrame, definition: FactDef) -> bool:
    suffixes = ("", LOW, HIGH) if definition.is_number else ("",)
    return any(definition.key + suffix in frame.columns for suffix in suffixes)


def _codes_of(series: pl.Series, findings: Findings) -> pl.Series:
    codes = series.cast(pl.String).str.strip_chars().str.to_uppercase()
    empty = (codes.is_null() | (codes == "")).arg_true().to_list()
    if empty:
        findings.add_rows("uscc_empty", "没有统一社会信用代码，请补上或删去这一行。", empty, KEY)
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


def _warnings(frame: pl.DataFrame, vocabulary: Vocabulary, stated: list[str]) -> list[Problem]:
    known = {name for key in vocabulary for name in (key, key + LOW, key + HIGH)}
    extra = [name for name in frame.columns if name not in known and name != KEY]
    missing = [key for key, fact in vocabulary.items() if not fact.derived and key not in stated]
    problems = []
    for code, keys, message in (
        ("columns_ignored", extra, "以下列不在要素表中，已忽略：{}。"),
        ("columns_unknown", missing, "表中没有以下要素，全部按“未知”处理：{}。"),
    ):
        if keys:
            severity = Severity.INFO if code == "columns_unknown" else Severity.WARNING
            problems.append(Problem(code, message.format("、".join(keys)), severity=severity))
    return problems


def _read_csv(path: Path) -> pl.DataFrame:
    content = path.read_bytes()
    if not content.strip():
        raise ValueError("empty")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        content = content.decode("gb18030").encode()
    return pl.read_csv(content, infer_schema=False, truncate_ragged_lines=False)


__all__ = ["KEY", "Snapshot", "read_snapshot", "snapshot_of"]
