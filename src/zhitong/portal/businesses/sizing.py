"""The size class of one business with its working: every threshold beside the fact and its clause."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from zhitong.engine.facts import Facts, derive, value_text
from zhitong.engine.facts.amounts import interval
from zhitong.engine.packs import PACKS
from zhitong.engine.standards import CLASSES, packaged_standards
from zhitong.engine.standards.sizes import SizeRow
from zhitong.portal.businesses.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of a row: the fact's value ("" unknown), lower bounds as printed, classes possible."""

    fact: str
    label: str
    value: str
    source: str
    as_of: date | None
    bounds: Sequence[tuple[str, str]]
    reached: Sequence[str]


@dataclass(frozen=True, slots=True)
class SizeRowWorking:
    """One row of the standard the industry falls under, and the clause it stands in."""

    name: str
    document: str
    clause: str
    indicators: Sequence[Indicator]


@dataclass(frozen=True, slots=True)
class SizeWorking:
    """The class ("" not known), the sentence that says why, and the rows looked at."""

    size: str
    sentence: str
    rows: Sequence[SizeRowWorking]


@cache
def clauses() -> dict[str, tuple[str, str]]:
    """Row of the standard → document and clause."""
    text = (PACKS / "china" / "data" / "sme_size_clauses.csv").read_text(encoding="utf-8")
    return {row["row_id"]: (row["document"], row["clause"]) for row in csv.DictReader(text.splitlines())}


def size_working(facts: Facts, on: date) -> SizeWorking:
    """How the class of a business follows from the standard as of a day."""
    standards = packaged_standards()
    said = derive("size_class", facts, standards, on)
    industry = facts.value("industry")
    candidates = standards.sizes.candidates(industry) if isinstance(industry, str) else frozenset()
    rows = [standards.sizes.rows[key] for key in sorted(filter(None, candidates))]
    return SizeWorking(
        size="" if said.value is None else str(said.value),
        sentence=said.text,
        rows=[_row(row, facts) for row in rows[:3]],
    )


def _row(row: SizeRow, facts: Facts) -> SizeRowWorking:
    known = vocabulary()
    indicators = []
    for threshold in row.thresholds:
        held, definition = facts.get(threshold.fact), known[threshold.fact]
        low, high = interval(facts.value(threshold.fact))
        levels = [sum(1 for bound in threshold.bounds if end >= bound) for end in (low, high)]
        bounds = zip(CLASSES[1:], threshold.bounds, strict=True)
        indicators.append(
            Indicator(
                fact=threshold.fact,
                label=definition.label,
                value=value_text(definition, held.value, known) if held else "",
                source=known.source_label(held.source) if held else "",
                as_of=held.as_of if held else None,
                bounds=[(name, value_text(definition, bound, known)) for name, bound in bounds],
                reached=CLASSES[levels[0] : levels[1] + 1],
            )
        )
    document, clause = clauses()[row.key]
    return SizeRowWorking(row.name, document, clause, indicators)
