"""What a person does with notices: reading, archiving, and taking that back; rows of the own inbox only."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from zhitong.portal.deliveries.models import Deed, Engagement, Message, Notice
from zhitong.portal.deliveries.moving import confirm
from zhitong.portal.deliveries.queries import notice_row
from zhitong.portal.deliveries.shapes import NoticeRow
from zhitong.portal.foundation.problems import NotFound, Refusal

MARKS: dict[str, dict[str, Any]] = {
    "read": {"read_at__isnull": True},
    "unread": {"read_at__isnull": False},
    "archive": {"archived_at__isnull": True},
    "restore": {"archived_at__isnull": False},
}
UNDO = {"read": "unread", "unread": "read", "archive": "restore", "restore": "archive"}


def mark(*, person: int, notices: Sequence[int], mark: str, now: datetime) -> list[int]:
    """Marks notices `read`, `unread`, `archive` or `restore`; returns those that changed, for the undo.

    Reading marks are a person's own and leave no line in the journal.
    """
    if mark not in MARKS:
        raise Refusal("没有这个操作。", "请刷新页面后再试。", code="mark_unknown")
    with transaction.atomic():
        rows = Notice.objects.filter(person=person, pk__in=notices, **MARKS[mark])
        changed = list(rows.values_list("pk", flat=True))
        field = "read_at" if mark in ("read", "unread") else "archived_at"
        rows.update(**{field: now if mark in ("read", "archive") else None})
    return changed


def mark_all_read(*, person: int, now: datetime) -> list[int]:
    """Every unread notice outside the archive."""
    unread = Notice.objects.filter(person=person, read_at__isnull=True, archived_at__isnull=True)
    return mark(person=person, notices=list(unread.values_list("pk", flat=True)), mark="read", now=now)


def open_notice(*, person: int, pk: int, now: datetime) -> NoticeRow:
    """Marks a notice read and remembers that it was opened; NotFound when it is somebody else's."""
    notice = Notice.objects.filter(person=person, pk=pk).select_related("business").first()
    if notice is None:
        raise NotFound
    with transaction.atomic():
        Notice.objects.filter(pk=pk, read_at__isnull=True).update(read_at=now)
        Engagement.objects.get_or_create(notice=notice, channel="in_app", deed=Deed.OPENED)
    return notice_row(notice)


def follow(*, pk: int, channel: str, now: datetime) -> NoticeRow:
    """A signed link was followed: remembered once, and its message has arrived."""
    notice = Notice.objects.filter(pk=pk).select_related("business").first()
    if notice is None:
        raise NotFound
    with transaction.atomic():
        Engagement.objects.get_or_create(notice=notice, channel=channel, deed=Deed.CLICKED)
        message = Message.objects.filter(notice=pk, channel=channel).select_related("joined_to").first()
        if message is not None:
            confirm(message.joined_to or message, now)
    return notice_row(notice)
