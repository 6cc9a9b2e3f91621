"""Sending again by hand: an officer, within the own regions."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from zhitong.portal.accounts.models import Role
from zhitong.portal.accounts.perms import Viewer, roles_of
from zhitong.portal.deliveries.moving import move
from zhitong.portal.deliveries.problems import NothingToRetry
from zhitong.portal.deliveries.queries import seen_by
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.problems import Refusal


def may_retry(person: Viewer) -> bool:
    """Case officers and reviewers act; leaders and statisticians only look."""
    return bool({Role.CASE_OFFICER, Role.REVIEWER, Role.EDITOR} & roles_of(person))


@transaction.atomic
def retry(*, person: Viewer, numbers: Sequence[int] = (), code: str = "", now: datetime) -> int:
    """Sends these messages again, or all that failed for a reason; returns how many are queued.

    Messages of other regions are as if they were not there; NothingToRetry when none is left.
    """
    if not may_retry(person):
        raise Refusal("重发需要“经办”“编辑”或“审核”职责。", "请联系本单位经办人。", code="not_allowed")
    chosen = seen_by(person).filter(code=code) if code else seen_by(person).filter(pk__in=numbers)
    moved = move(chosen, "retry", now, due_at=now, expires_at=None, attempts=0, code="", reason="")
    if not moved:
        raise NothingToRetry
    record(
        action="retry_messages",
        kind="message",
        key=code or (str(numbers[0]) if len(numbers) == 1 else "*"),
        actor=person.pk,
        after={"messages": moved},
    )
    return moved
