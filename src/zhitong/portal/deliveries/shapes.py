"""What the screens about notices and messages show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhitong.portal.foundation.paging import Page


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice of an inbox; amounts in fen inside `content`."""

    pk: int
    event: str
    event_label: str
    subject: str
    content: Mapping[str, Any]
    what: str
    why: Sequence[str]
    amount: str
    deadline: date | None
    uscc: str
    business: str
    on: date
    made_at: datetime
    is_read: bool
    is_archived: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of notices and how many there are of each kind."""

    page: Page[NoticeRow]
    unread: int
    all: int
    archived: int


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A channel as offered; `missing` says why it cannot be used."""

    key: str
    label: str
    needs: str
    missing: str


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """A standing subscription; the address is shown in part only."""

    pk: int
    channel: str
    channel_label: str
    topic: str
    value: str
    frequency: str
    address: str
    quiet_from: str
    quiet_to: str
    is_paused: bool


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many messages are in a state."""

    state: str
    count: int


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message as an officer sees it: which business, about what, how it stands; never to whom exactly."""

    pk: int
    business: str
    uscc: str
    event: str
    title: str
    channel: str
    channel_label: str
    state: str
    reason: str
    code: str
    attempts: int
    due_at: datetime | None
    moved_at: datetime
    may_retry: bool
