"""Jobs that send what is due and make the digests; the clock is read here and nowhere below."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhitong.portal.deliveries.digesting import people_waiting
from zhitong.portal.deliveries.making import join
from zhitong.portal.deliveries.moving import waiting
from zhitong.portal.deliveries.quiet import is_digest_day
from zhitong.portal.deliveries.sending import send_waiting
from zhitong.portal.foundation.jobs import job

CHUNK = 100


@job()
def send_due() -> dict[str, Any]:
    """A hundred messages, then the next job takes the rest, so that a kill costs one short job."""
    sent = 0
    while sent < CHUNK:
        taken = send_waiting(timezone.localtime)
        if not taken:
            return {"sent": sent}
        sent += taken
    with transaction.atomic():
        if waiting(timezone.localtime(), 1):
            send_due.enqueue()
    return {"sent": sent}


@job()
def make_digests(*, at: str = "") -> dict[str, Any]:
    """Joins what waited for the daily letter, on Mondays for the weekly one too; once a day each."""
    now = datetime.fromisoformat(at) if at else timezone.localtime()
    frequencies = [each for each in ("daily", "weekly") if is_digest_day(now, each)]
    letters = 0
    for person in people_waiting(frequencies):
        letters += join(person, frequencies, now, f"digest:{now.date().isoformat()}")
    if letters:
        send_due.enqueue()
    return {"letters": letters}
