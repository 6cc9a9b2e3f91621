"""Jobs that tests queue."""

from pathlib import Path

from zhitong.portal.foundation.jobs import job


@job(attempts=3)
def write_line(*, path: str, line: str) -> None:
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(line + "\n")


@job(attempts=2)
def fail(*, path: str) -> None:
    with Path(path).open("a", encoding="utf-8") as file:
        file.write("tried\n")
    raise ValueError("电话 13800000000")


@job()
def nightly() -> None:
    pass
