"""A stored clause as the engine knows it."""

from zhitong.engine.documents.outline import Clause as Node
from zhitong.engine.documents.outline import Outline
from zhitong.portal.documents.models import Clause, Revision


def node_of(clause: Clause) -> Node:
    """A row as the engine's clause; its path stands for the id."""
    return Node(
        id=clause.path,
        path=clause.path,
        label=clause.label,
        heading=clause.heading,
        level=clause.level,
        start=clause.start,
        end=clause.end,
        body_end=clause.body_end,
        kind=clause.kind,
    )


def outline_of(revision: Revision) -> Outline:
    """The stored clauses of a revision as an outline."""
    return Outline(revision.text, tuple(node_of(one) for one in revision.clauses.all()))
