"""`zhitong work`: nothing is lost when workers are killed."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
JOBS = 60
ZHITONG = "import sys; from zhitong.portal.flows.commands import main; main(sys.argv[1:])"
QUEUE = """
import django, sys
django.setup()
from django.core.management import call_command
from django.db import transaction
from tests.portal.foundation.jobs_of_tests import write_line
call_command("migrate", "foundation", verbosity=0)
call_command("migrate", "django_tasks_database", verbosity=0)
with transaction.atomic():
    for number in range(int(sys.argv[2])):
        write_line.enqueue(path=sys.argv[1], line=str(number))
"""


def environment(folder):
    return {
        **os.environ,
        "ZHITONG_DATA": str(folder),
        "ZHITONG_DATABASE_URL": "",
        "ZHITONG_TEST_POSTGRES": "",
        "ZHITONG_JOB_SILENT_SECONDS": "2",
        "DJANGO_SETTINGS_MODULE": "zhitong.portal.settings",
        "PYTHONPATH": f"{REPOSITORY}:{REPOSITORY / 'src'}",
    }


def test_killed_workers_lose_no_job(tmp_path):
    paper, env = tmp_path / "lines", environment(tmp_path)
    subprocess.run([sys.executable, "-c", QUEUE, str(paper), str(JOBS)], env=env, check=True)
    for _ in range(3):
        worker = subprocess.Popen([sys.executable, "-c", ZHITONG, "work"], env=env, stderr=subprocess.DEVNULL)
        before = paper.stat().st_size if paper.exists() else 0
        while not paper.exists() or paper.stat().st_size == before:
            assert worker.poll() is None
            time.sleep(0.01)
        time.sleep(random.random() / 20)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    time.sleep(2.5)

    done = subprocess.run(
        [sys.executable, "-c", ZHITONG, "work", "--until-empty", "--json"],
        env=env, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert {int(line) for line in paper.read_text().split()} == set(range(JOBS))
    assert done.stdout.split() == ["{", '"waiting":', "0,", '"given_up":', "0", "}"]
