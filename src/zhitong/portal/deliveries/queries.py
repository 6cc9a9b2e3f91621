"""Reads: a person's inbox and subscriptions, and an officer's view of messages within the regions."""

from collections.abc import Sequence
from datetime import time

from django.db.models import Count, Q, QuerySet

from zhitong.portal.accounts.perms import Viewer, scoped
from zhitong.portal.businesses.models import Owner
from zhitong.portal.businesses.perms import acting
from zhitong.portal.deliveries.channels import CHANNELS
from zhitong.portal.deliveries.models import Event, Message, Notice, Subscription
from zhitong.portal.deliveries.quiet import QUIET_FROM, QUIET_TO
from zhitong.portal.deliveries.sending import IN_APP
from zhitong.portal.deliveries.shapes import (
    ChannelRow,
    Inbox,
    MessageRow,
    NoticeRow,
    StateCount,
    SubscriptionRow,
)
from zhitong.portal.deliveries.states import State, states_before
from zhitong.portal.deliveries.wording import amount_text, deadline_of, what_text, why_texts
from zhitong.portal.foundation.paging import Page, bounds

SIZE = 20


def unread_count(person: Viewer) -> int:
    """Unread notices outside the archive; one query by index."""
    if not person.is_authenticated:
        return 0
    return own_notices(person).filter(archived_at__isnull=True, read_at__isnull=True).count()


def own_notices(person: Viewer) -> QuerySet[Notice]:
    """A person's notices; those about a business they no longer act for are gone with the binding."""
    theirs = acting(Owner.objects.filter(person=person.pk)).values("business")
    return Notice.objects.filter(Q(business__isnull=True) | Q(business__in=theirs), person=person.pk)


def inbox(person: Viewer, *, folder: str = "", event: str = "", uscc: str = "", number: int = 1) -> Inbox:
    """`folder`: all that is not archived, `unread`, or `archived`; three queries."""
    mine = own_notices(person)
    counts = mine.aggregate(
        unread=Count("pk", filter=Q(archived_at__isnull=True, read_at__isnull=True)),
        all=Count("pk", filter=Q(archived_at__isnull=True)),
        archived=Count("pk", filter=Q(archived_at__isnull=False)),
    )
    shown = mine.filter(archived_at__isnull=folder != "archived")
    if folder == "unread":
        shown = shown.filter(read_at__isnull=True)
    if event in Event.values:
        shown = shown.filter(event=event)
    if uscc:
        shown = shown.filter(business__uscc=uscc)
    total = shown.count()
    number, start, stop = bounds(number, SIZE, total)
    rows = [notice_row(one) for one in shown.select_related("business").order_by("-pk")[start:stop]]
    return Inbox(Page(rows, number, SIZE, total), counts["unread"], counts["all"], counts["archived"])


def notice_row(notice: Notice) -> NoticeRow:
    """A notice as shown."""
    return NoticeRow(
        pk=notice.pk,
        event=notice.event,
        event_label=notice.get_event_display(),
        subject=notice.subject,
        content=notice.content,
        what=what_text(notice),
        why=why_texts(notice.content),
        amount=amount_text(notice.content.get("amount")),
        deadline=deadline_of(notice.content),
        uscc=notice.business.uscc if notice.business else "",
        business=notice.business.name if notice.business else "",
        on=notice.on,
        made_at=notice.made_at,
        is_read=notice.read_at is not None,
        is_archived=notice.archived_at is not None,
    )


def channel_rows() -> list[ChannelRow]:
    """Every channel but the inbox, those not set up with the reason."""
    return [
        ChannelRow(one.key, one.label, one.needs, one.missing())
        for one in CHANNELS.values()
        if one.key != IN_APP
    ]


def masked(address: str) -> str:
    """Enough to recognise an own address: `ab…@example.com`, `138…5678`."""
    name, at, host = address.partition("@")
    if at:
        return f"{name[:2]}…@{host}"
    return f"{name[:3]}…{name[-4:]}" if len(name) > 7 else name


def subscriptions_of(person: Viewer) -> list[SubscriptionRow]:
    """The standing subscriptions; one query."""
    standing = Subscription.objects.filter(person=person.pk, ended_at__isnull=True).order_by("pk")
    return [
        SubscriptionRow(
            pk=one.pk,
            channel=one.channel,
            channel_label=channel_label(one.channel),
            topic=one.topic,
            value=one.value,
            frequency=one.frequency,
            address=masked(one.address),
            quiet_from=_hour(one.quiet_from or QUIET_FROM),
            quiet_to=_hour(one.quiet_to or QUIET_TO),
            is_paused=one.paused_at is not None,
        )
        for one in standing
    ]


def _hour(at: time) -> str:
    return at.strftime("%H:%M")


def channel_label(key: str) -> str:
    """The name of a channel; its key when its folder is gone."""
    return CHANNELS[key].label if key in CHANNELS else key


def seen_by(person: Viewer) -> QuerySet[Message]:
    """Messages an officer may see: those of businesses in the own regions."""
    return scoped(Message.objects.filter(joined_to__isnull=True), person)


def state_counts(person: Viewer) -> list[StateCount]:
    """All states, none left out; one query."""
    counted = dict(
        seen_by(person)
        .order_by()
        .values_list("state")
        .annotate(count=Count("pk"))
        .values_list("state", "count")
    )
    return [StateCount(state.value, counted.get(state.value, 0)) for state in State]


def message_rows(
    person: Viewer, *, state: str = "", channel: str = "", code: str = "", number: int = 1, size: int = 50
) -> Page[MessageRow]:
    """Messages within the person's regions, those that moved last in front; two queries."""
    found = seen_by(person)
    if state in State.values:
        found = found.filter(state=state)
    if channel:
        found = found.filter(channel=channel)
    if code:
        found = found.filter(code=code)
    total = found.count()
    number, start, stop = bounds(number, size, total)
    listed = found.select_related("notice__business").order_by("-moved_at", "-pk")[start:stop]
    return Page([message_row(one) for one in listed], number, size, total)


def message_row(message: Message) -> MessageRow:
    """A message as a line of the list."""
    notice = message.notice
    business = notice.business if notice else None
    return MessageRow(
        pk=message.pk,
        business=business.name if business else "",
        uscc=business.uscc if business else "",
        event=message.event,
        title=str(notice.content.get("title", notice.subject)) if notice else "",
        channel=message.channel,
        channel_label=channel_label(message.channel),
        state=message.state,
        reason=message.reason,
        code=message.code,
        attempts=message.attempts,
        due_at=message.due_at,
        moved_at=message.moved_at,
        may_retry=message.state in states_before("retry"),
    )


def reasons(person: Viewer) -> Sequence[tuple[str, str, int]]:
    """Why messages have not left: code, sentence, how many; the most frequent first."""
    failed = seen_by(person).filter(state__in=states_before("retry")).exclude(code="")
    counted = failed.order_by().values("code").annotate(count=Count("pk"))
    told = {one["code"]: one["count"] for one in counted}
    words = dict(failed.order_by("pk").values_list("code", "reason")) if told else {}
    return sorted(
        ((code, words.get(code, ""), count) for code, count in told.items()), key=lambda one: -one[2]
    )
