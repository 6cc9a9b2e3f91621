"""A worker: takes jobs, gives a sign of life, gives back what silent workers held, minds the schedule."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import DatabaseError, close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as LibraryWorker

from zhitong.portal.foundation.jobs.keeping import gone, reap, sign_of_life
from zhitong.portal.foundation.jobs.schedule import Daily, Every, enqueue_due

BEAT_SECONDS = 5.0
IDLE_SECONDS = 1.0

log = logging.getLogger(__name__)


def library_worker(name: str, *, until_empty: bool) -> LibraryWorker:
    """The library's loop over our queue."""
    return LibraryWorker(
        queue_names=["default"],
        interval=IDLE_SECONDS,
        batch=until_empty,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )


def drain() -> None:
    """Does everything that is due now, in this process, then returns."""
    name = get_random_string(16)
    sign_of_life(name)
    reap()
    library_worker(name, until_empty=True).run()
    gone(name)


def work(schedule: Sequence[Daily | Every], clock: Callable[[], datetime]) -> None:
    """Works until interrupted; `clock` gives the local time for the schedule."""
    name = get_random_string(16)
    ended = threading.Event()
    sign_of_life(name)
    beat = threading.Thread(target=_beat, args=(name, schedule, clock, ended), daemon=True)
    beat.start()
    worker = library_worker(name, until_empty=False)
    worker.configure_signals()
    try:
        worker.run()
    finally:
        ended.set()
        beat.join(timeout=BEAT_SECONDS)
        gone(name)


def _beat(
    name: str, schedule: Sequence[Daily | Every], clock: Callable[[], datetime], ended: threading.Event
) -> None:
    while True:
        try:
            close_old_connections()
            sign_of_life(name)
            reap()
            enqueue_due(schedule, clock())
        except DatabaseError as failure:  # a database that is away for a while must not end the worker
            log.warning("no sign of life: %s", type(failure).__name__)
            connection.close()
        if ended.wait(BEAT_SECONDS):
            connection.close()
            return
