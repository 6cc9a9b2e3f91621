"""The vocabulary of facts about a business, and known facts with source and date."""

from zhitong.engine.facts.definitions import (
    PERIODS,
    SOURCE_LABELS,
    TYPES,
    FactDef,
    FactType,
    Sensitivity,
    Vocabulary,
)
from zhitong.engine.facts.derived import DERIVED, Working, derive, with_derived, workings
from zhitong.engine.facts.known import Facts, FactValue, Value, resolve
from zhitong.engine.facts.reading import parse_cell, parse_value, read_facts
from zhitong.engine.facts.vocabulary import read_vocabulary
from zhitong.engine.facts.wording import fact_text, value_text

__all__ = [
    "DERIVED",
    "PERIODS",
    "SOURCE_LABELS",
    "TYPES",
    "FactDef",
    "FactType",
    "FactValue",
    "Facts",
    "Sensitivity",
    "Value",
    "Vocabulary",
    "Working",
    "derive",
    "fact_text",
    "parse_cell",
    "parse_value",
    "read_facts",
    "read_vocabulary",
    "resolve",
    "value_text",
    "with_derived",
    "workings",
]
