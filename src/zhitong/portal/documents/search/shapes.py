"""What goes into the index and what comes out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from zhitong.engine.documents.words import Question

# All of these groups, in each any of these alternatives, in each all of these tokens.
Expression = Sequence[Sequence[Sequence[str]]]
EARLIEST, LATEST = "0001-01-01", "9999-12-31"


@dataclass(frozen=True, slots=True)
class Node:
    """One clause as the index keeps it; path "" is the document itself with title and number.

    `facets` are (name, value) pairs; it holds from `starts` to `ends` (ISO days), never when
    `starts > ends`.
    """

    document: str
    path: str
    text: str
    start: int  # of `text` in the revision
    starts: str = EARLIEST
    ends: str = LATEST
    facets: frozenset[tuple[str, str]] = frozenset()
    number: str = ""  # the document's own number in normal form


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit must also be; empty values ask nothing. A region asks for all that holds there."""

    region: str = ""
    unit: str = ""
    kind: str = ""
    topic: str = ""
    whom: str = ""
    on: date | None = None
    with_amount: bool = False

    def active(self) -> list[str]:
        """Names of the filters that ask something."""
        named = ("region", "unit", "kind", "topic", "whom", "on", "with_amount")
        return [name for name in named if getattr(self, name)]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that matched the expression; `score` is the back end's own, higher is better, 0 if unranked."""

    node: Node
    normal: str  # the text in normal form
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that answers; `sentence` and `marks` are offsets in `node.text`."""

    node: Node
    score: float
    answered: int  # terms of the question
    sentence: tuple[int, int] = (0, 0)
    marks: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True)
class Hits:
    """Hits, best first; `is_cut` when the back end had more than it was asked for."""

    hits: Sequence[Hit]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """The expression and the day for a back end."""

    expression: Expression
    on: str = ""
    limit: int = 200
    is_ranked: bool = True


class SearchBackend(Protocol):
    """Keeps nodes and finds them; every back end sees the same tokens."""

    def index(self, nodes: Iterable[Node], prints: Mapping[str, str] = ...) -> None:
        """Replaces the documents the nodes belong to; `prints` is remembered per document."""

    def delete(self, document: str) -> None:
        """Forgets a document."""

    def clear(self) -> None:
        """Forgets everything."""

    def prints(self) -> dict[str, str]:
        """Documents it holds, each with the print it was indexed under."""

    def size(self) -> int:
        """How many nodes it holds."""

    def frequency(self, token: str) -> int:
        """How many nodes hold a token."""

    def select(self, selection: Selection) -> list[Candidate]:
        """The best rows of an expression."""

    def search(self, question: Question, filters: Filters = ..., k: int = ...) -> Hits:
        """Hits with highlights, best first."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why nothing was found: terms no clause has, filters that remove all, words worth trying."""

    unknown_terms: Sequence[str] = ()
    blocking_filters: Sequence[str] = ()
    only_without_all: bool = False  # each filter leaves something, all together nothing
    suggestions: Sequence[str] = field(default=())
