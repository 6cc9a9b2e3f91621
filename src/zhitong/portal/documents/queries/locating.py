"""Where the references of provisions lead: to the sentence, or to number and clause."""

from collections.abc import Iterable

from zhitong.engine.values import Reference
from zhitong.portal.documents.models import Clause, Document, Revision, Status
from zhitong.portal.documents.queries.lives import life_of, with_life
from zhitong.portal.documents.queries.sentences import sentence_span
from zhitong.portal.documents.queries.shapes import Located
from zhitong.portal.documents.queries.standing import UNKNOWN_LIFE


def locate_all(references: Iterable[Reference]) -> list[Located]:
    """Each reference's place, in order; four queries however many references."""
    asked = list(references)
    wanted = Document.objects.filter(key__in={ref.document for ref in asked})
    documents = {one.key: one for one in with_life(wanted)}
    newest: dict[str, Revision] = {}
    for revision in (
        Revision.objects.filter(document__key__in=documents)
        .defer("parse")
        .select_related("document")
        .order_by("number")
    ):
        newest[revision.document.key] = revision
    clauses = {
        (one.revision_id, one.path): one
        for one in Clause.objects.filter(
            revision__in=[one.pk for one in newest.values()], path__in={ref.clause for ref in asked}
        ).order_by("-order")
    }
    return [one_place(ref, documents.get(ref.document), newest.get(ref.document), clauses) for ref in asked]


def locate(reference: Reference) -> Located:
    """The place of one reference."""
    return locate_all([reference])[0]


def one_place(
    reference: Reference,
    document: Document | None,
    revision: Revision | None,
    clauses: dict[tuple[int, str], Clause],
) -> Located:
    """What can be shown of a reference; `quote` only when the words are there."""
    clause = clauses.get((revision.pk, reference.clause)) if revision else None
    span = None
    if revision is not None and clause is not None:
        span = sentence_span(revision.text, clause, reference.sentence or 1)
        if reference.sentence is None or span is None:
            span = (clause.start, clause.body_end)
    return Located(
        document_key=reference.document,
        document_title=document.title if document else reference.document,
        doc_number=document.doc_number if document else "",
        status=document.status if document else Status.UNKNOWN.value,
        status_label=document.get_status_display() if document else str(Status.UNKNOWN.label),
        clause_path=reference.clause,
        clause_label=reference.clause.replace("/", "—"),
        sentence=reference.sentence,
        is_imported=revision is not None,
        quote=revision.text[span[0] : span[1]].strip() if revision and span else None,
        start=span[0] if span else None,
        end=span[1] if span else None,
        note=reference.note,
        clause_found=clause is not None,
        life=life_of(document) if document else UNKNOWN_LIFE,
    )
