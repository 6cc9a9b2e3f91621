"""Saved searches run every morning: a document they had not found before is news."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhitong.portal.deliveries.making import Change, tell
from zhitong.portal.deliveries.models import Event, Subscription
from zhitong.portal.deliveries.news import has_looked, remember, search_wishes, unseen
from zhitong.portal.documents.search.finding import find_clauses
from zhitong.portal.documents.search.shapes import Filters
from zhitong.portal.flows.delivering import send_due
from zhitong.portal.foundation.jobs import job

NOTHING_THERE = "-"  # remembered when the first look found nothing, so that the next find is news


@job()
def find_news() -> dict[str, Any]:
    """Every standing search; one transaction each."""
    now = timezone.localtime()
    return {"notices": sum(look(wish, now) for wish in search_wishes())}


def look(wish: Subscription, now: datetime) -> int:
    """Tells the documents that are new to one search; returns how many."""
    found = {one.document.key: one.document for one in find_clauses(wish.value, Filters()).documents}
    fresh = unseen(wish, found)
    changes = [
        Change(
            Event.DOCUMENT,
            key,
            f"search:{wish.pk}",
            {"title": found[key].title, "words": wish.value, "place": None},
            wish=wish.pk,
        )
        for key in fresh
    ]
    with transaction.atomic():
        made = 0
        if has_looked(wish):
            made = tell(person=wish.person_id, changes=changes, on=now.date(), now=now)
        remember(wish, fresh or [NOTHING_THERE])
        if made:
            send_due.enqueue()
    return made
