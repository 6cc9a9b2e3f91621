"""Where a person is signed in, and signing out there."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction

from zhitong.portal.accounts.models import Person
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.problems import NotFound

DEVICES = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One sign-in: since when, on what kind of device; `is_current` is the one that asks."""

    number: int
    since: datetime
    device: str
    is_current: bool


def device_of(agent: str) -> str:
    """A browser and system by their names, no more than that."""
    found = [next((name for sign, name in names if sign in agent), "") for names in (DEVICES, SYSTEMS)]
    return " · ".join(name for name in found if name) or "—"


def sessions_of(person: Viewer, current: str) -> list[SessionRow]:
    """The living sessions of a person, newest first."""
    rows = [
        SessionRow(one.pk, one.created_at, device_of(one.user_agent), one.session_key == current)
        for one in UserSession.objects.filter(user_id=person.pk).order_by("-created_at")
        if one.exists()
    ]
    return sorted(rows, key=lambda row: not row.is_current)


@transaction.atomic
def end_session(*, person: Viewer, number: int) -> None:
    """Ends one session of the person's own; NotFound for anybody else's."""
    found = UserSession.objects.filter(pk=number, user_id=person.pk).first()
    if found is None:
        raise NotFound
    found.end()
    record(action="end_session", kind="person", key=str(person.pk), actor=person.pk)


@transaction.atomic
def end_others(*, person: Viewer, current: str) -> int:
    """Ends all sessions but the current one; returns how many."""
    others = list(UserSession.objects.filter(user_id=person.pk).exclude(session_key=current))
    for one in others:
        one.end()
    if others:
        record(
            action="end_other_sessions",
            kind="person",
            key=str(person.pk),
            actor=person.pk,
            after={"ended": len(others)},
        )
    return len(others)


@transaction.atomic
def end_all(*, person: Person, actor: int) -> int:
    """Ends every session of a person, as when a second factor was taken away from them."""
    everyone = list(UserSession.objects.filter(user_id=person.pk))
    for one in everyone:
        one.end()
    record(
        action="end_all_sessions",
        kind="person",
        key=str(person.pk),
        actor=actor,
        after={"ended": len(everyone)},
    )
    return len(everyone)
