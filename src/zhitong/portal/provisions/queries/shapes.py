"""What the screens about provisions show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhitong.engine.rules.provision import Provision as Rule
from zhitong.portal.documents.queries import Located


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """A line of the list of provisions. `state`: open | not_stated | upcoming | ended | draft."""

    key: str
    pack: str
    is_sample: bool
    title: str
    kind: str
    kind_label: str
    summary: str
    beneficiary: str
    region: str
    units: Sequence[str]
    topics: Sequence[str]
    starts: date | None
    ends: date | None
    long_term: bool
    state: str
    state_label: str
    amount_text: str
    evidence: str
    replaced_by: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a provision."""

    number: int
    rule_hash: str
    stage: str
    loaded_at: datetime
    is_latest: bool


@dataclass(frozen=True, slots=True)
class WordingLine:
    """A line of the plain wording of a condition: indentation, number, text, the references behind it."""

    depth: int
    mark: str
    text: str
    cites: Sequence[str]
    needs_judgement: bool = False


@dataclass(frozen=True, slots=True)
class ProvisionPage:
    """Everything one provision's page shows."""

    provision: ProvisionRow
    rule: Rule
    version: VersionRow
    versions: Sequence[VersionRow]
    condition_text: str  # generated wording, one paragraph
    wording: Sequence[WordingLine]
    amount_text: str
    window_note: str
    references: Mapping[str, Located]  # cite key -> place
    how: Mapping[str, Any]  # mode, mode_label, steps, materials, channel, time_limit, phone
    notes: Sequence[str]
    succession: Sequence[ProvisionRow]  # oldest first, this one included; length 1 when alone


@dataclass(frozen=True, slots=True)
class PackRow:
    """One loaded pack."""

    key: str
    title: str
    region: str
    is_sample: bool
    provisions: int
    fingerprint: str
    loaded_at: datetime
