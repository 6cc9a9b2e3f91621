"""One finding of the lint."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Where (path, offsets, quote), what (code, severity), why (message) and what to do (advice)."""

    code: str
    severity: str
    message: str
    path: str
    start: int
    end: int
    quote: str
    advice: str
