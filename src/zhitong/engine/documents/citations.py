"""Citations: document numbers and titles in 《》, paired where the text pairs them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhitong.engine.documents.outline import Outline


@dataclass(frozen=True, slots=True)
class Citation:
    """A document referred to: its number, its title, or both."""

    doc_number: str | None
    title: str | None
    path: str
    start: int
    end: int
    confidence: float


def find(outline: Outline, meta: Mapping[str, Any]) -> tuple[Citation, ...]:
    """The citations of a document in printed order."""
    return ()
