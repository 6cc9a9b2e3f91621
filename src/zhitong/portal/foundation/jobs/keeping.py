"""What lies in the queue, what was given up, and giving back what a dead worker held."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.models import Worker
from zhitong.portal.foundation.problems import Refusal

CLAIMS = 5  # a job that took this many workers down with it is given up
ABANDONED = "zhitong.portal.foundation.jobs.Abandoned"


def silent_after() -> timedelta:
    """How long a worker may give no sign of life before its jobs are given to others."""
    return timedelta(seconds=settings.JOB_SILENT_SECONDS)


class NotGivenUp(Refusal):
    """Only a job that was given up can be started again by hand."""

    def __init__(self) -> None:
        super().__init__(
            "这项后台任务已在执行或已完成。", "请刷新页面查看最新状态。", code="job_not_given_up"
        )


@dataclass(frozen=True, slots=True)
class Health:
    """How the queue stands: jobs waiting and given up, since when the oldest has waited, workers alive."""

    waiting: int
    given_up: int
    oldest: datetime | None
    workers: int


def sign_of_life(name: str) -> None:
    """The worker of this name is alive now, by the clock of the database."""
    if not Worker.objects.filter(name=name).update(seen_at=Now()):
        Worker.objects.get_or_create(name=name, defaults={"seen_at": Now()})


def gone(name: str) -> None:
    """The worker has ended; what it still held is given back at once."""
    Worker.objects.filter(name=name).delete()


def reap() -> int:
    """Gives back jobs whose worker has been silent; returns how many."""
    Worker.objects.filter(seen_at__lt=Now() - silent_after()).delete()
    alive = set(Worker.objects.order_by("name").values_list("name", flat=True))
    back = 0
    for held in DBTaskResult.objects.running().order_by("enqueued_at"):
        if held.worker_ids and held.worker_ids[-1] in alive:
            continue
        mine = DBTaskResult.objects.filter(
            pk=held.pk, status=TaskResultStatus.RUNNING, started_at=held.started_at
        )
        if len(held.worker_ids) >= CLAIMS:
            back += mine.update(
                status=TaskResultStatus.FAILED, exception_class_path=ABANDONED, finished_at=Now()
            )
        else:
            back += mine.update(status=TaskResultStatus.READY)
    return back


def health() -> Health:
    """The queue as it stands."""
    ready = DBTaskResult.objects.ready()
    oldest = ready.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    alive = Worker.objects.filter(seen_at__gte=Now() - silent_after()).count()
    return Health(ready.count(), DBTaskResult.objects.failed().count(), oldest, alive)


def given_up(limit: int = 50) -> list[DBTaskResult[..., Any]]:
    """The jobs that were given up, latest first."""
    return list(DBTaskResult.objects.failed().order_by("-finished_at", "-enqueued_at")[:limit])


@transaction.atomic
def start_again(*, pk: str, actor: int) -> None:
    """Queues a given-up job anew, with all its attempts before it; NotGivenUp when it is not."""
    lying = DBTaskResult.objects.filter(pk=pk, status=TaskResultStatus.FAILED).first()
    if lying is None:
        raise NotGivenUp
    kept = {key: value for key, value in lying.args_kwargs["kwargs"].items() if key != "attempt"}
    started = DBTaskResult.objects.filter(pk=pk, status=TaskResultStatus.FAILED).update(
        status=TaskResultStatus.READY,
        worker_ids=[],
        args_kwargs={"args": lying.args_kwargs["args"], "kwargs": kept},
    )
    if not started:
        raise NotGivenUp
    record(action="start_job_again", kind="job", key=str(pk), actor=actor)
