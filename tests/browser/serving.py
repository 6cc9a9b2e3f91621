"""A real site for the browser: the demo of a few businesses in a folder of its own, served as in production.

Run as a program: `python serving.py PORT`.
"""

import os
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import django

SIZE = 60


def prepare(folder: Path) -> None:
    """The packs, the businesses, the people, the sample plan, one match."""
    from zhitong.portal.flows.demo.preparing import prepare_demo

    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    prepare_demo(data=folder, as_of=today, say=lambda _line: None, size=SIZE)


if __name__ == "__main__":
    django.setup()
    prepare(Path(os.environ["ZHITONG_DATA"]))
    serve = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", sys.argv[1]]
    os.execv(sys.executable, [sys.executable, "-m", *serve, "--no-ws", "zhitong.portal.wsgi:application"])
