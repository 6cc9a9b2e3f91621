"""Signed links that work without signing in: following a notice, stopping a channel."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from zhitong.portal.deliveries.problems import LinkInvalid

_FOLLOW = Signer(salt="deliveries.follow")
_STOP = Signer(salt="deliveries.stop")


def whole(path: str) -> str:
    """A path of the site as a whole address."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}"


def follow_token(notice: int, channel: str) -> str:
    """Names a notice and the channel its link was sent by."""
    return _FOLLOW.sign(f"{notice}.{channel}")


def read_follow(token: str) -> tuple[int, str]:
    """Notice and channel of a token; LinkInvalid when it was changed."""
    notice, channel = _read(_FOLLOW, token)
    return int(notice), channel


def stop_token(person: int, channel: str) -> str:
    """Names a person and a channel."""
    return _STOP.sign(f"{person}.{channel}")


def read_stop(token: str) -> tuple[int, str]:
    """Person and channel of a token; LinkInvalid when it was changed."""
    person, channel = _read(_STOP, token)
    return int(person), channel


def follow_address(notice: int, channel: str) -> str:
    """The link of a notice in a letter."""
    return whole(reverse("follow_notice", args=[follow_token(notice, channel)]))


def stop_address(person: int, channel: str) -> str:
    """Where a person ends a channel."""
    return whole(reverse("stop_channel", args=[stop_token(person, channel)]))


def inbox_address() -> str:
    """The inbox."""
    return whole(reverse("inbox"))


def _read(signer: Signer, token: str) -> tuple[str, str]:
    try:
        number, _, channel = signer.unsign(token).partition(".")
    except BadSignature as failure:
        raise LinkInvalid from failure
    return number, channel
