"""惠企事项: what a business can get, as the engine sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from zhitong.engine.rules.amounts import WrittenAmount
from zhitong.engine.rules.limits import Budget, Quota
from zhitong.engine.rules.nodes import Condition
from zhitong.engine.rules.parameters import Parameter
from zhitong.engine.values import Reference

KINDS = ("grant", "interest_subsidy", "relief", "loan", "guarantee", "recognition", "service")


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when, both days included. `long_term` is an explicit 长期.

    `stated` is False where the document gives no end: shown as such, never as for ever.
    """

    starts: date | None
    ends: date | None
    long_term: bool = False
    note: str = ""
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HowTo:
    """How to get it: 免申即享 or 申报, where, with what, how long; empty means not stated."""

    mode: str = ""  # automatic | declare | apply | unknown
    steps: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    channel: str = ""
    time_limit: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision of a pack. `references` maps cite keys (`r1`) to document clauses; `parameters` are
    the dated figures its condition and its amount name, all their values."""

    key: str
    title: str
    kind: str
    summary: str
    beneficiary: str
    region: str
    units: tuple[str, ...]
    condition: Condition
    amount: WrittenAmount
    window: Window
    how: HowTo
    references: dict[str, Reference]
    replaced_by: str | None = None
    replaces: str | None = None
    group: str | None = None  # exclusive group: at most one counts in the total
    stage: str = "published"  # published | draft (from a draft document)
    evidence: str = "A"  # A | B | C; B and C are shown as 待核实
    notes: tuple[str, ...] = ()
    topics: tuple[str, ...] = field(default=())
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    budget: Budget | None = None
    quota: Quota | None = None
