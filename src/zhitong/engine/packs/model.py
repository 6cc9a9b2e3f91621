"""What a pack holds: one jurisdiction's documents, units, provisions and cases."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from zhitong.engine.facts import Facts, Vocabulary
from zhitong.engine.rules.parameters import Parameter
from zhitong.engine.rules.provision import Provision
from zhitong.engine.values import Reference


@dataclass(frozen=True, slots=True)
class MatchHints:
    """How a parsed document is recognised: its number, or phrases that all occur."""

    doc_number: str = ""
    title: tuple[str, ...] = ()
    text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogueDocument:
    """One official document a pack refers to; unknown parts are None, never guessed."""

    key: str
    title: str
    doc_number: str | None
    issuer: str | None
    issued_on: date | None
    region: str
    status: str  # in_force | expired | draft | repealed | unknown
    superseded_by: str | None = None
    match: MatchHints = MatchHints()
    evidence: str = "A"
    note: str = ""
    pack: str = ""
    expires_on: date | None = None  # the last day it holds by its own words
    expires_at: Reference | None = None  # where those words stand


@dataclass(frozen=True, slots=True)
class Unit:
    """A responsible unit with the names it goes by and the years it existed.

    `precision` is `year` where only the year of a reform is known; then the stored day is an
    end of that year and must be printed as a year. `is_group` marks 各地, 有关部门 and the like.
    """

    name: str
    region: str
    level: str  # national | region | league_city | banner_county
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    precision: str = "day"
    successor: str | None = None
    is_group: bool = False
    note: str = ""

    def exists_on(self, day: date) -> bool:
        """Whether the unit went by this name on that day; open ends hold."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one provision must give a case: the verdict, and the amount in fen where stated.

    `window` is the state of the time window on that day: open, upcoming, ended or not_stated;
    empty means not tested.
    """

    provision: str
    verdict: str  # met | not_met | unknown
    low_fen: int | None = None
    high_fen: int | None = None
    window: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """An invented business on one day, and what every named provision must answer."""

    key: str
    title: str
    as_of: date
    facts: Facts
    expectations: tuple[Expectation, ...]
    pack: str = ""


@dataclass(frozen=True, slots=True)
class PackInfo:
    """What `list_packs` tells about a pack without reading its content."""

    key: str
    title: str
    region: str
    label: str
    folder: Path


@dataclass(frozen=True)
class Pack:
    """A pack with everything it includes; provisions are keyed `<pack>.<key>`, units by name."""

    key: str
    title: str
    region: str
    label: str
    note: str = ""
    includes: tuple[str, ...] = ()
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}))
    documents: dict[str, CatalogueDocument] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    provisions: dict[str, Provision] = field(default_factory=dict)
    cases: tuple[Case, ...] = ()
    parameters: dict[str, Parameter] = field(default_factory=dict)

    def own_provisions(self) -> tuple[Provision, ...]:
        """Those of the pack itself, without the included ones."""
        return tuple(p for key, p in self.provisions.items() if key.startswith(f"{self.key}."))

    def unit(self, name: str, region: str = "") -> Unit | None:
        """The unit of a full name or an alias; an alias used in several places needs the region."""
        if name in self.units:
            return self.units[name]
        found = [unit for unit in self.units.values() if name in unit.aliases]
        nearest = [unit for unit in found if region and unit.region and region.startswith(unit.region)]
        if nearest:
            return max(nearest, key=lambda unit: len(unit.region))
        return found[0] if len(found) == 1 else None

    def successor_of(self, name: str) -> Unit | None:
        """The unit that does the work now, following successions to their end."""
        unit = self.unit(name)
        seen: set[str] = set()
        while unit is not None and unit.successor and unit.name not in seen:
            seen.add(unit.name)
            unit = self.units.get(unit.successor)
        return unit
