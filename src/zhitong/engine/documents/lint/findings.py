"""One finding of the lint, and what every rule is given."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhitong.engine.documents.parse import ParsedDocument
from zhitong.engine.documents.structure.passages import paths_at


@dataclass(frozen=True, slots=True)
class Finding:
    """Where (path, offsets, quote), what (code, severity), why (message) and what to do (advice).

    `quote` is `text[start:end]`; a finding about something that is not in the text has an empty quote.
    """

    code: str
    severity: str
    message: str
    path: str
    start: int
    end: int
    quote: str
    advice: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The document under review, the directory of units, the day it is judged on, and its upper document."""

    document: ParsedDocument
    against: ParsedDocument | None = None
    units: Collection[str] | None = None
    as_of: date | None = None
    comparison: dict[str, Any] = field(default_factory=dict)

    def find(self, code: str, severity: str, message: str, start: int, end: int, advice: str) -> Finding:
        """A finding at a place of the text."""
        path = paths_at(self.document.outline)(start)
        return Finding(code, severity, message, path, start, end, self.document.text[start:end], advice)

    def missing(self, code: str, severity: str, message: str, advice: str) -> Finding:
        """A finding about something the text does not say."""
        return Finding(code, severity, message, "", 0, 0, "", advice)
