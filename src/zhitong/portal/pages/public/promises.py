"""What a document promises and asks, in lists: benefits, time limits, criteria, duties, with their words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhitong.portal.documents.queries.shapes import DocumentPage
from zhitong.portal.pages.choices import READING_KINDS
from zhitong.portal.pages.reading_words import said_in_line


@dataclass(frozen=True, slots=True)
class Promise:
    """One reading: what it says in a line, and the entry with its place and who looked at it."""

    said: str
    entry: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Promises:
    """The readings of one kind; `kind` is the anchor on the page."""

    kind: str
    label: str
    rows: Sequence[Promise]


def promises_of(page: DocumentPage) -> list[Promises]:
    """The lists that hold anything, benefits first."""
    listed = (
        ("benefit", page.benefits),
        ("time_limit", page.time_limits),
        ("criterion", page.criteria),
        ("duty", page.duties),
    )
    return [
        Promises(kind, str(READING_KINDS[kind]), [Promise(said_in_line(kind, one), one) for one in entries])
        for kind, entries in listed
        if entries
    ]
