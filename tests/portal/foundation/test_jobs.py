"""Jobs run at least once: retried, given back after a kill, queued once per slot."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from tests.portal.foundation.jobs_of_tests import fail, nightly, write_line
from zhitong.portal.foundation.jobs.keeping import (
    ABANDONED,
    CLAIMS,
    NotGivenUp,
    given_up,
    health,
    reap,
    sign_of_life,
    start_again,
)
from zhitong.portal.foundation.jobs.retrying import pause_after
from zhitong.portal.foundation.jobs.schedule import Daily, Every, enqueue_due, forget_slots
from zhitong.portal.foundation.jobs.working import drain
from zhitong.portal.foundation.models import Journal, Slot, Worker

pytestmark = pytest.mark.django_db(transaction=True)
BEIJING = ZoneInfo("Asia/Shanghai")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def paper(tmp_path):
    return tmp_path / "lines"


def running(worker_ids):
    write_line.enqueue(path="/nowhere", line="x")
    DBTaskResult.objects.update(status="RUNNING", worker_ids=worker_ids, started_at=LONG_AGO)
    return DBTaskResult.objects.get()


def test_a_job_runs_once_and_leaves_the_queue(paper):
    write_line.enqueue(path=str(paper), line="a")
    drain()
    drain()
    assert paper.read_text() == "a\n"
    assert (health().waiting, health().given_up, health().workers) == (0, 0, 0)


def test_a_rollback_leaves_nothing_queued(paper):
    def want_then_fail():
        with transaction.atomic():
            write_line.enqueue(path=str(paper), line="ghost")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        want_then_fail()
    drain()
    assert (DBTaskResult.objects.count(), paper.exists()) == (0, False)


def test_a_failed_attempt_waits_and_is_then_given_up(paper, caplog):
    fail.enqueue(path=str(paper))
    drain()
    again = DBTaskResult.objects.ready().model.objects.get(status="READY")
    assert again.args_kwargs["kwargs"] == {"path": str(paper), "attempt": 2}
    assert again.run_after > again.enqueued_at + timedelta(seconds=29)
    DBTaskResult.objects.filter(pk=again.pk).update(run_after=LONG_AGO)
    drain()
    assert [str(one.pk) for one in given_up()] == [str(again.pk)]
    assert paper.read_text() == "tried\ntried\n"
    assert "13800000000" not in caplog.text


def test_what_was_given_up_is_started_again_by_hand_with_all_its_attempts(paper):
    fail.enqueue(path=str(paper))
    DBTaskResult.objects.update(
        status="FAILED", args_kwargs={"args": [], "kwargs": {"path": "p", "attempt": 2}}
    )
    lying = DBTaskResult.objects.get()
    start_again(pk=str(lying.pk), actor=7)
    lying.refresh_from_db()
    assert (lying.status, lying.args_kwargs["kwargs"], lying.worker_ids) == ("READY", {"path": "p"}, [])
    assert Journal.objects.get().action == "start_job_again"
    with pytest.raises(NotGivenUp):
        start_again(pk=str(lying.pk), actor=7)
    assert Journal.objects.count() == 1


def test_a_silent_workers_job_is_given_back():
    held = running(["dead"])
    Worker.objects.create(name="dead", seen_at=LONG_AGO)
    assert reap() == 1
    held.refresh_from_db()
    assert (held.status, Worker.objects.count()) == ("READY", 0)


def test_a_living_workers_job_stays():
    held = running(["alive"])
    sign_of_life("alive")
    sign_of_life("alive")
    assert reap() == 0
    held.refresh_from_db()
    assert (held.status, Worker.objects.count()) == ("RUNNING", 1)


def test_a_job_that_kills_its_workers_is_given_up():
    held = running(["dead"] * CLAIMS)
    assert reap() == 1
    held.refresh_from_db()
    assert (held.status, held.exception_class_path) == ("FAILED", ABANDONED)


def test_pauses_double_up_to_an_hour():
    assert [pause_after(n).total_seconds() for n in (1, 2, 3, 8, 100)] == [30, 60, 120, 3600, 3600]


def test_each_slot_is_queued_once():
    schedule = [Daily(nightly, time(6, 30)), Every(nightly, 20)]
    early = datetime(2026, 11, 24, 6, 29, tzinfo=BEIJING)
    assert enqueue_due(schedule, early) == 1
    assert enqueue_due(schedule, early) == 0
    assert enqueue_due(schedule, datetime(2026, 11, 24, 6, 31, tzinfo=BEIJING)) == 1
    assert enqueue_due(schedule, datetime(2026, 11, 24, 23, 59, tzinfo=BEIJING)) == 1
    assert enqueue_due(schedule, datetime(2026, 11, 25, 6, 30, tzinfo=BEIJING)) == 2
    assert DBTaskResult.objects.count() == 5


def test_a_look_at_what_is_queued_already_costs_one_read(django_assert_num_queries):
    schedule, noon = (
        [Daily(nightly, time(6, 30)), Every(nightly, 20)],
        datetime(2026, 11, 24, 12, tzinfo=BEIJING),
    )
    assert enqueue_due(schedule, noon) == 2
    with django_assert_num_queries(1):
        assert enqueue_due(schedule, noon) == 0


def test_old_slots_are_forgotten_and_new_ones_stay():
    Slot.objects.create(key="new")
    Slot.objects.create(key="old")
    Slot.objects.filter(key="old").update(at=LONG_AGO)
    assert forget_slots(datetime(2021, 1, 1, tzinfo=BEIJING)) == 1
    assert [one.key for one in Slot.objects.all()] == ["new"]
