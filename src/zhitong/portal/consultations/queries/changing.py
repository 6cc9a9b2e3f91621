"""What became of a commented clause: red and green from the text commented on to the one that took it up."""

from collections.abc import Iterable
from dataclasses import replace

from zhitong.engine.documents.compare.revisions import ClauseChange, compare_revisions
from zhitong.portal.consultations.models import Consultation
from zhitong.portal.consultations.queries.shapes import CommentRow
from zhitong.portal.documents.models import Revision
from zhitong.portal.documents.queries.nodes import outline_of


def with_changes(held: Consultation, rows: Iterable[CommentRow]) -> list[CommentRow]:
    """The rows, each linked one with its change; every pair of texts is compared once."""
    listed = list(rows)
    pairs = {(one.revision, one.change_revision) for one in listed if one.change_revision}
    if not pairs:
        return listed
    numbers = {number for pair in pairs for number in pair}
    texts = {
        one.number: one
        for one in Revision.objects.filter(document=held.document_id, number__in=numbers)
        .defer("parse")
        .prefetch_related("clauses")
    }
    found: dict[tuple[int, int | None, str], ClauseChange] = {}
    for old, new in pairs:
        if new is not None and old in texts and new in texts:
            for one in compare_revisions(outline_of(texts[old]), outline_of(texts[new])):
                if one.new_path:
                    found[old, new, one.new_path] = one
    return [
        replace(one, change=found.get((one.revision, one.change_revision, one.change_path))) for one in listed
    ]
