"""The lives of documents out of the tables: three queries however many documents."""

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from zhitong.portal.documents.models import Document, Effect, EffectState, Status
from zhitong.portal.documents.queries.standing import EffectRow, Life


def with_life(documents: QuerySet[Document]) -> QuerySet[Document]:
    """Documents with all `life_of` needs: the facts that hold, and when the successor began."""
    facts = (
        Effect.objects.filter(ended_at=None, state=EffectState.HOLDS)
        .exclude(source__status=Status.DRAFT)
        .select_related("source")
        .order_by("pk")
    )
    after = Document.objects.filter(key=OuterRef("superseded_by"))
    return documents.annotate(
        successor_on=Subquery(
            after.annotate(began=Coalesce(F("effective_on"), F("issued_on"))).values("began")[:1]
        )
    ).prefetch_related(Prefetch("effects", facts, to_attr="facts"))


def effect_row(one: Effect) -> EffectRow:
    """A fact with its source."""
    source = one.source
    return EffectRow(
        pk=one.pk,
        kind=one.kind,
        state=one.state,
        key=source.key if source else "",
        title=source.title if source else one.reference,
        doc_number=source.doc_number if source else "",
        path=one.path,
        words=one.words,
        start=one.start,
        end=one.end,
        until=one.until,
        is_long_term=one.is_long_term,
        day=(source.effective_on or source.issued_on) if source else None,
        by=one.by,
        unit=one.unit,
        at=one.at,
        reason=one.reason,
    )


def life_of(document: Document) -> Life:
    """The life of a document that came from `with_life`."""
    held = vars(document)  # annotations and prefetched lists are no fields of the model
    return Life(
        status=document.status,
        issued_on=document.issued_on,
        effective_on=document.effective_on,
        expires_on=document.expires_on,
        successor=document.superseded_by,
        successor_on=held["successor_on"],
        effects=[effect_row(one) for one in held["facts"]],
    )


def lives(keys: "set[str] | None" = None) -> dict[str, Life]:
    """Lives by key, of all documents when none are named."""
    asked = Document.objects.all() if keys is None else Document.objects.filter(key__in=keys)
    return {one.key: life_of(one) for one in with_life(asked.order_by("key"))}
