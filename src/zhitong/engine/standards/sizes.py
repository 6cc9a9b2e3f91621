"""Size classes: 国统字〔2017〕213号, 工信部联企业〔2011〕300号 (same figures)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from zhitong.engine.standards.tables import rows_of
from zhitong.engine.values import CodeTree

CLASSES = ("micro", "small", "medium", "large")
FEN_PER_WAN = 1_000_000
# Indicator of the table → fact key.
INDICATORS: dict[str, str] = {"employees": "employees", "revenue": "annual_revenue", "assets": "total_assets"}


@dataclass(frozen=True, slots=True)
class SizeThreshold:
    """Lower bounds (inclusive) of one indicator for small, medium and large, in the fact's own unit."""

    fact: str
    bounds: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class SizeRow:
    """One line of the table: a class is reached when every indicator reaches its lower bound."""

    key: str
    name: str
    thresholds: tuple[SizeThreshold, ...]

    def level(self, amounts: Mapping[str, float]) -> int:
        """0 micro … 3 large, from the amount of each fact the row looks at; upper bounds do not matter."""
        return min(
            sum(1 for bound in threshold.bounds if amounts[threshold.fact] >= bound)
            for threshold in self.thresholds
        )


@dataclass(frozen=True)
class SizeRules:
    """The rows, which row each industry code belongs to, and why some belong to none.

    `rows_of_code` holds for every code of the tree all rows found below it; `None` among them
    stands for industries the table does not cover.
    """

    rows: dict[str, SizeRow]
    rows_of_code: dict[str, frozenset[str | None]]
    not_covered: dict[str, str]

    def candidates(self, industry: str) -> frozenset[str | None]:
        """The rows a bare industry code may belong to; an unknown code may belong to any."""
        return self.rows_of_code.get(industry, self.every)

    @cached_property
    def every(self) -> frozenset[str | None]:
        """All rows, and None for the industries not covered."""
        return frozenset({*self.rows, None})

    def reason_not_covered(self, industry: str) -> str:
        """Why no row fits, in the words of the data file."""
        fitting = [code for code in self.not_covered if industry.startswith(code)]
        return self.not_covered[max(fitting, key=len)] if fitting else ""


def read_size_rules(rules: str, thresholds: str, industries: CodeTree) -> SizeRules:
    """From the YAML with the mapping and the CSV with the bounds (money in 万元)."""
    content = yaml.safe_load(rules)
    rows = {row.key: row for row in _size_rows(thresholds)}
    mapping: dict[str, str | None] = {}
    for code, key in content["industry_mapping"].items():
        mapping[_bare(industries, code)] = str(key)
    not_covered = {_bare(industries, code): str(why) for code, why in content["not_covered"].items()}
    mapping |= dict.fromkeys(not_covered)
    leaves = {entry.code: _longest(entry.code, mapping) for entry in industries if entry.level == "class"}
    below: dict[str, set[str | None]] = {}
    for leaf, row_key in leaves.items():
        for entry in industries.ancestors(leaf):
            below.setdefault(entry.code, set()).add(row_key)
    return SizeRules(rows, {code: frozenset(keys) for code, keys in below.items()}, not_covered)


def _size_rows(table: str) -> Iterable[SizeRow]:
    names: dict[str, str] = {}
    found: dict[str, list[SizeThreshold]] = {}
    for _, row in rows_of(table):
        step = FEN_PER_WAN if row["unit"] == "万元" else 1
        small, medium, large = (int(row[f"{size}_min"]) * step for size in CLASSES[1:])
        names[row["row_id"]] = row["row_name"]
        threshold = SizeThreshold(INDICATORS[row["indicator"]], (small, medium, large))
        found.setdefault(row["row_id"], []).append(threshold)
    return [SizeRow(key, names[key], tuple(thresholds)) for key, thresholds in found.items()]


def _bare(industries: CodeTree, code: Any) -> str:
    bare = industries.bare(str(code))
    if bare is None:
        raise ValueError(f"industry code {code} of the size rules is not in the classification")
    return bare


def _longest(code: str, mapping: Mapping[str, str | None]) -> str | None:
    for length in range(len(code), 0, -1):
        if code[:length] in mapping:
            return mapping[code[:length]]
    return None
