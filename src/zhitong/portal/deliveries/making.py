"""Making notices and their messages: the same change twice makes nothing new."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction

from zhitong.portal.businesses.models import Business
from zhitong.portal.deliveries.models import Event, Frequency, Message, Notice, Subscription, Topic
from zhitong.portal.deliveries.sending import IN_APP
from zhitong.portal.deliveries.states import State

STALE_AFTER = timedelta(days=14)
ORDER = [Frequency.AT_ONCE, Frequency.DAILY, Frequency.WEEKLY]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed for a business (or, without one, for a saved search), ready to be told.

    `content`: title, kind, topics, verdict, cause, why, amount, was_amount (fen), deadline (ISO), place.
    """

    event: Event
    subject: str
    occasion: str
    content: Mapping[str, Any] = field(default_factory=dict)
    business: Business | None = None
    wish: int | None = None  # the saved search that found it


def key_of(*parts: object) -> str:
    """32 hexadecimal signs that name a message to a provider (official accounts take no more)."""
    return sha256("|".join(str(part) for part in parts).encode()).hexdigest()[:32]


@transaction.atomic
def tell(*, person: int, changes: Sequence[Change], on: date, now: datetime) -> int:
    """Notices for a person and their messages by every channel they subscribed; returns how many are new.

    What leaves at once leaves as one letter per channel.
    """
    wishes = list(Subscription.objects.filter(person=person, ended_at__isnull=True).order_by("pk"))
    made = 0
    for change in changes:
        notice, is_new = Notice.objects.get_or_create(
            person_id=person,
            business=change.business,
            subject=change.subject,
            event=change.event,
            occasion=change.occasion,
            defaults={
                "content": dict(change.content),
                "region": change.business.region if change.business else "",
                "on": on,
            },
        )
        if is_new:
            made += 1
            Message.objects.bulk_create(messages_for(notice, matching(wishes, change), now))
    if made:
        join(person, (Frequency.AT_ONCE,), now, f"{on}:{now.isoformat()}", single_alone=True)
    return made


def matching(wishes: Iterable[Subscription], change: Change) -> list[Subscription]:
    """One subscription per channel that wants to hear of a change, the most immediate one."""
    chosen: dict[str, Subscription] = {}
    for wish in sorted(wishes, key=lambda each: ORDER.index(Frequency(each.frequency))):
        if wants(wish, change):
            chosen.setdefault(wish.channel, wish)
    return list(chosen.values())


def wants(wish: Subscription, change: Change) -> bool:
    """Whether a change is what a subscription is about."""
    match wish.topic:
        case Topic.SEARCH:
            return wish.pk == change.wish
        case Topic.PROVISION_KIND:
            return change.wish is None and wish.value == change.content.get("kind")
        case Topic.DOCUMENT_TOPIC:
            return change.wish is None and wish.value in change.content.get("topics", ())
    return change.wish is None


def messages_for(notice: Notice, wishes: Iterable[Subscription], now: datetime) -> list[Message]:
    """The inbox's own, there at once, and one per subscribed channel, waiting to be joined."""
    here = _message(notice, IN_APP, now)
    here.state = State.DELIVERED
    outside = []
    for wish in wishes:
        if wish.channel != IN_APP:
            message = _message(notice, wish.channel, now)
            message.subscription, message.frequency = wish, wish.frequency
            message.expires_at = expiry(notice, now)
            outside.append(message)
    return [here, *outside]


def expiry(notice: Notice, now: datetime) -> datetime:
    """The end of its last day for what is about to close, else a fortnight."""
    ends = notice.content.get("deadline")
    if notice.event == Event.CLOSING and ends:
        return datetime.combine(date.fromisoformat(ends), time.max, now.tzinfo)
    return now + STALE_AFTER


def _message(notice: Notice, channel: str, now: datetime) -> Message:
    business = notice.business.uscc if notice.business else ""
    key = key_of(notice.person_id, business, notice.subject, notice.event, notice.occasion, channel)
    return Message(
        key=key,
        person_id=notice.person_id,
        notice=notice,
        event=notice.event,
        channel=channel,
        region=notice.region,
        moved_at=now,
    )


@transaction.atomic
def join(
    person: int, frequencies: Sequence[str], now: datetime, occasion: str, *, single_alone: bool = False
) -> int:
    """Joins a person's waiting messages into one letter per channel and address; returns how many letters.

    `single_alone`: a message that is alone simply becomes due.
    """
    waiting = Message.objects.filter(
        person=person,
        state=State.PENDING,
        frequency__in=frequencies,
        due_at__isnull=True,
        joined_to__isnull=True,
        notice__isnull=False,
    ).order_by("channel", "pk")
    by_place: dict[tuple[str, str], list[Message]] = {}
    for message in waiting.select_related("subscription"):
        address = message.subscription.address if message.subscription else ""
        by_place.setdefault((message.channel, address), []).append(message)
    for (channel, _address), parts in by_place.items():
        numbers = [part.pk for part in parts]
        mine = Message.objects.filter(pk__in=numbers, joined_to__isnull=True, due_at__isnull=True)
        if single_alone and len(parts) == 1:
            mine.update(due_at=now, moved_at=now)
            continue
        regions = {part.region for part in parts}
        letter, _ = Message.objects.get_or_create(
            key=key_of("letter", person, channel, *frequencies, occasion, numbers),
            defaults={
                "person_id": person,
                "subscription": parts[0].subscription,
                "event": Event.LETTER,
                "channel": channel,
                "frequency": parts[0].frequency,
                "region": regions.pop() if len(regions) == 1 else "",
                "due_at": now,
                "expires_at": max((part.expires_at for part in parts if part.expires_at), default=None),
                "moved_at": now,
            },
        )
        mine.update(joined_to=letter, moved_at=now)
    return len(by_place)
