"""Serving assistants in this process."""

from granian.constants import Interfaces
from granian.server import Server

from zhitong.portal.flows.assistants.server import assistants_server
from zhitong.portal.flows.clock import today
from zhitong.portal.flows.serving import HOST


def serve_stdio() -> None:
    """Over standard input and output, until the assistant hangs up."""
    assistants_server(today).run("stdio")


def serve_http(port: int) -> None:
    """Over HTTP, until interrupted."""
    Server("zhitong.portal.asgi:application", address=HOST, port=port, interface=Interfaces.ASGI).serve()
