"""A folder that is replaced as a whole or not at all, by one writer at a time."""

import ctypes
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AT_FDCWD, RENAME_EXCHANGE = -100, 2


class FolderBusyError(Exception):
    """Somebody else is writing this folder right now."""


class FolderForeignError(Exception):
    """The folder holds something that was not written here."""


@contextmanager
def whole_folder(target: Path, mark: str) -> Iterator[Path]:
    """Gives an empty folder beside `target` to fill; at the end it takes the place of `target`.

    An existing target is replaced only if it is empty or holds the file `mark`. If anything fails, or the
    process is killed, the target stays what it was; leftovers go at the next start.
    """
    target = Path(os.path.abspath(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    part, old = (target.with_name(f".{target.name}.{suffix}") for suffix in ("part", "old"))
    with alone(target.with_name(f".{target.name}.lock")):
        if old.exists() and not target.exists():
            old.rename(target)
        for leftover in (part, old):
            shutil.rmtree(leftover, ignore_errors=True)
        if target.exists() and not (target / mark).is_file() and (target.is_file() or any(target.iterdir())):
            raise FolderForeignError(target)
        part.mkdir()
        try:
            yield part
            _flush(part)
            take_place(part, target, old)
        finally:
            shutil.rmtree(part, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """The lock goes with the process, however it ends."""
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise FolderBusyError(lock) from error
        yield


def flushed(path: Path) -> None:
    """Returns when the file or the folder's list of names is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        flushed(path)


def take_place(part: Path, target: Path, old: Path) -> None:
    """In one step where the system can exchange two names, else in two with the old one kept aside."""
    if not target.exists():
        part.rename(target)
    elif not _exchanged(part, target):
        target.rename(old)
        part.rename(target)


def _exchanged(one: Path, other: Path) -> bool:
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)
