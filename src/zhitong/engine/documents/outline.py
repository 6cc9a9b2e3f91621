"""The outline of a document: a flat table of clauses with exact offsets."""

from dataclasses import dataclass, field

from zhitong.engine.values import Problem


@dataclass(frozen=True, slots=True)
class Clause:
    """One node of the outline.

    `id` is the parent's id, `__`, and the normalised mark; `path` the printed labels from the
    top (`二/（一）/1/¶4`); `start:end` covers the node with all below it, in the canonical text;
    `body_end` is where the node's own words end and its first child begins.
    """

    id: str
    path: str
    label: str
    heading: str
    level: int
    start: int
    end: int
    body_end: int
    parent: str | None = None
    # clause | article | chapter | paragraph | dash | attachment | row | preamble | closing
    kind: str = "clause"


@dataclass(frozen=True, slots=True)
class Outline:
    """Canonical text and its clauses in document order."""

    text: str
    clauses: tuple[Clause, ...]
    problems: tuple[Problem, ...] = ()
    by_path: dict[str, Clause] = field(default_factory=dict)
