"""One POST or GET of JSON to a provider; whatever goes wrong comes back as an outcome, never raised."""

import json
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from zhitong.portal.deliveries.sent import Outcome, for_good, for_now

TIMEOUT_SECONDS = 10
MOST_BYTES = 64 * 1024
SCHEMES = ("https://", "http://")


class _NoRedirect(HTTPRedirectHandler):
    """What a person is told goes to the address that was set up and to no other."""

    def redirect_request(self, *_told: object) -> None:
        """Never."""
        return


_OPENER = build_opener(_NoRedirect)


def call(
    address: str,
    payload: Mapping[str, Any] | None = None,
    *,
    key: str = "",
    bearer: str = "",
    timeout_seconds: float | None = None,
) -> Mapping[str, Any] | Outcome:
    """The JSON object a provider answers; an outcome when there is none. `key` marks a repeated call."""
    if not address.startswith(SCHEMES):
        return for_good("address", "渠道地址没有配置好，请管理员核对。")
    headers = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"}
    if key:
        headers["Idempotency-Key"] = key
    if bearer:
        headers["Authorization"] = f"Bearer {bearer}"
    body = None if payload is None else json.dumps(payload, ensure_ascii=False).encode()
    asked = Request(address, body, headers)  # noqa: S310 - the scheme was checked above
    try:
        with _OPENER.open(asked, timeout=timeout_seconds or TIMEOUT_SECONDS) as answer:
            return _object(answer.read(MOST_BYTES))
    except HTTPError as failure:
        with failure:
            return _refused(failure)
    except TimeoutError:
        return for_now("timeout", "服务商超时未答复。")
    except (OSError, HTTPException):
        return for_now("unreachable", "连接不上服务商。")


def _object(body: bytes) -> Mapping[str, Any] | Outcome:
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else for_now("malformed", "服务商的答复无法识别。")


def _refused(failure: HTTPError) -> Outcome:
    code = f"http_{failure.code}"
    if failure.code == 429:
        wait = failure.headers.get("Retry-After", "")
        return for_now("rate_limit", "服务商限流，稍后重发。", int(wait) if wait.isdecimal() else None)
    if failure.code >= 500 or failure.code in (408, 425):
        return for_now(code, f"服务商暂时出错（{failure.code}）。")
    return for_good(code, f"服务商拒绝了请求（{failure.code}），请管理员核对渠道配置。")
