"""Tokens for programs: shown once, kept only as a digest, ended when no longer wanted."""

import secrets
from hashlib import sha256

from django.db import transaction
from django.db.models.functions import Now

from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.models import Token
from zhitong.portal.foundation.problems import Refusal


class NoSuchToken(Refusal):
    """Nothing valid has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"没有名为“{name}”的有效令牌。", "请用 --list 查看现有令牌。", code="no_such_token")


class NameTaken(Refusal):
    """A valid token of this name exists."""

    def __init__(self, name: str) -> None:
        super().__init__(f"已有名为“{name}”的有效令牌。", "请换一个名称，或先停用原令牌。", code="name_taken")


def digest(token: str) -> str:
    """What is kept of a token; 256 random bits need no salt."""
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def issue(*, name: str, scope: str) -> str:
    """A new token, told this once."""
    token = f"zt_{secrets.token_urlsafe(32)}"
    _, is_new = Token.objects.get_or_create(
        name=name, ended_at=None, defaults={"digest": digest(token), "scope": scope}
    )
    if not is_new:
        raise NameTaken(name)
    record(action="issue_token", kind="token", key=name, after={"scope": scope})
    return token


@transaction.atomic
def end(*, name: str) -> None:
    """The token no longer opens anything."""
    if not Token.objects.filter(name=name, ended_at=None).update(ended_at=Now()):
        raise NoSuchToken(name)
    record(action="end_token", kind="token", key=name)


def is_valid(token: str, scope: str) -> bool:
    """Whether the token opens this scope now."""
    return Token.objects.filter(digest=digest(token), scope=scope, ended_at=None).exists()


def valid_tokens() -> list[tuple[str, str]]:
    """(name, scope) of the tokens in use."""
    return list(Token.objects.filter(ended_at=None).order_by("name").values_list("name", "scope"))
