"""Each slot of a schedule is queued once, however many workers look at the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django_tasks.base import Task

from zhitong.portal.foundation.models import Slot


@dataclass(frozen=True, slots=True)
class Daily:
    """A job of every day at a local time; a day missed while nothing ran is made up once, the same day."""

    job: Task[..., Any]
    at: time

    def slot(self, now: datetime) -> str | None:
        """The slot that is due at the local moment `now`, None before the hour."""
        return now.date().isoformat() if now.time() >= self.at else None


@dataclass(frozen=True, slots=True)
class Every:
    """A job of every so many minutes."""

    job: Task[..., Any]
    minutes: int

    def slot(self, now: datetime) -> str | None:
        """The slot the moment falls into."""
        minute = (now.hour * 60 + now.minute) // self.minutes * self.minutes
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return (midnight + timedelta(minutes=minute)).isoformat(timespec="minutes")


def enqueue_due(schedule: Sequence[Daily | Every], now: datetime) -> int:
    """Queues what is due at the local moment `now` and was not queued yet; returns how many.

    Workers ask every few seconds: what is queued already costs one read and no lock.
    """
    due = {
        f"{one.job.module_path}@{slot}": one.job for one in schedule if (slot := one.slot(now)) is not None
    }
    queued = set(Slot.objects.filter(key__in=due).values_list("key", flat=True))
    return sum(_enqueue_once(key, job) for key, job in due.items() if key not in queued)


def forget_slots(before: datetime) -> int:
    """Removes slots queued before a moment; none of them can come again."""
    removed, _by_model = Slot.objects.filter(at__lt=before).delete()
    return removed


@transaction.atomic
def _enqueue_once(key: str, job: Task[..., Any]) -> bool:
    _, is_new = Slot.objects.get_or_create(key=key)
    if is_new:
        job.enqueue()
    return is_new
