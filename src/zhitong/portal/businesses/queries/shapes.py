"""What the screens about businesses show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class BusinessRow:
    """A line of a list of businesses."""

    uscc: str
    name: str
    kind: str
    kind_label: str
    region: str
    region_name: str
    industry: str
    industry_name: str
    registered_on: date | None
    status: str
    status_label: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact as printed, with source and day; `is_used` is False for a value a better source overrides."""

    key: str
    label: str
    value: str
    source: str
    source_label: str
    as_of: date
    is_used: bool


@dataclass(frozen=True, slots=True)
class BusinessPage:
    """One business with all facts by source and day."""

    business: BusinessRow
    former_uscc: str
    facts: Sequence[FactRow]


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import of a registry file."""

    file_name: str
    started_at: datetime
    ended_at: datetime | None
    taken: int
    changed: int
    unchanged: int
    refused: int


@dataclass(frozen=True, slots=True)
class RegistryState:
    """How many businesses there are and how old the newest sheet is."""

    businesses: int
    demo: int
    newest: date | None
    imports: Sequence[ImportRow]
