"""Rows of consultations and comments as shapes."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet

from zhitong.portal.consultations.models import Comment, Consultation, Decision, Showing
from zhitong.portal.consultations.personal import covered, found_in, masked_name
from zhitong.portal.consultations.queries.shapes import ChangeRow, CommentRow, ConsultationRow
from zhitong.portal.consultations.states import phase_of
from zhitong.portal.documents.models import Revision
from zhitong.portal.foundation.problems import NotFound

TEXTS = ("revision__text", "revision__parse")
STANDING = Q(comments__withdrawn_on=None)


def counted() -> QuerySet[Consultation]:
    """Consultations with their numbers of comments; texts are left where they lie."""
    return (
        Consultation.objects.select_related("document", "revision", "host")
        .defer(*TEXTS)
        .annotate(
            comment_count=Count("comments", filter=STANDING),
            unanswered_count=Count("comments", filter=STANDING & Q(comments__decision=Decision.NONE)),
            undecided_count=Count("comments", filter=STANDING & Q(comments__showing=Showing.WAITING)),
        )
    )


def named(key: str) -> Consultation:
    """The consultation with its counts, or NotFound."""
    found = counted().filter(key=key).first()
    if found is None:
        raise NotFound("没有这次征求意见。", "请从“征求意见”列表进入。")
    return found


def row_of(held: Consultation, on: date) -> ConsultationRow:
    """The row of a consultation that came from `counted`."""
    counts = vars(held)
    phase = phase_of(held, on)
    return ConsultationRow(
        key=held.key,
        document_key=held.document.key,
        title=held.document.title,
        host=held.host.name,
        phase=phase,
        starts=held.starts,
        ends=held.ends,
        days_left=(held.ends - on).days + 1 if phase == "open" else 0,
        answered_on=held.answered_on,
        is_sample=held.document.is_sample,
        revision=held.revision.number,
        region=held.document.region,
        question=held.question,
        contact=held.contact,
        short_reason=held.short_reason,
        turn=held.turn,
        comments=counts["comment_count"],
        unanswered=counts["unanswered_count"],
        undecided=counts["undecided_count"],
    )


def changes_of(held: Consultation) -> list[ChangeRow]:
    """What was changed, in order."""
    return [
        ChangeRow(one.on, one.action, one.before, one.after, one.reason)
        for one in held.changes.order_by("id")
    ]


def comments_of(held: Consultation) -> QuerySet[Comment]:
    """All comments in order, without the texts they were made on."""
    return (
        Comment.objects.filter(consultation=held)
        .select_related("revision", "change_revision")
        .defer(*TEXTS, "change_revision__text", "change_revision__parse")
        .order_by("id")
    )


def public_comment(one: Comment, current: int) -> CommentRow:
    """A comment with personal data covered; `current` is the number of the text asked about now."""
    return CommentRow(
        receipt=one.receipt,
        path=one.path,
        revision=one.revision.number,
        on=one.on,
        text=covered(one.text),
        voice=one.voice,
        region=one.region,
        name=masked_name(one.name),
        is_sample=one.is_sample,
        showing=one.showing,
        held_reason=one.held_reason,
        decision=one.decision,
        reason=one.reason,
        answered_on=one.answered_on,
        change_revision=one.change_revision.number if one.change_revision else None,
        change_path=one.change_path,
        turn=one.turn,
        withdrawn_on=one.withdrawn_on,
        is_former=one.revision.number < current,
    )


def full(row: CommentRow, one: Comment, who: str = "") -> CommentRow:
    """The same for those who run it, and for the writer."""
    values = {name: getattr(row, name) for name in row.__slots__}
    values |= {"contact": one.contact, "full_name": one.name, "full_text": one.text, "answered_by": who}
    values |= {"personal": tuple(found_in(one.text))}
    return CommentRow(**values)


def newer_revision(held: Consultation) -> Revision | None:
    """A text newer than the one asked about."""
    return (
        Revision.objects.filter(document=held.document_id, number__gt=held.revision.number)
        .defer("text", "parse")
        .order_by("-number")
        .first()
    )


def by_path(rows: Iterable[CommentRow]) -> dict[str, list[CommentRow]]:
    """Comments by the clause they are on."""
    found: dict[str, list[CommentRow]] = {}
    for one in rows:
        found.setdefault(one.path, []).append(one)
    return found
