"""Messages: told once, joined, held back, retried, never lost."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.portal.accounts.factories import officer
from tests.portal.deliveries.factories import NOON, PHONE, change, clock, outside, owned, told, wish
from tests.portal.deliveries.providers import serving
from zhitong.portal.accounts.consents import give_consent, withdraw_consent
from zhitong.portal.deliveries.digesting import people_waiting
from zhitong.portal.deliveries.making import join
from zhitong.portal.deliveries.models import Event, Message, Notice
from zhitong.portal.deliveries.moving import ATTEMPTS, finish, lease, move, waiting
from zhitong.portal.deliveries.problems import NothingToRetry
from zhitong.portal.deliveries.quiet import is_quiet, next_allowed
from zhitong.portal.deliveries.reading import follow
from zhitong.portal.deliveries.retrying import retry
from zhitong.portal.deliveries.sending import send_waiting
from zhitong.portal.deliveries.sent import for_now, handed_over
from zhitong.portal.deliveries.states import MOVES, State
from zhitong.portal.deliveries.subscribing import pause, resume, stop
from zhitong.portal.foundation.models import Journal
from zhitong.portal.foundation.problems import Refusal

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


@pytest.fixture
def gateway(settings):
    with serving() as provider:
        settings.DELIVERY_CHANNELS = {"SMS_URL": provider.address, "SMS_TOKEN": "t"}
        yield provider


def at(moment):
    return lambda: moment


def states():
    return [one.state for one in outside()]


def test_the_same_change_is_told_once(gateway):
    who, what = owned()
    wish(who)
    told(who, what)
    told(who, what)
    send_waiting(clock)
    send_waiting(clock)

    assert (Notice.objects.count(), Message.objects.count(), len(gateway.asked)) == (1, 2, 1)
    assert Message.objects.get(channel="in_app").state == "delivered"
    assert [(one.state, one.provider_ref) for one in outside()] == [("handed_over", "p-1")]


def test_without_a_subscription_it_lies_in_the_inbox_only(gateway):
    who, what = owned()
    told(who, what)

    assert (Notice.objects.count(), outside()) == (1, [])


def test_changes_of_one_moment_leave_as_one_letter(gateway):
    who, what = owned()
    wish(who)
    told(who, what, change(what, "a"), change(what, "b"))
    assert send_waiting(clock) == 1

    assert len(gateway.asked) == 1
    assert "2 条惠企提醒，其中 2 项新可享受" in gateway.asked[0]["body"]["text"]
    assert states() == ["handed_over"] * 3


@pytest.mark.parametrize(
    ("topic", "value", "heard"),
    [
        ("all", "", 1),
        ("provision_kind", "subsidy", 1),
        ("provision_kind", "loan", 0),
        ("document_topic", "就业", 1),
        ("document_topic", "科技", 0),
        ("search", "房租", 0),
    ],
)
def test_a_subscription_hears_of_its_topic_only(topic, value, heard):
    who, what = owned()
    wish(who, topic=topic, value=value)
    told(who, what)

    assert len(outside()) == heard


def test_two_subscriptions_of_one_channel_tell_once_the_sooner_way():
    who, what = owned()
    wish(who, frequency="weekly")
    wish(who, topic="provision_kind", value="subsidy")
    told(who, what)

    assert [(one.frequency, one.due_at) for one in outside()] == [("at_once", NOON)]


def test_a_digest_waits_and_joins_what_came(gateway):
    who, what = owned()
    wish(who, frequency="daily")
    told(who, what, change(what, "a"))
    told(who, what, change(what, "b"))
    assert send_waiting(at(LATER)) == 0
    assert people_waiting(["weekly"]) == []
    assert people_waiting(["daily"]) == [who.pk]
    join(who.pk, ["daily"], NOON, "digest:2026-11-25")
    join(who.pk, ["daily"], NOON, "digest:2026-11-25")

    assert send_waiting(clock) == 1
    assert len(gateway.asked) == 1
    letter = Message.objects.get(event=Event.LETTER)
    assert [one.joined_to_id for one in outside(notice__isnull=False)] == [letter.pk] * 2
    assert states() == ["handed_over"] * 3


def test_quiet_hours_put_it_off_until_the_morning(gateway):
    who, what = owned()
    wish(who)
    night = NOON.replace(hour=22)
    told(who, what, now=night)
    send_waiting(at(night))
    (message,) = outside()
    assert (message.state, message.code, message.attempts, gateway.asked) == ("blocked", "quiet_hours", 0, [])
    morning = (NOON + timedelta(days=1)).replace(hour=8)
    assert message.due_at == morning

    send_waiting(at(morning - timedelta(seconds=1)))
    assert states() == ["blocked"]
    send_waiting(at(morning))
    assert states() == ["handed_over"]


def test_own_quiet_hours_count(gateway):
    who, what = owned()
    wish(who, quiet_from=time(11), quiet_to=time(13))
    told(who, what)
    send_waiting(clock)

    assert [one.due_at for one in outside()] == [NOON.replace(hour=13)]


def test_a_pause_holds_back_and_a_resumption_lets_go(gateway):
    who, what = owned()
    found = wish(who)
    pause(person=who, pk=found.pk, now=NOON)
    told(who, what)
    send_waiting(clock)
    assert [(one.state, one.code) for one in outside()] == [("blocked", "paused")]
    assert send_waiting(at(LATER)) == 0
    resume(person=who, pk=found.pk, now=NOON)
    send_waiting(clock)

    assert (states(), len(gateway.asked)) == (["handed_over"], 1)


def test_stopping_cancels_what_waits(gateway):
    who, what = owned()
    found = wish(who)
    told(who, what)
    stop(person=who, pk=found.pk, now=NOON)
    send_waiting(clock)

    assert (states(), gateway.asked) == (["cancelled"], [])


def test_stopping_one_subscription_leaves_the_others_in_the_letter(gateway):
    who, what = owned()
    first = wish(who, topic="document_topic", value="就业")
    wish(who, topic="document_topic", value="科技")
    told(who, what, change(what, "a"), change(what, "b", topics=["科技"]))
    stop(person=who, pk=first.pk, now=NOON)
    send_waiting(clock)

    assert states() == ["cancelled", "handed_over", "handed_over"]
    assert "事项b" in gateway.asked[0]["body"]["text"]


def test_two_addresses_are_two_letters(gateway):
    who, what = owned()
    wish(who, topic="document_topic", value="就业")
    wish(who, topic="document_topic", value="科技", address="13900000000")
    told(who, what, change(what, "a"), change(what, "b", topics=["科技"]))
    send_waiting(clock)

    assert [one["body"]["phone"] for one in gateway.asked] == [PHONE, "13900000000"]


def test_who_is_no_longer_bound_is_told_nothing(gateway):
    who, what = owned()
    wish(who)
    told(who, what)
    who.owned.update(ended_at=NOON)
    send_waiting(clock)

    assert [(one.state, one.code) for one in outside()] == [("cancelled", "unbound")]
    assert gateway.asked == []


def test_without_consent_nothing_leaves_and_with_it_again_it_does(gateway):
    who, what = owned()
    wish(who)
    withdraw_consent(person=who, purpose="messages")
    told(who, what)
    send_waiting(clock)
    assert [(one.state, one.code, one.due_at) for one in outside()] == [("blocked", "no_consent", LATER)]
    assert gateway.asked == []
    give_consent(person=who, purpose="messages", version=1, text="提醒", channel="web")
    send_waiting(at(LATER))

    assert states() == ["handed_over"]


def test_a_binding_past_its_last_day_is_told_nothing(gateway):
    who, what = owned()
    wish(who)
    told(who, what)
    who.owned.update(ends=date(2020, 1, 1))
    send_waiting(clock)

    assert [one.code for one in outside()] == ["unbound"]


def test_a_channel_not_set_up_is_asked_again_later(settings):
    settings.DELIVERY_CHANNELS = {}
    who, what = owned()
    wish(who)
    told(who, what)
    send_waiting(clock)
    (message,) = outside()

    assert (message.state, message.code, message.due_at) == (
        "blocked",
        "not_set_up",
        NOON + timedelta(hours=1),
    )
    assert "ZHITONG_CHANNEL_SMS_URL" in message.reason


def test_no_address_waits_for_one(gateway):
    who, what = owned()
    wish(who, address="x")
    told(who, what)
    send_waiting(clock)

    assert [(one.state, one.code, one.due_at) for one in outside()] == [("blocked", "no_address", None)]


def test_what_became_stale_is_not_sent(gateway):
    who, what = owned()
    wish(who)
    told(who, what, change(what, event=Event.CLOSING, deadline="2026-11-24"))
    send_waiting(at(LATER))

    assert (states(), gateway.asked) == (["expired"], [])


def test_a_passing_failure_is_tried_again_until_it_is_given_up(gateway):
    who, what = owned()
    wish(who, quiet_from=time(0), quiet_to=time(0))
    told(who, what)
    gateway.answers = [(503, {}, {})]
    moment, pauses = NOON, []
    for _attempt in range(ATTEMPTS):
        send_waiting(at(moment))
        (message,) = outside()
        if message.due_at:
            pauses.append(int((message.due_at - moment).total_seconds()))
            moment = message.due_at

    assert pauses == [60, 120, 240, 480, 960, 1920, 3840]
    assert (message.state, message.attempts) == ("perm_failed", 8)
    assert message.reason == "试了 8 次仍未发出：服务商暂时出错（503）。"
    assert len({one["body"]["key"] for one in gateway.asked}) == 1


def test_only_the_holder_of_a_lease_writes(gateway):
    who, what = owned()
    wish(who)
    told(who, what)
    (number,) = waiting(NOON, 5)
    frozen = lease(number, NOON)
    assert lease(number, NOON) is None
    other = lease(number, NOON + timedelta(minutes=3))

    assert finish(frozen, for_now("x", "。"), NOON) is False
    assert finish(other, handed_over("r"), NOON) is True
    assert [(one.state, one.provider_ref) for one in outside()] == [("handed_over", "r")]


def test_a_followed_link_proves_the_arrival_of_the_whole_letter(gateway):
    who, what = owned()
    wish(who)
    first, _second = told(who, what, change(what, "a"), change(what, "b"))
    send_waiting(clock)
    follow(pk=first.pk, channel="sms", now=NOON)

    assert states() == ["delivered"] * 3
    assert [(one.channel, one.deed) for one in first.engagements.all()] == [("sms", "clicked")]


def test_a_channel_that_breaks_does_not_stop_the_others(gateway, monkeypatch, caplog):
    who, what = owned()
    wish(who)
    told(who, what)
    monkeypatch.setattr("zhitong.portal.deliveries.sending.letter_of", lambda *_told: 1 / 0)
    send_waiting(clock)

    assert [(one.state, one.code) for one in outside()] == [("temp_failed", "channel_fault")]
    assert PHONE not in caplog.text


def test_a_retry_keeps_to_the_region_and_the_role():
    who, what = owned()
    wish(who)
    told(who, what)
    Message.objects.filter(channel="sms").update(state="perm_failed", code="BAD_NUMBER")
    (message,) = outside()
    with pytest.raises(NothingToRetry):
        retry(person=officer("150702"), numbers=[message.pk], now=NOON)
    with pytest.raises(Refusal):
        retry(person=officer("150302", "leader"), numbers=[message.pk], now=NOON)
    assert states() == ["perm_failed"]
    assert retry(person=officer("150302"), code="BAD_NUMBER", now=NOON) == 1

    assert states() == ["pending"]
    assert Journal.objects.filter(action="retry_messages").count() == 1


MINUTES = st.integers(0, 24 * 60 - 1)


@given(MINUTES, MINUTES, MINUTES)
def test_a_message_never_leaves_in_quiet_hours(now, start, end):
    moment = NOON.replace(hour=now // 60, minute=now % 60)
    start, end = time(start // 60, start % 60), time(end // 60, end % 60)
    later = next_allowed(moment, start, end)

    assert not is_quiet(later.time(), start, end)
    assert moment <= later < moment + timedelta(days=1)


LEGAL = {(one.state, one.action): one.to for one in MOVES if not one.guard}


def test_moves_change_only_what_the_table_allows():
    who, what = owned()
    wish(who)
    told(who, what)
    rows = Message.objects.filter(channel="sms")
    for state in State:
        for action in {one.action for one in MOVES if not one.guard}:
            rows.update(state=state)
            moved = move(rows, action, NOON)
            assert (moved, states()) == (
                (1, [LEGAL[state, action]]) if (state, action) in LEGAL else (0, [state])
            )
