"""Workers killed while they send: `python -m tests.portal.deliveries.killing 10000 20` prints the figures."""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.portal.deliveries.providers import serving

REPOSITORY = Path(__file__).resolve().parents[3]
PATIENCE_SECONDS = 3_000
ZHITONG = "import sys; from zhitong.portal.flows.commands import main; main(sys.argv[1:])"
PREPARE = """
import sys, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.utils import timezone
from datetime import time
from tests.portal.deliveries.factories import change, owned, wish
from zhitong.portal.deliveries.making import tell
from zhitong.portal.deliveries.models import Message
from zhitong.portal.flows.delivering import send_due
now = timezone.localtime()
people = 50
for number in range(people):
    who, what = owned(f"o{number}", number + 1)
    wish(who, quiet_from=time(0), quiet_to=time(0))
    mine = [change(what, f"p{one}") for one in range(number, int(sys.argv[1]), people)]
    for one in mine:  # one by one, so that none is joined to another
        tell(person=who.pk, changes=[one], on=now.date(), now=now)
    send_due.enqueue()
print(Message.objects.filter(channel="sms").count())
"""
COUNT = """
import django
django.setup()
import json
from django.db.models import Count
from zhitong.portal.deliveries.models import Message
rows = Message.objects.filter(channel="sms")
states = {one["state"]: one["n"] for one in rows.order_by().values("state").annotate(n=Count("pk"))}
print(json.dumps({"states": states, "keys": sorted(rows.values_list("key", flat=True))}))
"""


def environment(folder, provider, database=""):
    return {
        **os.environ,
        "ZHITONG_DATA": str(folder),
        "ZHITONG_DATABASE_URL": database,
        "ZHITONG_TEST_POSTGRES": "",
        "ZHITONG_JOB_SILENT_SECONDS": "2",
        "ZHITONG_DELIVERY_LEASE_SECONDS": "5",
        "ZHITONG_CHANNEL_SMS_URL": provider.address,
        "ZHITONG_CHANNEL_SMS_TOKEN": "t",
        "DJANGO_SETTINGS_MODULE": "zhitong.portal.settings",
        "PYTHONPATH": f"{REPOSITORY}:{REPOSITORY / 'src'}",
    }


def run(env, code, *arguments):
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=env, check=True, capture_output=True, text=True
    )
    return done.stdout


def kill_while_sending(folder, messages, kills, workers=1, database=""):
    """Figures: states at the end, raw calls, calls beyond the first per key, keys that never came."""
    with serving() as provider:
        env = environment(folder, provider, database)
        made = int(run(env, PREPARE, str(messages)))
        began, done_kills = time.monotonic(), 0
        step = messages // (kills + 1)
        while done_kills < kills:
            alive = [
                subprocess.Popen([sys.executable, "-c", ZHITONG, "work"], env=env, stderr=subprocess.DEVNULL)
                for _worker in range(workers)
            ]
            goal = min(messages - 1, len(provider.keys) + max(1, step))
            while len(provider.keys) < goal:
                assert time.monotonic() - began < PATIENCE_SECONDS, "nothing is sent"
                time.sleep(0.01)
            time.sleep(random.random() / 50)
            for worker in alive:
                worker.send_signal(signal.SIGKILL)
                worker.wait()
            done_kills += 1
        run(env, ZHITONG, "deliver", "--send-only", "--until-empty", "--json")
        counted = json.loads(run(env, COUNT))
        calls = Counter(provider.keys)
    return {
        "messages": made,
        "kills": done_kills * workers,
        "states": counted["states"],
        "lost": len(set(counted["keys"]) - set(calls)),
        "calls": sum(calls.values()),
        "resent": sum(calls.values()) - len(calls),
        "foreign": len(set(calls) - set(counted["keys"])),
        "seconds": round(time.monotonic() - began),
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as kept:
        messages, kills, *more = sys.argv[1:]
        workers, database = int(more[0]) if more else 1, more[1] if more[1:] else ""
        print(json.dumps(kill_while_sending(Path(kept), int(messages), int(kills), workers, database)))
