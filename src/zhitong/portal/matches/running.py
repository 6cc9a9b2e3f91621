"""One run at a time: begin, give signs of life, end; a dead process's place is taken."""

import os
import socket
from datetime import date, timedelta
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone

from zhitong.portal.matches.models import MatchRun, RunState
from zhitong.portal.matches.problems import AlreadyRunning, TakenOver

SILENT = timedelta(minutes=10)  # longer than any step takes
STOPPED = "中途停止，已由后一批次重做。"


def start_run(*, as_of: date, rules_sha256: str) -> MatchRun:
    """A run that has begun; AlreadyRunning where one is at work. One whose process is gone, or that gave
    no sign of life for long, is closed as not completed."""
    _close_dead()
    try:
        with transaction.atomic():
            run = MatchRun.objects.create(
                as_of=as_of, rules_sha256=rules_sha256, worker=this_process(), seen_at=timezone.now()
            )
    except IntegrityError:
        other = MatchRun.objects.filter(state=RunState.RUNNING).first()
        raise AlreadyRunning(other.started_at if other else timezone.now()) from None
    run.refresh_from_db()
    return run


def keep_alive(run: MatchRun) -> None:
    """A sign of life between two steps; TakenOver when the run is no longer this process's."""
    if not MatchRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(seen_at=timezone.now()):
        raise TakenOver


def fail_run(run: MatchRun, problem: str) -> None:
    """Says why a run came to nothing."""
    MatchRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(
        state=RunState.FAILED, ended_at=timezone.now(), problem=problem[:300]
    )


def this_process() -> str:
    """Machine, number and start of this process, so that a number used again is not taken for it."""
    return f"{socket.gethostname()} {os.getpid()} {_started(os.getpid())}"


def _close_dead() -> None:
    for run in MatchRun.objects.filter(state=RunState.RUNNING):
        silent = run.seen_at is None or run.seen_at < timezone.now() - SILENT
        if silent or _is_gone(run.worker):
            MatchRun.objects.filter(pk=run.pk, state=RunState.RUNNING, seen_at=run.seen_at).update(
                state=RunState.FAILED, ended_at=timezone.now(), problem=STOPPED
            )


def _is_gone(worker: str) -> bool:
    """Surely dead: of this machine, and no such process any more."""
    host, _, process = worker.rpartition(" ")[0].rpartition(" ")
    return host == socket.gethostname() and _started(int(process)) != worker.rpartition(" ")[2]


def _started(process: int) -> str:
    """When the process began, in ticks since the machine did; empty where there is none, and for one that
    only waits to be buried."""
    try:
        words = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if words[0] == "Z" else words[19]
