"""Where the n-th sentence of a clause's own words is, counted as the engine counts."""

from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.structure.outlining import sentences
from zhitong.portal.documents.models import Clause
from zhitong.portal.documents.queries.nodes import node_of


def sentence_span(text: str, clause: Clause, ordinal: int) -> tuple[int, int] | None:
    """Offsets of sentence `ordinal` (from 1), the clause's mark and heading not counted."""
    found = sentences(Outline(text, ()), node_of(clause))
    if not 1 <= ordinal <= len(found):
        return None
    start, end = found[ordinal - 1]
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
