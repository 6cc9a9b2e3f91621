"""The uses of data a person may agree to, with how they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from zhitong.portal.accounts.consents import consents_of, give_consent, withdraw_consent
from zhitong.portal.accounts.models import Consent, Person
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.flows.personal.rules import PURPOSES, Purpose
from zhitong.portal.foundation.problems import NotFound

WEB = "web"


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One use: whether the person agrees to its present text, since when, and what went before."""

    purpose: Purpose
    given_at: datetime | None
    is_older: bool
    history: Sequence[tuple[int, datetime, datetime | None]]


def purpose_of(key: str) -> Purpose:
    """A use by its key, or NotFound."""
    if key not in PURPOSES:
        raise NotFound
    return PURPOSES[key]


def agree(*, person: Person, key: str) -> Consent:
    """Agrees to the present text; what is kept is the digest of the Chinese words."""
    purpose = purpose_of(key)
    with translation.override("zh-hans"):
        text = str(purpose.text)
    return give_consent(person=person, purpose=key, version=purpose.version, text=text, channel=WEB)


def withdraw(*, person: Person, key: str) -> bool:
    """Withdraws from a use."""
    return withdraw_consent(person=person, purpose=purpose_of(key).key)


def consents(person: Viewer) -> list[ConsentRow]:
    """Every use with its standing; one query."""
    held = consents_of(person)
    rows = []
    for purpose in PURPOSES.values():
        own = [one for one in held if one.purpose == purpose.key]
        now = next((one for one in own if one.withdrawn_at is None), None)
        rows.append(
            ConsentRow(
                purpose,
                now.given_at if now and now.version == purpose.version else None,
                bool(now and now.version != purpose.version),
                [(one.version, one.given_at, one.withdrawn_at) for one in own],
            )
        )
    return rows
