"""Subscribing, changing, pausing, stopping: each one transaction and one journal line."""

from collections.abc import Mapping
from datetime import datetime, time

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from zhitong.portal.accounts.models import Person
from zhitong.portal.deliveries.channels import CHANNELS
from zhitong.portal.deliveries.models import Event, Frequency, Message, Subscription, Topic
from zhitong.portal.deliveries.moving import move
from zhitong.portal.deliveries.problems import NotSubscribable
from zhitong.portal.deliveries.sending import IN_APP
from zhitong.portal.deliveries.states import state_after, states_before
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.problems import NotFound

MOST = 30  # subscriptions of one person


def check_wish(channel: str, topic: str, value: str, frequency: str, address: str, mail: str) -> None:
    """Raises NotSubscribable with one sentence when a wish cannot be kept."""
    known = CHANNELS.get(channel)
    if known is None or channel == IN_APP:
        raise NotSubscribable("没有这个渠道。", "请在列出的渠道中选择。", code="channel_unknown")
    if known.missing():
        raise NotSubscribable(f"“{known.label}”还不能用。", known.missing(), code="channel_not_set_up")
    if topic not in Topic.values or frequency not in Frequency.values:
        raise NotSubscribable("订阅的内容或频次不可用。", "请在列出的选项中选择。", code="wish_unknown")
    if topic != Topic.ALL and not value.strip():
        raise NotSubscribable("没有选择要订阅的内容。", "请选择类型、主题，或填写检索词。", code="no_value")
    if len(value) > 120 or len(address) > 200:
        raise NotSubscribable("填写的内容太长。", "检索词不超过 120 字。", code="too_long")
    wrong = known.refuse_address(address or (mail if channel == "email" else ""))
    if wrong:
        raise NotSubscribable("接收地址不可用。", wrong, code="address_unusable")


@transaction.atomic
def subscribe(
    *,
    person: Person,
    channel: str,
    topic: str = Topic.ALL,
    value: str = "",
    frequency: str = Frequency.AT_ONCE,
    address: str = "",
    quiet_from: time | None = None,
    quiet_to: time | None = None,
) -> Subscription:
    """A new subscription, or the same one with its frequency, address and quiet hours as wished now."""
    value, address = ("" if topic == Topic.ALL else value.strip()), address.strip()
    check_wish(channel, topic, value, frequency, address, person.email)
    said = {
        "frequency": frequency,
        "address": address,
        "quiet_from": quiet_from,
        "quiet_to": quiet_to,
    }
    mine = Subscription.objects.filter(person=person, ended_at__isnull=True)
    same = mine.filter(channel=channel, topic=topic, value=value)
    found = same.first()
    if found is None:
        if mine.count() >= MOST:
            raise NotSubscribable(f"订阅不能超过 {MOST} 项。", "请先退订不再需要的。", code="too_many")
        found = _create(person, channel, topic, value, said)
    same.update(**said)
    found.refresh_from_db()
    release_blocked(found, found.made_at)
    record(
        action="subscribe",
        kind="subscription",
        key=str(found.pk),
        actor=person.pk,
        after={"channel": channel, "topic": topic, "frequency": frequency},
    )
    return found


def _create(person: Person, channel: str, topic: str, value: str, said: Mapping[str, object]) -> Subscription:
    try:
        with transaction.atomic():
            return Subscription.objects.create(
                person=person, channel=channel, topic=topic, value=value, **said
            )
    except IntegrityError:  # the same form sent twice at once
        return Subscription.objects.get(
            person=person, channel=channel, topic=topic, value=value, ended_at__isnull=True
        )


def own(person: Person, pk: int) -> Subscription:
    """A standing subscription of this person, else NotFound."""
    found = Subscription.objects.filter(person=person, pk=pk, ended_at__isnull=True).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def pause(*, person: Person, pk: int, now: datetime) -> None:
    """Nothing leaves until it is resumed; what is news meanwhile waits."""
    found = own(person, pk)
    if Subscription.objects.filter(pk=found.pk, paused_at__isnull=True).update(paused_at=now):
        record(action="pause_subscription", kind="subscription", key=str(pk), actor=person.pk)


@transaction.atomic
def resume(*, person: Person, pk: int, now: datetime) -> None:
    """What waited leaves, unless it has become stale."""
    found = own(person, pk)
    if Subscription.objects.filter(pk=found.pk, paused_at__isnull=False).update(paused_at=None):
        release_blocked(found, now)
        record(action="resume_subscription", kind="subscription", key=str(pk), actor=person.pk)


@transaction.atomic
def stop(*, person: Person, pk: int, now: datetime) -> None:
    """Ends one subscription and what still waited for it."""
    _end(Subscription.objects.filter(pk=own(person, pk).pk), now)
    record(action="stop_subscription", kind="subscription", key=str(pk), actor=person.pk)


@transaction.atomic
def stop_channel(*, person: int, channel: str, now: datetime) -> int:
    """Ends all of a person's subscriptions by one channel (the signed link); 0 when none stood."""
    ended = _end(Subscription.objects.filter(person=person, channel=channel), now)
    if ended:
        record(
            action="stop_channel",
            kind="person",
            key=str(person),
            actor=person,
            after={"channel": channel, "subscriptions": ended},
        )
    return ended


@transaction.atomic
def take_back_stop(*, person: int, channel: str, at: datetime) -> int:
    """Undoes a stop of that moment; what was cancelled meanwhile stays in the inbox only."""
    standing = Subscription.objects.filter(person=person, channel=channel, ended_at__isnull=True)
    if standing.exists():
        return 0
    back = Subscription.objects.filter(person=person, channel=channel, ended_at=at).update(ended_at=None)
    if back:
        record(
            action="take_back_stop", kind="person", key=str(person), actor=person, after={"channel": channel}
        )
    return back


def release_blocked(wish: Subscription, now: datetime) -> None:
    """Messages that only waited for an address or a resumption may go."""
    blocked = Message.objects.filter(subscription=wish, code__in=("no_address", "no_consent", "paused"))
    move(blocked, "retry", now, due_at=now, code="", reason="")


def _end(rows: QuerySet[Subscription], now: datetime) -> int:
    standing = rows.filter(ended_at__isnull=True)
    ended = list(standing.values_list("pk", flat=True))
    changed = standing.update(ended_at=now)
    _leave_letters(ended, now)
    move(Message.objects.filter(subscription__in=ended), "cancel", now, code="stopped", reason="已退订。")
    return changed


def _leave_letters(ended: list[int], now: datetime) -> None:
    """Takes what ended out of letters that still wait; a letter with other subscriptions' parts goes on."""
    may = states_before("cancel", "")
    own = Message.objects.filter(subscription__in=ended, state__in=may)
    own.filter(joined_to__isnull=False).update(
        state=state_after("cancel"), joined_to=None, moved_at=now, code="stopped", reason="已退订。"
    )
    for letter in own.filter(event=Event.LETTER):
        other = letter.parts.values_list("subscription", flat=True).first()
        if other is not None:
            Message.objects.filter(pk=letter.pk).update(subscription=other)
