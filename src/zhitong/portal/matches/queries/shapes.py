"""What the screens about runs, audiences and statements show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhitong.engine.facts import Facts
from zhitong.portal.businesses.queries import BusinessRow
from zhitong.portal.documents.queries import Located
from zhitong.portal.provisions.queries import ProvisionRow


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run of all rules over all businesses."""

    pk: int
    as_of: date
    state: str
    state_label: str
    businesses: int
    provisions: int
    started_at: datetime
    ended_at: datetime | None
    snapshot_sha256: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts, and sums in fen over the met: low None where the document gives no figure, high None
    where it is open above; `missing` businesses met it without a computable amount."""

    met: int
    unknown: int
    not_met: int
    amount_low: int | None
    amount_high: int | None
    missing: int


@dataclass(frozen=True, slots=True)
class AudienceRow:
    """Figures of one provision within the viewer's own regions, as in `Figures`."""

    provision: ProvisionRow
    met: int
    unknown: int
    not_met: int
    amount_low: int | None
    amount_high: int | None
    missing: int


@dataclass(frozen=True, slots=True)
class AudienceTable:
    """Figures of all provisions of a run, and how many businesses the viewer's regions hold."""

    run: RunRow | None
    rows: Sequence[AudienceRow]
    scope_names: Sequence[str]
    businesses: int


@dataclass(frozen=True, slots=True)
class RegionCount:
    """How many of an audience are in a region."""

    region: str
    name: str
    met: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Statement:
    """惠企明白卡: the engine's answer for one business with every reference located.

    `answer` is what `zhitong statement --json` prints; `places` gives, per provision key and cite
    key, where the reference leads; `provisions` has a row for every loaded provision, so that a
    successor can be named; `facts` are those used, derived ones included.
    """

    business: BusinessRow | None
    as_of: date
    answer: Mapping[str, Any]
    places: Mapping[str, Mapping[str, Located]]
    provisions: Mapping[str, ProvisionRow]
    facts: Facts

    @property
    def items(self) -> Sequence[Mapping[str, Any]]:
        """Provisions in reading order: met, unknown, not met, not begun, ended."""
        return list(self.answer["items"])

    @property
    def questions(self) -> Sequence[Mapping[str, Any]]:
        """The smallest set of questions, most money first."""
        return list(self.answer["questions"])

    @property
    def totals(self) -> Mapping[str, Any]:
        """Lawful totals by period, in fen."""
        return dict(self.answer["totals"])
