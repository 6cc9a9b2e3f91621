"""What those who run consultations see."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q

from zhitong.portal.accounts.models import Person
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.consultations.models import Consultation, State
from zhitong.portal.consultations.perms import can_run, hosting_ids, opening_posts
from zhitong.portal.consultations.queries.changing import with_changes
from zhitong.portal.consultations.queries.rows import (
    changes_of,
    comments_of,
    counted,
    full,
    named,
    newer_revision,
    public_comment,
    row_of,
)
from zhitong.portal.consultations.queries.shapes import ConsultationRow, DeskPage, Reminders
from zhitong.portal.consultations.queries.summing import summed
from zhitong.portal.consultations.states import allowed
from zhitong.portal.documents.models import Document, Status
from zhitong.portal.foundation.paging import Page, bounds
from zhitong.portal.foundation.problems import NotFound


@dataclass(frozen=True, slots=True)
class Asked:
    """The filter of the comments: `only` is unanswered, undecided, held or a decision; path None is all."""

    only: str = ""
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that can be put before the public."""

    key: str
    title: str
    issuer: str


def visible_to(person: Viewer, on: date) -> Q:
    """The consultations a person runs."""
    own = hosting_ids(person, on)
    return Q(host__in=own) | Q(host__successor__in=own)


def desk_list(person: Viewer, on: date, *, number: int = 1, size: int = 40) -> Page[ConsultationRow]:
    """The person's consultations, newest first."""
    own = visible_to(person, on)
    total = Consultation.objects.filter(own).count()
    number, start, stop = bounds(number, size, total)
    rows = counted().filter(own).order_by("-ends", "key")[start:stop]
    return Page([row_of(one, on) for one in rows], number, size, total)


def open_to_ask(person: Viewer, on: date) -> list[Draft]:
    """Drafts of the person's own regions with a text and no running consultation."""
    regions = {one.organisation.region for one in opening_posts(person, on)}
    running = Consultation.objects.filter(state=State.RUNNING).values("document")
    found = (
        Document.objects.filter(status=Status.DRAFT, region__in=regions, revisions__isnull=False)
        .exclude(pk__in=running)
        .distinct()
        .order_by("key")
    )
    return [Draft(one.key, one.title, one.issuer) for one in found]


def draft_of(key: str, person: Viewer, on: date) -> Draft:
    """The draft, when this person may ask the public about it."""
    found = next((one for one in open_to_ask(person, on) if one.key == key), None)
    if found is None:
        raise NotFound
    return found


def desk_page(key: str, person: Viewer, on: date, asked: Asked) -> DeskPage:
    """One consultation with its comments; NotFound for everybody else."""
    held = named(key)
    if not can_run(person, held, on):
        raise NotFound
    everything = list(comments_of(held))
    standing = [one for one in everything if one.withdrawn_on is None]
    names = {one.pk: str(one) for one in Person.objects.filter(pk__in={one.answered_by for one in standing})}
    current = held.revision.number
    rows = [
        full(public_comment(one, current), one, names.get(one.answered_by or 0, ""))
        for one in standing
        if fits(asked, one.path, one.decision, one.showing)
    ]
    row = row_of(held, on)
    newer = newer_revision(held)
    newest = newer or held.revision
    is_later = any(one.revision.number < newest.number for one in standing)
    paths = newest.clauses.order_by("order").values_list("path", flat=True) if is_later else []
    return DeskPage(
        consultation=row,
        allowed=allowed(row.phase),
        changes=changes_of(held),
        comments=with_changes(held, rows),
        places=sorted(Counter(one.path for one in standing).items()),
        summary=summed(held, everything),
        newer_revision=newer.number if newer else None,
        next_paths=list(paths),
    )


def fits(asked: Asked, path: str, decision: str, showing: str) -> bool:
    """Whether a comment passes the filter."""
    if asked.path is not None and path != asked.path:
        return False
    if asked.only == "unanswered":
        return not decision
    if asked.only == "undecided":
        return showing == "waiting"
    if asked.only == "held":
        return showing == "held"
    return not asked.only or decision == asked.only


def reminders(person: Viewer, on: date) -> Reminders:
    """What waits on this person's desk; three queries."""
    soon = on + timedelta(days=settings.CONSULTATION_REMINDER_DAYS)
    running = counted().filter(visible_to(person, on), state=State.RUNNING)
    rows = [row_of(one, on) for one in running.order_by("ends", "key")]
    return Reminders(
        ending=[one for one in rows if one.phase == "open" and one.ends <= soon],
        waiting=[
            one
            for one in rows
            if one.phase == "replying" or (one.phase == "open" and one.undecided and one.ends > soon)
        ],
        drafts=len(open_to_ask(person, on)),
    )
