"""Where the n-th sentence of a clause's own words is, counted as the engine counts."""

from zhitong.engine.documents.outline import Clause as Node
from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.structure.outlining import sentences
from zhitong.portal.documents.models import Clause


def sentence_span(text: str, clause: Clause, ordinal: int) -> tuple[int, int] | None:
    """Offsets of sentence `ordinal` (from 1), the clause's mark and heading not counted."""
    node = Node(
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
    found = sentences(Outline(text, ()), node)
    if not 1 <= ordinal <= len(found):
        return None
    start, end = found[ordinal - 1]
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
