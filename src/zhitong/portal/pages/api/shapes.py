"""The shapes the interface takes and gives; money in fen, days as ISO dates, official codes."""

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import BeforeValidator, Field

from zhitong.portal.pages.asked import EARLIEST, LATEST

Number = Annotated[int, Field(ge=1, le=100_000)]
Size = Annotated[int, Field(ge=1, le=200)]
Words = Annotated[str, Field(max_length=60)]


def _iso(value: Any) -> Any:
    """Only text: a number would be taken for seconds."""
    if not isinstance(value, date | str | None):
        raise ValueError("not a date")
    return value


Day = Annotated[date, BeforeValidator(_iso), Field(ge=EARLIEST, le=LATEST)]


class ProvisionOut(Schema):
    """A provision of the list."""

    key: str
    pack: str
    is_sample: bool
    title: str
    kind: str
    kind_label: str
    summary: str
    beneficiary: str
    region: str
    units: list[str]
    topics: list[str]
    starts: date | None
    ends: date | None
    long_term: bool
    state: str
    state_label: str
    amount_text: str
    evidence: str
    replaced_by: str


class SourceOut(Schema):
    """The sentence a figure stems from; `quote` is null while the text is not imported."""

    document_key: str
    document_title: str
    doc_number: str
    clause_path: str
    sentence: int | None
    quote: str | None


class SettableOut(Schema):
    """A figure that what-if can set, with what stands there now."""

    path: str
    now: str


class ProvisionPageOut(ProvisionOut):
    """One provision with its condition in words, its sources and what can be tried."""

    version: int
    rule_hash: str
    condition_text: str
    references: dict[str, SourceOut]
    settable: list[SettableOut]


class ClauseOut(Schema):
    """A clause's own words; offsets count in the revision's canonical text."""

    path: str
    label: str
    heading: str
    level: int
    kind: str
    start: int
    end: int
    text: str


class CodeOut(Schema):
    """A code of an official list."""

    code: str
    name: str
    level: str


class StatementIn(Schema):
    """Facts by key, as in a facts file: `{"kind": "sole_trader", "monthly_sales": "8万元"}`."""

    facts: dict[str, Any] = Field(max_length=200)
    as_of: Day | None = None


class WhatIfIn(Schema):
    """Changes by path (`settable` of a provision), or parts written anew as in a pack."""

    provision: str = Field(max_length=120)
    set: dict[str, str] = Field(default={}, max_length=50)
    replace: dict[str, Any] = Field(default={}, max_length=3)
    as_of: Day | None = None
    budget_fen: int | None = Field(default=None, ge=0, le=10**18)
    most: int = Field(default=100, ge=0, le=1000, description="名单中每一类最多给出多少家")


class WhatIfOut(Schema):
    """Totals, groups by region, industry, size and kind, the budget, and codes of those who move."""

    provision: str
    title: str
    as_of: date
    businesses: int
    changes: list[dict[str, str | None]]
    total: dict[str, Any]
    by: dict[str, list[dict[str, Any]]]
    budget: dict[str, Any] | None
    lists: dict[str, list[str]]
