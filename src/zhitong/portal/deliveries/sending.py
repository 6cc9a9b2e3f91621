"""Sending what is due: one message at a time, so that a kill leaves at most one in doubt per worker."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from zhitong.portal.accounts.models import Consent
from zhitong.portal.businesses.models import Owner
from zhitong.portal.businesses.perms import acting
from zhitong.portal.deliveries.channels import CHANNELS
from zhitong.portal.deliveries.letters import letter_of
from zhitong.portal.deliveries.models import Message
from zhitong.portal.deliveries.moving import finish, lease, waiting
from zhitong.portal.deliveries.quiet import QUIET_FROM, QUIET_TO, next_allowed
from zhitong.portal.deliveries.sent import Outcome, for_now
from zhitong.portal.deliveries.states import State
from zhitong.portal.foundation.jobs.retrying import GivenUp

BATCH = 20
NOT_SET_UP_WAIT, NO_CONSENT_WAIT = timedelta(hours=1), timedelta(days=1)
CONSENT = "messages"  # the purpose people agree to
IN_APP = "in_app"

Clock = Callable[[], datetime]

log = logging.getLogger(__name__)


def send_waiting(clock: Clock, limit: int = BATCH) -> int:
    """Sends up to `limit` messages that are due; returns how many were taken in hand."""
    taken = 0
    for pk in waiting(clock(), limit):
        message = lease(pk, clock())
        if message is not None:
            send_leased(message, clock)
            taken += 1
    return taken


def send_leased(message: Message, clock: Clock) -> bool:
    """Sends a message the caller holds, or says why not; False when the lease was lost meanwhile."""
    held_back = reason_against(message, clock())
    if held_back is not None:
        outcome, due_at = held_back
        return finish(message, outcome, clock(), due_at)
    try:
        outcome = CHANNELS[message.channel].send(letter_of(message, address_of(message)))
    except Exception as failure:  # a channel's fault must not stop the others behind it
        log.warning("%s: %s", message.channel, GivenUp(failure))
        outcome = for_now("channel_fault", "渠道程序出错，稍后重试。")
    return finish(message, outcome, clock())


def address_of(message: Message) -> str:
    """Where a message goes: as subscribed, for mail else the person's own address."""
    told = message.subscription.address if message.subscription else ""
    return told or (message.person.email if message.channel == "email" else "")


def reason_against(message: Message, now: datetime) -> tuple[Outcome, datetime | None] | None:
    """Why a message does not leave now, and when to try again; None: it may."""
    wish = message.subscription
    if message.expires_at is not None and message.expires_at < now:
        return Outcome(State.EXPIRED, code="expired", reason="到期仍未发出，内容已过时。"), None
    if wish is None or wish.ended_at is not None or not message.person.is_active:
        return Outcome(State.CANCELLED, code="no_subscription", reason="已退订。"), None
    if not is_still_theirs(message):
        return Outcome(State.CANCELLED, code="unbound", reason="已不再绑定这家经营主体。"), None
    if not may_contact(message.person_id):
        blocked = Outcome(State.BLOCKED, code="no_consent", reason="本人没有同意或已撤回同意，不在站外提醒。")
        return blocked, now + NO_CONSENT_WAIT
    if wish.paused_at is not None:
        return Outcome(State.BLOCKED, code="paused", reason="订阅已暂停，恢复后发送。"), None
    channel = CHANNELS.get(message.channel)
    missing = channel.missing() if channel else "这一渠道已停用。"
    if channel is None or missing:
        blocked = Outcome(State.BLOCKED, code="not_set_up", reason=missing)
        return blocked, now + NOT_SET_UP_WAIT
    wrong = channel.refuse_address(address_of(message))
    if wrong:
        return Outcome(State.BLOCKED, code="no_address", reason=f"接收地址不可用：{wrong}"), None
    later = next_allowed(now, wish.quiet_from or QUIET_FROM, wish.quiet_to or QUIET_TO)
    if later > now:
        return Outcome(State.BLOCKED, code="quiet_hours", reason="免打扰时段，结束后发送。"), later
    return None


def is_still_theirs(message: Message) -> bool:
    """Whether the person still runs the businesses a message speaks of."""
    spoken = Message.objects.filter(joined_to=message.pk) if message.notice_id is None else None
    rows = spoken if spoken is not None else Message.objects.filter(pk=message.pk)
    businesses = set(
        rows.filter(notice__business__isnull=False).values_list("notice__business_id", flat=True)
    )
    if not businesses:
        return True
    held = acting(Owner.objects.filter(person=message.person_id, business__in=businesses))
    return businesses <= set(held.values_list("business_id", flat=True))


def may_contact(person: int) -> bool:
    """Whether a person agrees now to be told of changes outside the site."""
    return Consent.objects.filter(person=person, purpose=CONSENT, withdrawn_at=None).exists()
