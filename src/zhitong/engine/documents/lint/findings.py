"""One finding of the lint, and what every rule is given."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from zhitong.engine.documents.parse import ParsedDocument
from zhitong.engine.documents.structure.passages import paths_at


@dataclass(frozen=True, slots=True)
class Finding:
    """Where (path, offsets, quote), what (code, severity), why (message) and what to do (advice).

    `quote` is `text[start:end]`; a finding about something that is not in the text has an empty quote.
    `parts` are what it consists of (conditions with what decides them, or the places it stands for) and
    `score` how much facts decide, 0 to 100, where that is asked.
    """

    code: str
    severity: str
    message: str
    path: str
    start: int
    end: int
    quote: str
    advice: str
    parts: tuple["Part", ...] = ()
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a finding: its words, the keys of the facts that decide it, the word that none can settle.

    Where a finding stands for several places, `path`, `start` and `end` say where this one is.
    """

    words: str
    facts: tuple[str, ...] = ()
    vague: str = ""
    path: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """The document under review, the directory of units, the day it is judged on, and its upper document."""

    document: ParsedDocument
    against: ParsedDocument | None = None
    units: Collection[str] | None = None
    as_of: date | None = None
    comparison: dict[str, Any] = field(default_factory=dict)

    def find(
        self,
        code: str,
        severity: str,
        message: str,
        start: int,
        end: int,
        advice: str,
        parts: tuple[Part, ...] = (),
        score: int | None = None,
    ) -> Finding:
        """A finding at a place of the text."""
        path = paths_at(self.document.outline)(start)
        quote = self.document.text[start:end]
        return Finding(code, severity, message, path, start, end, quote, advice, parts, score)

    def missing(
        self, code: str, severity: str, message: str, advice: str, parts: tuple[Part, ...] = ()
    ) -> Finding:
        """A finding about something the text does not say."""
        return Finding(code, severity, message, "", 0, 0, "", advice, parts)

    def place(self, words: str, start: int, end: int) -> Part:
        """One of several places a finding stands for."""
        return Part(words, path=paths_at(self.document.outline)(start), start=start, end=end)


def listed(words: Sequence[str], most: int = 3) -> str:
    """The first few names and how many there are in all: “甲”“乙”等5项."""
    shown = "".join(f"“{one}”" for one in words[:most])
    return f"{shown}等{len(words)}项" if len(words) > most else shown


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as `zhitong document lint --json` prints it; parts and score only where it has them."""
    shown = asdict(finding)
    parts = [{key: value for key, value in one.items() if value} for one in shown.pop("parts")]
    score = shown.pop("score")
    return shown | ({"parts": parts} if parts else {}) | ({"score": score} if score is not None else {})
