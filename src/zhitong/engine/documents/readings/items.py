"""One thing read out of a document, with its words and with what a person said about it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

KINDS = (
    "metadata",
    "measure",
    "target",
    "benefit",
    "time_limit",
    "criterion",
    "duty",
    "citation",
    "validity",
)
UNREVIEWED, ACCEPTED, CORRECTED, ADDED, REJECTED = (
    "unreviewed",
    "accepted",
    "corrected",
    "added",
    "rejected",
)
STATES = (UNREVIEWED, ACCEPTED, CORRECTED, REJECTED, ADDED)


@dataclass(frozen=True, slots=True)
class Words:
    """A run of the canonical text; `nth` counts its likes before it in the same clause.

    An empty quote stands for the document as a whole, where no words say it.
    """

    path: str
    start: int
    end: int
    quote: str
    nth: int = 0

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "path": self.path,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "nth": self.nth,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Words":
        """The words of `to_json`."""
        return cls(kept["path"], kept["start"], kept["end"], kept["quote"], kept.get("nth", 0))


@dataclass(frozen=True, slots=True)
class Item:
    """A reading: `values` are plain JSON by the names of `fields`; `confidence` is the machine's, 0 to 1.

    `doubts` are sentences of the parser about its words. `state`, `unit` (the organisation), `person`
    (a number) and `at` (ISO time) say who judged it; `key` names it on a page, "" until it is merged.
    """

    kind: str
    words: Words
    values: Mapping[str, Any]
    confidence: float
    doubts: tuple[str, ...] = ()
    state: str = UNREVIEWED
    unit: str = ""
    person: int | None = None
    at: str = ""
    reason: str = ""
    key: str = field(default="", compare=False)

    @property
    def is_reviewed(self) -> bool:
        """Whether a person looked at it."""
        return self.state != UNREVIEWED

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Printed order; what shares its words goes by kind and values."""
        return (self.words.start, self.words.end, KINDS.index(self.kind), as_text(self.values))

    def judged(self, state: str, *, unit: str, person: int | None, at: str, reason: str = "") -> "Item":
        """The same reading in the judgement of a person."""
        return replace(self, state=state, unit=unit, person=person, at=at, reason=reason)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, without the key."""
        kept: dict[str, Any] = {
            "kind": self.kind,
            "words": self.words.to_json(),
            "values": dict(self.values),
            "confidence": self.confidence,
        }
        if self.doubts:
            kept["doubts"] = list(self.doubts)
        if self.state != UNREVIEWED:
            kept |= {"state": self.state, "unit": self.unit, "person": self.person, "at": self.at}
            kept |= {"reason": self.reason}
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Item":
        """The item of `to_json`."""
        return cls(
            kept["kind"],
            Words.from_json(kept["words"]),
            kept["values"],
            kept["confidence"],
            tuple(kept.get("doubts", ())),
            kept.get("state", UNREVIEWED),
            kept.get("unit", ""),
            kept.get("person"),
            kept.get("at", ""),
            kept.get("reason", ""),
        )


def as_text(values: Mapping[str, Any]) -> str:
    """Values as one comparable string."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def mark_of(item: Item) -> str:
    """A short name for a reading of the machine, of its words and values alone."""
    said = f"{item.kind}|{item.words.start}|{item.words.end}|{as_text(item.values)}"
    return blake2b(said.encode(), digest_size=6).hexdigest()
