"""Limits that hold for all processes together, and keep nobody's name."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connection, connections

from zhitong.portal.foundation.models import Tally
from zhitong.portal.foundation.problems import TooMany
from zhitong.portal.foundation.rates import forget, take

NOON = "2026-11-24T12:00:10+08:00"


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.RATE_LIMITS = {"look": (3, 60)}


def passed(times, key="a"):
    done = 0
    for _ in range(times):
        try:
            take("look", key)
        except TooMany:
            continue
        done += 1
    return done


@pytest.mark.django_db
def test_as_many_as_allowed_and_told_when_to_come_again():
    with time_machine.travel(NOON, tick=False):
        assert passed(3) == 3
        with pytest.raises(TooMany, match="请在 50 秒后再试") as late:
            take("look", "a")
        assert late.value.wait_seconds == 50
        assert passed(2, "b") == 2
    with time_machine.travel("2026-11-24T12:01:00+08:00", tick=False):
        assert passed(4) == 3


@pytest.mark.django_db
def test_forgotten_it_begins_anew():
    with time_machine.travel(NOON, tick=False):
        passed(3)
        forget("look", "a")
        assert passed(4) == 3


@pytest.mark.django_db
def test_what_is_over_is_swept_and_marks_tell_nothing():
    with time_machine.travel(NOON, tick=False):
        take("look", "192.0.2.1")
        first = Tally.objects.get().mark
    with time_machine.travel("2026-11-24T14:00:00+08:00", tick=False):
        take("look", "192.0.2.1")

    assert first not in set(Tally.objects.values_list("mark", flat=True))
    assert Tally.objects.count() == 1
    assert len(first) == 64


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_pass_no_more_than_one_after_another(settings):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL (ZHITONG_TEST_POSTGRES)")
    settings.RATE_LIMITS = {"look": (20, 86_400)}
    together = Barrier(8)

    def tries(_number):
        try:
            together.wait()
            return passed(10)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(tries, range(8))) == 20
