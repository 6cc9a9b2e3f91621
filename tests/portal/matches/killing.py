"""Runs of a registry that are killed, each in a process of its own, forked before anything is opened."""

import json
import os
import signal
import sys
from datetime import date, timedelta
from functools import partial

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django first

from zhitong.columnar import parts  # noqa: E402
from zhitong.portal.businesses.models import FactSheet  # noqa: E402
from zhitong.portal.businesses.operations import take_rows  # noqa: E402
from zhitong.portal.flows import matching  # noqa: E402
from zhitong.portal.flows.demo.registry import invented_rows  # noqa: E402
from zhitong.portal.flows.loading import load_packs  # noqa: E402
from zhitong.portal.flows.snapshotting import take_snapshot  # noqa: E402
from zhitong.portal.matches.models import Difference, MatchRun  # noqa: E402
from zhitong.portal.matches.queries import changes_of, latest_run  # noqa: E402

DAY = date(2026, 11, 24)
BUSINESSES = 40
matching.take_snapshot = partial(take_snapshot, part=10)


def prepare():
    """A registry and its first run."""
    call_command("migrate", verbosity=0)
    load_packs()
    take_rows(invented_rows(BUSINESSES))
    tell(matching.run_matching(as_of=DAY))


def die_in(place):
    """A run of the next day, with every sheet changed, that is killed at the place."""
    for sheet in FactSheet.objects.all():
        sheet.save()
    owner, name = {
        "snapshot": (parts.Building, "put"),
        "match": (matching, "write_amounts"),
        "storing": (Difference.objects, "bulk_create"),
    }[place]
    whole, calls = getattr(owner, name), []

    def dying(*args, **more):
        calls.append(1)
        found = whole(*args, **more)
        if len(calls) == 2 or place != "snapshot":
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    setattr(owner, name, dying)
    matching.run_matching(as_of=DAY + timedelta(1))


def look():
    """What holds now."""
    tell(latest_run())


def again():
    """The next run, undisturbed."""
    tell(matching.run_matching(as_of=DAY + timedelta(2)))
    print(json.dumps({"states": [run.state for run in MatchRun.objects.order_by("pk")]}))


def tell(run):
    """One line about a run: its day, its figures, and that what belongs to it can be read."""
    found = MatchRun.objects.get(pk=run.pk)
    met = sum(one.met_count for one in found.audiences.all())
    before = changes_of(run.pk).before
    print(json.dumps({"day": run.as_of.isoformat(), "met": met, "before": before and before.isoformat()}))


def apart(step, *arguments):
    """Runs a step in a child; prints how it ended where it was killed."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        status = 1
        try:
            step(*arguments)
            sys.stdout.flush()
            status = 0
        finally:
            os._exit(status)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended:
        print(json.dumps({"ended": ended}))


apart(prepare)
for where in sys.argv[1:]:
    apart(die_in, where)
    apart(look)
apart(again)
