"""Validity: when a document or a measure starts and ends to hold, and what it repeals."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhitong.engine.documents.outline import Outline


@dataclass(frozen=True, slots=True)
class ValidityStatement:
    """`kind` is effective, expires, term, trial, repeals or supersedes; dates are ISO days."""

    kind: str
    date: str | None
    doc_number: str | None
    title: str | None
    path: str
    start: int
    end: int
    quote: str
    confidence: float


def find(outline: Outline, meta: Mapping[str, Any]) -> tuple[ValidityStatement, ...]:
    """The statements on validity and supersession in printed order."""
    return ()
