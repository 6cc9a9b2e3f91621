"""Over HTTP nothing is answered without a token."""

import pytest
from asgiref.sync import async_to_sync

from zhitong.portal.flows.assistants.http import only_with_token
from zhitong.portal.foundation.tokens import end, issue


async def _inner(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})


def status(authorization):
    """The status a request with this header gets."""
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b""}

    headers = [(b"authorization", authorization.encode())] if authorization else []
    async_to_sync(only_with_token(_inner))({"type": "http", "headers": headers}, receive, send)
    return sent[0]["status"]


@pytest.mark.django_db
def test_only_a_valid_bearer_token_passes():
    token, other = issue(name="a", scope="assistants"), issue(name="b", scope="other")
    given = ["", "Bearer", "Bearer x", f"Basic {token}", f"Bearer {other}", f"Bearer {token}"]
    assert [status(one) for one in given] == [401, 401, 401, 401, 401, 200]
    end(name="a")
    assert status(f"Bearer {token}") == 401
