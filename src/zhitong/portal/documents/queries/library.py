"""The list of documents and one document's page."""

from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from zhitong.portal.documents.models import Clause, Document, Measure, Revision
from zhitong.portal.documents.queries.lives import life_of, lives, with_life
from zhitong.portal.documents.queries.rendering import blocks_of
from zhitong.portal.documents.queries.shapes import (
    DocumentPage,
    DocumentRow,
    MeasureRow,
    OutlineItem,
    RevisionRow,
    UnitMention,
)
from zhitong.portal.foundation.paging import Page, bounds
from zhitong.portal.foundation.problems import NotFound


def with_counts() -> QuerySet[Document]:
    """Documents with the number of their newest revision and of its clauses and measures."""
    newest = Revision.objects.filter(document=OuterRef("pk")).order_by("-number")
    return (
        with_life(Document.objects.all())
        .annotate(newest=Subquery(newest.values("number")[:1]), newest_pk=Subquery(newest.values("pk")[:1]))
        .annotate(clause_count=counted(Clause), measure_count=counted(Measure))
    )


def counted(rows: type[Clause] | type[Measure]) -> Subquery:
    """How many rows the newest revision has; grouped by its number alone, never by its long text."""
    of_newest = rows.objects.filter(revision=OuterRef("newest_pk")).order_by().values("revision")
    return Subquery(of_newest.annotate(n=Count("pk")).values("n"))


def row_of(document: Document) -> DocumentRow:
    """The row of a document that came from `with_counts`."""
    counts = vars(document)  # annotations are no fields of the model
    return DocumentRow(
        key=document.key,
        title=document.title,
        doc_number=document.doc_number,
        issuer=document.issuer,
        kind=document.kind,
        kind_label=document.get_kind_display(),
        status=document.status,
        status_label=document.get_status_display(),
        issued_on=document.issued_on,
        effective_on=document.effective_on,
        expires_on=document.expires_on,
        region=document.region,
        is_sample=document.is_sample,
        is_imported=counts["newest"] is not None,
        clauses=counts["clause_count"] or 0,
        measures=counts["measure_count"] or 0,
        superseded_by=document.superseded_by,
        note=document.note,
        life=life_of(document),
        expires_path=str(document.expires_at.get("clause") or ""),
        expires_sentence=document.expires_at.get("sentence"),
    )


def document_list(
    *,
    text: str = "",
    state: str = "",
    on: date | None = None,
    kind: str = "",
    region: str = "",
    number: int = 1,
    size: int = 50,
) -> Page[DocumentRow]:
    """Documents whose title, number or issuer contains `text`; newest first, undated last.

    `state` keeps those of a standing on the day `on`, which must then be given.
    """
    wanted = with_counts()
    for word in text.split():
        wanted = wanted.filter(
            Q(title__icontains=word) | Q(doc_number__icontains=word) | Q(issuer__icontains=word)
        )
    if state and on is not None:
        wanted = wanted.filter(key__in=[key for key, one in lives().items() if one.at(on).state == state])
    if kind:
        wanted = wanted.filter(kind=kind)
    if region:
        wanted = wanted.filter(region__startswith=region)
    total = wanted.count()
    number, start, stop = bounds(number, size, total)
    ordered = wanted.order_by("is_sample", "-issued_on", "key")
    return Page([row_of(one) for one in ordered[start:stop]], number, size, total)


def named(key: str) -> Document:
    """The document with counts, or NotFound."""
    found = with_counts().filter(key=key).first()
    if found is None:
        raise NotFound("没有这份文件。", "请从政策文件列表进入。")
    return found


def revision_rows(document: Document) -> list[tuple[Revision, RevisionRow]]:
    """Revisions without their text, newest first."""
    found = list(document.revisions.defer("text", "parse").order_by("-number"))
    return [
        (one, RevisionRow(one.number, one.file_name, one.imported_at, one.sha256, place == 0))
        for place, one in enumerate(found)
    ]


def measure_row(measure: Measure) -> MeasureRow:
    """A measure whose units and their organisations were prefetched."""
    return MeasureRow(
        number=measure.number,
        path=measure.path,
        title=measure.title,
        start=measure.start,
        end=measure.end,
        responsible_raw=measure.responsible_raw,
        open_ended=measure.open_ended,
        units=tuple(
            UnitMention(
                one.name, one.organisation.key if one.organisation else "", one.role, one.get_role_display()
            )
            for one in measure.units.all()
        ),
        review={"reviewed": measure.review} if "state" in measure.review else measure.review,
    )


def outline_item(clause: Clause) -> OutlineItem:
    """The line of a clause in the outline."""
    return OutlineItem(clause.path, clause.label, clause.heading, clause.level, clause.start)


def document_page(key: str, revision: int | None = None) -> DocumentPage:
    """The document with the text of one revision (the newest when none is named)."""
    document = named(key)
    listed = revision_rows(document)
    chosen = next(
        ((one, row) for one, row in listed if revision is None or one.number == revision), (None, None)
    )
    held, row = chosen
    if held is None or row is None:
        if revision is not None:
            raise NotFound("没有这个文本版本。", "请从文件页选择已有版本。")
        return DocumentPage(row_of(document), None)
    clauses = list(held.clauses.all())
    measures = [measure_row(one) for one in held.measures.prefetch_related("units__organisation")]
    numbers = {one.path: one.number for one in measures}
    return DocumentPage(
        document=row_of(document),
        revision=row,
        revisions=[each for _, each in listed],
        outline=[outline_item(one) for one in clauses if one.kind != "paragraph"],
        blocks=blocks_of(held.text, clauses, numbers),
        measures=measures,
        problems=held.parse.get("problems", []),
        targets=held.parse.get("targets", []),
        time_limits=held.parse.get("time_limits", []),
        citations=held.parse.get("citations", []),
        benefits=held.parse.get("benefits", []),
        criteria=held.parse.get("criteria", []),
        duties=held.parse.get("duties", []),
    )
