"""Moves of messages, each a conditional UPDATE by the table of states; parts go with their letter."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.crypto import get_random_string

from zhitong.portal.deliveries.models import Message
from zhitong.portal.deliveries.sent import Outcome
from zhitong.portal.deliveries.states import State, state_after, states_before

ATTEMPTS = 8
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
ACTIONS = {
    State.HANDED_OVER: "hand_over",
    State.DELIVERED: "deliver",
    State.TEMP_FAILED: "fail_for_now",
    State.PERM_FAILED: "fail",
    State.EXPIRED: "expire",
    State.CANCELLED: "cancel",
    State.BLOCKED: "block",
}


def lease_time() -> timedelta:
    """How long a worker holds a message; longer than any channel's own limit."""
    return timedelta(seconds=settings.DELIVERY_LEASE_SECONDS)


def ready(now: datetime) -> Q:
    """What may be leased: due, or held by a worker that is gone."""
    due = Q(state__in=states_before("lease", "due"), due_at__lte=now)
    over = Q(state__in=states_before("lease", "lease_over"), leased_until__lt=now)
    return Q(joined_to__isnull=True) & (due | over)


def waiting(now: datetime, limit: int) -> list[int]:
    """Numbers of messages to send, those due first in front."""
    found = Message.objects.filter(ready(now)).order_by("due_at", "pk")
    return list(found.values_list("pk", flat=True)[:limit])


@transaction.atomic
def lease(pk: int, now: datetime) -> Message | None:
    """The message, held by the caller alone; None when another took it."""
    token = get_random_string(32)
    taken = Message.objects.filter(ready(now), pk=pk).update(
        state=state_after("lease"),
        lease=token,
        leased_until=now + lease_time(),
        attempts=F("attempts") + 1,
        moved_at=now,
    )
    if not taken:
        return None
    _parts(pk, state=state_after("lease"), moved_at=now)
    return Message.objects.select_related("person", "subscription", "notice").get(pk=pk)


def pause_after(attempt: int) -> timedelta:
    """The wait after the attempt of this number (from 1), doubled each time."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * (1 << min(attempt - 1, 16)))


@transaction.atomic
def finish(message: Message, outcome: Outcome, now: datetime, due_at: datetime | None = None) -> bool:
    """Writes what became of a leased message; False when the lease was lost to another worker.

    `due_at` is when a blocked message may be tried again; a passing failure waits by itself.
    """
    state, code, reason = outcome.state, outcome.code, outcome.reason
    if state is State.TEMP_FAILED and message.attempts >= ATTEMPTS:
        state, reason = State.PERM_FAILED, f"试了 {message.attempts} 次仍未发出：{reason}"[:200]
    if state is State.TEMP_FAILED:
        wait = outcome.wait_seconds
        due_at = now + (timedelta(seconds=wait) if wait is not None else pause_after(message.attempts))
    action = ACTIONS[state]
    said: dict[str, Any] = {
        "state": state_after(action),
        "code": code,
        "reason": reason[:200],
        "provider_ref": outcome.ref,
        "due_at": due_at,
        "moved_at": now,
    }
    if state is State.BLOCKED:  # nothing was tried
        said["attempts"] = max(0, message.attempts - 1)
    mine = Message.objects.filter(
        pk=message.pk, state__in=states_before(action, "own_lease"), lease=message.lease
    )
    done = bool(mine.update(lease="", leased_until=None, **said))
    if done:
        _parts(message.pk, state=said["state"], code=code, reason=said["reason"], moved_at=now)
    return done


def confirm(message: Message, now: datetime) -> bool:
    """A person followed a link of it: it has arrived."""
    return move(Message.objects.filter(pk=message.pk), "deliver", now) > 0


@transaction.atomic
def move(rows: Any, action: str, now: datetime, **more: Any) -> int:
    """Moves those of the rows that may, parts included; returns how many letters and single messages."""
    may = [each.value for each in states_before(action, "")]
    chosen = list(rows.filter(state__in=may, joined_to__isnull=True).values_list("pk", flat=True))
    said = {"state": state_after(action), "moved_at": now, **more}
    moved = Message.objects.filter(pk__in=chosen, state__in=may).update(**said)
    Message.objects.filter(joined_to__in=chosen, joined_to__state=said["state"]).update(
        state=said["state"], moved_at=now
    )
    return moved


def _parts(pk: int, **said: Any) -> None:
    Message.objects.filter(joined_to=pk).update(**said)


def unfinished() -> bool:
    """Whether any worker holds a message now."""
    return Message.objects.filter(state=State.LEASED).exists()
