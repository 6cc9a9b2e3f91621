"""People with a business and a subscription, and changes to tell them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.portal.accounts.factories import person
from tests.portal.businesses.factories import business, owner
from zhitong.portal.accounts.consents import give_consent
from zhitong.portal.deliveries.making import Change, tell
from zhitong.portal.deliveries.models import Event, Message, Notice, Subscription

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PHONE = "13800000000"


def clock():
    return NOON


def owned(username="owner", number=1, region="150302"):
    """A person bound to a business of a county."""
    who, what = person(username, email=f"{username}@example.com"), business(number, region)
    owner(who, what)
    return who, what


def wish(who, channel="sms", **more):
    """A subscription as if asked for, agreed to; texts go to an invented number."""
    give_consent(person=who, purpose="messages", version=1, text="提醒", channel="web")
    more.setdefault("address", PHONE if channel == "sms" else "")
    return Subscription.objects.create(person=who, channel=channel, **more)


def change(what, subject="sample.rent", event=Event.NEWLY, occasion="2026#0", **content):
    """Something that changed for a business."""
    usual = {
        "title": f"事项{subject}",
        "kind": "subsidy",
        "topics": ["就业"],
        "verdict": "met",
        "cause": "facts_changed",
        "why": [],
        "amount": {"low": 300_000, "high": 300_000, "period": "year"},
        "deadline": "2026-12-31",
        "place": None,
    }
    return Change(event, subject, occasion, usual | content, what)


def told(who, what, *changes, now=NOON):
    """Tells a person; gives the notices."""
    tell(person=who.pk, changes=changes or [change(what)], on=now.date(), now=now)
    return list(Notice.objects.filter(person=who).order_by("pk"))


def outside(**asked):
    """Messages that leave the site, in the order they were made."""
    return list(Message.objects.exclude(channel="in_app").filter(**asked).order_by("pk"))
