"""What a person was told about a business, provision by provision."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhitong.portal.deliveries.models import Event, Notice


@dataclass(slots=True)
class Told:
    """`has`: the last word was that it can be had; how often each was told; the last amount in fen."""

    has: bool = False
    newly: int = 0
    lost: int = 0
    amounts: int = 0
    amount: Mapping[str, Any] | None = None
    window: str = ""


def told_about(person: int, business: int) -> dict[str, Told]:
    """By provision key; one query."""
    told: dict[str, Told] = {}
    events = (Event.NEWLY, Event.LOST, Event.AMOUNT)
    rows = Notice.objects.filter(person=person, business=business, event__in=events).order_by("pk")
    for subject, event, occasion, content in rows.values_list("subject", "event", "occasion", "content"):
        one = told.setdefault(subject, Told())
        if event == Event.NEWLY:
            one.has, one.newly, one.window = True, one.newly + 1, occasion.partition("#")[0]
        elif event == Event.LOST:
            one.has, one.lost = False, one.lost + 1
        else:
            one.amounts += 1
        if event != Event.LOST:
            one.amount = content.get("amount") or one.amount
    return told
