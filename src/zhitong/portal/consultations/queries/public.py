"""What everybody sees: the list, one consultation, its answers, and the writer's own comment."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Case, Count, DateField, F, IntegerField, QuerySet, Value, When

from zhitong.portal.consultations.commenting import own_comment
from zhitong.portal.consultations.models import Comment, Consultation, Showing, State
from zhitong.portal.consultations.queries.changing import with_changes
from zhitong.portal.consultations.queries.rows import (
    by_path,
    changes_of,
    comments_of,
    counted,
    full,
    named,
    newer_revision,
    public_comment,
    row_of,
)
from zhitong.portal.consultations.queries.shapes import CommentRow, ConsultationRow, PublicPage, Summary
from zhitong.portal.consultations.queries.summing import summary_of
from zhitong.portal.documents.queries.rendering import blocks_of
from zhitong.portal.foundation.paging import Page, bounds
from zhitong.portal.foundation.problems import NotFound

PHASES = ("open", "planned", "replying", "answered", "cancelled")


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of consultations, and how many there are in each phase."""

    page: Page[ConsultationRow]
    totals: dict[str, int]

    @property
    def groups(self) -> list[tuple[str, list[ConsultationRow]]]:
        """The rows of the page by phase; the open ones also where there are none, on the first page."""
        found = [(name, [one for one in self.page.rows if one.phase == name]) for name in PHASES]
        return [
            (name, rows)
            for name, rows in found
            if rows or (name == "open" and not self.totals[name] and self.page.number == 1)
        ]


def phase_place(on: date) -> Case:
    """The place of a consultation's phase in the list, as `phase_of` would tell it."""
    return Case(
        When(state=State.ANSWERED, then=Value(PHASES.index("answered"))),
        When(state=State.CANCELLED, then=Value(PHASES.index("cancelled"))),
        When(starts__gt=on, then=Value(PHASES.index("planned"))),
        When(ends__gte=on, then=Value(PHASES.index("open"))),
        default=Value(PHASES.index("replying")),
        output_field=IntegerField(),
    )


def public_list(on: date, *, number: int = 1, size: int = 40) -> Listed:
    """Consultations by phase: of the open ones those ending first on top, of the others the newest."""
    placed = Consultation.objects.annotate(place=phase_place(on))
    by_place = dict(placed.values_list("place").annotate(n=Count("pk")).order_by("place"))
    totals = {name: by_place.get(place, 0) for place, name in enumerate(PHASES)}
    total = sum(totals.values())
    number, start, stop = bounds(number, size, total)
    ends_first = Case(When(place=PHASES.index("open"), then=F("ends")), output_field=DateField())
    ordered = counted().annotate(place=phase_place(on)).order_by("place", ends_first, "-ends", "key")
    return Listed(Page([row_of(one, on) for one in ordered[start:stop]], number, size, total), totals)


def open_drafts(on: date) -> dict[str, str]:
    """Document key → consultation key, of the drafts open to comments on a day."""
    from_db = counted().filter(state=State.RUNNING, starts__lte=on, ends__gte=on)
    return {one.document.key: one.key for one in from_db}


def of_document(key: str, on: date) -> list[ConsultationRow]:
    """The consultations on one document, newest first."""
    return [row_of(one, on) for one in counted().filter(document__key=key).order_by("-starts", "-id")]


def public_page(key: str, on: date) -> PublicPage:
    """The draft clause by clause, with the comments released so far and the answers once published."""
    held = named(key)
    current = held.revision.number
    clauses = list(held.revision.clauses.all())
    paths = {one.path for one in clauses} | {""}
    shown = [public_comment(one, current) for one in released(held)]
    if held.state != State.ANSWERED:
        shown = [without_answer(one) for one in shown]
    newer = newer_revision(held)
    return PublicPage(
        consultation=row_of(held, on),
        changes=changes_of(held),
        blocks=blocks_of(held.revision.text, clauses, {}),
        comments=by_path(one for one in shown if one.path in paths),
        former=[one for one in shown if one.path not in paths],
        received=vars(held)["comment_count"],
        newer_revision=newer.number if newer else None,
    )


def released(held: Consultation) -> QuerySet[Comment]:
    """The comments everybody may see."""
    return comments_of(held).filter(showing=Showing.RELEASED, withdrawn_on=None)


def without_answer(row: CommentRow) -> CommentRow:
    """The comment before the answers are published: no half of them is shown."""
    return replace(row, decision="", reason="", answered_on=None, change_revision=None, change_path="")


def published(key: str, on: date) -> tuple[ConsultationRow, Summary]:
    """The answers, or NotFound while they are not published."""
    held = named(key)
    if held.state != State.ANSWERED:
        raise NotFound("这次征求意见还没有公布反馈。", "公布后在原页面可见。")
    return row_of(held, on), summary_of(held)


def receipt_page(secret: str, on: date) -> tuple[ConsultationRow, CommentRow]:
    """The writer's own comment with its answer once published."""
    comment = own_comment(secret)
    held = named(comment.consultation.key)
    row = full(public_comment(comment, held.revision.number), comment)
    if held.state == State.ANSWERED:
        [row] = with_changes(held, [row])
    else:
        row = without_answer(row)
    return row_of(held, on), row
