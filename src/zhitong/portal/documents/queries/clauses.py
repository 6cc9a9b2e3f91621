"""One clause's own page, with the asked sentence highlighted."""

from zhitong.portal.documents.models import Clause, Revision
from zhitong.portal.documents.queries.library import (
    measure_row,
    named,
    outline_item,
    revision_rows,
    row_of,
)
from zhitong.portal.documents.queries.rendering import blocks_of
from zhitong.portal.documents.queries.sentences import sentence_span
from zhitong.portal.documents.queries.shapes import ClausePage
from zhitong.portal.foundation.problems import NotFound


def parents_of(clause: Clause, by_path: dict[str, Clause]) -> list[Clause]:
    """From the top down to the clause's parent."""
    found: list[Clause] = []
    above = by_path.get(clause.parent_path)
    while above is not None and len(found) < 12:
        found.insert(0, above)
        above = by_path.get(above.parent_path)
    return found


def asked_span(
    revision: Revision, clause: Clause, sentence: int | None, start: int | None, end: int | None
) -> tuple[int, int] | None:
    """The run to highlight, kept inside the clause; nothing when nothing valid is asked."""
    if start is not None and end is not None and clause.start <= start < end <= clause.end:
        return start, end
    if sentence is None:
        return None
    return sentence_span(revision.text, clause, sentence)


def clause_page(
    key: str,
    path: str,
    *,
    sentence: int | None = None,
    start: int | None = None,
    end: int | None = None,
    revision: int | None = None,
) -> ClausePage:
    """The clause at `path` of the newest (or named) revision; offsets count in the revision's text."""
    document = named(key)
    listed = revision_rows(document)
    held, row = next(
        ((one, each) for one, each in listed if revision is None or one.number == revision), (None, None)
    )
    if held is None or row is None:
        raise NotFound("这份文件的全文尚未导入。", "导入全文后即可打开条款。")
    clauses = list(held.clauses.all())
    by_path = {one.path: one for one in reversed(clauses)}
    clause = by_path.get(path)
    if clause is None:
        raise NotFound(f"这份文件没有条款“{path}”。", "请从文件目录进入。")
    span = asked_span(held, clause, sentence, start, end)
    measures = [measure_row(one) for one in held.measures.prefetch_related("units__organisation")]
    inside = [
        one
        for one in clauses
        if clause.start <= one.start and one.end <= clause.end and one.order >= clause.order
    ]
    siblings = [one for one in clauses if one.level == clause.level and one.parent_path == clause.parent_path]
    place = siblings.index(clause)
    return ClausePage(
        document=row_of(document),
        revision=row,
        path=clause.path,
        label=clause.label,
        heading=clause.heading,
        parents=[outline_item(one) for one in parents_of(clause, by_path)],
        children=[outline_item(one) for one in clauses if one.parent_path == path],
        blocks=blocks_of(
            held.text,
            inside,
            {one.path: one.number for one in measures},
            clause.start,
            clause.end,
            [span] if span else [],
        ),
        previous_path=siblings[place - 1].path if place else "",
        next_path=siblings[place + 1].path if place + 1 < len(siblings) else "",
        measures=[one for one in measures if clause.start <= one.start < clause.end],
        quote=held.text[span[0] : span[1]] if span else "",
        quote_start=span[0] if span else None,
        quote_end=span[1] if span else None,
    )
