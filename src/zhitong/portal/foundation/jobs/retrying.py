"""A job is a task that is tried again with growing pauses before it is given up."""

import logging
import traceback
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks.base import Task

ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)

log = logging.getLogger(__name__)


class GivenUp(Exception):  # noqa: N818 - what the queue shows of the last failure
    """Kind and place of a failure without its message, which may hold what a person wrote."""

    def __init__(self, failure: Exception) -> None:
        place = traceback.extract_tb(failure.__traceback__)[-1]
        super().__init__(f"{type(failure).__name__} {place.name}:{place.lineno}")


def pause_after(attempt: int) -> timedelta:
    """How long to wait after the attempt of this number (from 1): doubled each time, an hour at most."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * (1 << min(attempt - 1, 16)))


def job(*, attempts: int = ATTEMPTS) -> Callable[[Callable[..., Any]], Task[..., Any]]:
    """Makes a function of keyword arguments (plain JSON values) a job; it must be idempotent.

    Call `name.enqueue(key=value)` inside the transaction that wants it; a rollback leaves nothing queued.
    """

    def decorate(function: Callable[..., Any]) -> Task[..., Any]:
        @wraps(function)
        def run(*, attempt: int = 1, **arguments: Any) -> Any:
            try:
                return function(**arguments)
            except Exception as failure:
                log.warning("%s: attempt %s: %s", function.__qualname__, attempt, GivenUp(failure))
                if attempt >= attempts:
                    raise GivenUp(failure) from None
                queued: Task[..., Any] = import_string(f"{function.__module__}.{function.__qualname__}")
                later = queued.using(run_after=timezone.now() + pause_after(attempt))
                later.enqueue(attempt=attempt + 1, **arguments)
                return {"tried_again": attempt + 1}

        return task(run)

    return decorate
