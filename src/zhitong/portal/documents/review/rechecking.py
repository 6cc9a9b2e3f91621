"""Marking that what rests on a document which no longer holds was looked at, and why it stays."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.documents.models import Document, ReviewedDependant
from zhitong.portal.documents.perms import editing_office
from zhitong.portal.documents.review.extending import LONGEST_REASON, stale
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.problems import NotFound, Refusal


class ReasonMissing(Refusal):
    """A line is not taken off without saying why."""

    def __init__(self) -> None:
        super().__init__("请写明核对的结论。", f"2 到 {LONGEST_REASON} 个字即可。", code="reason_missing")


@transaction.atomic
def mark_checked(
    *, document: str, kind: str, key: str, region: str, standing: str, reason: str, person: Viewer
) -> ReviewedDependant:
    """Keeps the word of an editor of the dependant's region; under another standing it counts no more."""
    source, office = Document.objects.filter(key=document).first(), editing_office(person, region)
    if source is None or office is None:
        raise NotFound
    said = " ".join(reason.split())
    if not 2 <= len(said) <= LONGEST_REASON:
        raise ReasonMissing
    name = office.organisation.name
    now = timezone.now()
    held = ReviewedDependant.objects.filter(document=source, kind=kind, key=key, ended_at=None)
    held.exclude(standing=standing).update(ended_at=now)
    made = ReviewedDependant(
        document=source, kind=kind, key=key, standing=standing, reason=said, by=person.pk, unit=name
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise stale() from None
    record(
        action="check_dependant",
        kind="document",
        key=document,
        actor=person.pk,
        organisation=name,
        after={"kind": kind, "key": key, "standing": standing},
        reason=said,
    )
    return made


@transaction.atomic
def undo_checked(*, document: str, kind: str, key: str, region: str, person: Viewer) -> None:
    """The line is work again."""
    office = editing_office(person, region)
    if office is None:
        raise NotFound
    held = ReviewedDependant.objects.filter(document__key=document, kind=kind, key=key, ended_at=None)
    if not held.update(ended_at=timezone.now()):
        raise stale()
    record(
        action="undo_check_dependant",
        kind="document",
        key=document,
        actor=person.pk,
        organisation=office.organisation.name,
        before={"kind": kind, "key": key},
    )
