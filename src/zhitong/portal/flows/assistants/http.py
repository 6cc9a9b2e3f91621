"""The same server over HTTP: every request carries a token of this installation."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from mcp.server.transport_security import TransportSecuritySettings

from zhitong.portal.flows.assistants.server import assistants_server
from zhitong.portal.flows.clock import today
from zhitong.portal.foundation.tokens import is_valid

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
REFUSED = '{"error": "缺少有效的令牌。", "advice": "请在请求头写明 Authorization: Bearer 令牌。"}'


def only_with_token(inner: Application) -> Application:
    """Lets a request pass when its bearer token is valid; else 401 and nothing else happens."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            said = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1")
            kind, _, token = said.partition(" ")
            if kind.lower() != "bearer" or not await sync_to_async(is_valid)(token.strip(), "assistants"):
                headers = [(b"content-type", b"application/json"), (b"www-authenticate", b"Bearer")]
                await send({"type": "http.response.start", "status": 401, "headers": headers})
                await send({"type": "http.response.body", "body": REFUSED.encode()})
                return
        await inner(scope, receive, send)

    return application


def application() -> Application:
    """MCP at /mcp, without sessions, so that several processes can serve it."""
    server = assistants_server(today)
    hosts = [name for host in settings.ALLOWED_HOSTS for name in (host, f"{host}:*")]
    safety = TransportSecuritySettings(allowed_hosts=hosts)
    app = server.streamable_http_app(stateless_http=True, json_response=True, transport_security=safety)
    return only_with_token(app)
