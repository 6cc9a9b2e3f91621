"""Starting the site in this process."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from granian.constants import Interfaces
from granian.server import Server

from zhitong.portal.foundation.problems import Refusal

TARGET = "zhitong.portal.wsgi:application"
HOST = "127.0.0.1"
TRIED_PORTS = 20
THREADS = 4


class NoPort(Refusal):
    """Every port that was tried is taken."""

    def __init__(self, first: int) -> None:
        super().__init__(
            f"端口 {first} 到 {first + TRIED_PORTS - 1} 都被占用。",
            "请用 --port 指定另一个端口。",
            code="no_port",
        )


def is_free(port: int) -> bool:
    """Whether the port can be bound now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port(first: int) -> int:
    """The first free port from `first` on, or NoPort."""
    found = next((port for port in range(first, first + TRIED_PORTS) if port < 65536 and is_free(port)), None)
    if found is None:
        raise NoPort(first)
    return found


@contextmanager
def a_worker_beside() -> Iterator[None]:
    """A process for background jobs that lives as long as the site."""
    program = "from zhitong.portal.flows.commands import main; main(['work'])"
    worker = subprocess.Popen([sys.executable, "-c", program])  # noqa: S603 - our own interpreter
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(timeout=30)


def serve(port: int) -> None:
    """Serves until interrupted, with one worker for background jobs."""
    with a_worker_beside():
        _serve(port)


def _serve(port: int) -> None:
    Server(TARGET, address=HOST, port=port, interface=Interfaces.WSGI, blocking_threads=THREADS).serve()
