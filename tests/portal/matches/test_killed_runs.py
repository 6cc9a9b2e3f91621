"""kill -9 in the middle of a run: what held before holds on, and the next run takes its place."""

import json
import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
PLACES = ("snapshot", "match", "storing")


def test_what_held_before_a_kill_holds_after_it(tmp_path):
    env = {
        **os.environ,
        "ZHITONG_DATA": str(tmp_path),
        "ZHITONG_DATABASE_URL": "",
        "ZHITONG_TEST_POSTGRES": "",
        "DJANGO_SETTINGS_MODULE": "zhitong.portal.settings",
        "PYTHONPATH": f"{REPOSITORY}:{REPOSITORY / 'src'}",
    }
    script = REPOSITORY / "tests" / "portal" / "matches" / "killing.py"
    done = subprocess.run(
        [sys.executable, str(script), *PLACES], env=env, capture_output=True, text=True, check=True
    )
    first, *rest = [json.loads(line) for line in done.stdout.splitlines()]
    assert first["day"] == "2026-11-24"
    assert first["met"] > 0
    assert rest[: 2 * len(PLACES)] == [{"ended": -9}, first] * len(PLACES), done.stderr
    last, states = rest[2 * len(PLACES) :]
    assert last == {"day": "2026-11-26", "met": last["met"], "before": "2026-11-24"}
    assert states == {"states": ["done", *["failed"] * len(PLACES), "done"]}
    left = sorted(path.name for path in (tmp_path / "matching").iterdir() if not path.name.startswith("."))
    assert left == ["amounts-5", "snapshot"]
