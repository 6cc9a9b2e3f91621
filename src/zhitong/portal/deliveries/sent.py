"""What goes to a channel and what comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from zhitong.portal.deliveries.states import State


@dataclass(frozen=True, slots=True)
class Item:
    """One change in words: what, why, how much, until when, and the link that leads to it."""

    title: str
    what: str
    why: Sequence[str]
    amount: str
    deadline: date | None
    business: str
    link: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What a person is told; `key` is the same however often it is sent. Links are whole addresses."""

    key: str
    to: str
    subject: str
    items: Sequence[Item]
    inbox: str
    stop: str  # confirms by POST; also the one-click address of RFC 8058


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a provider said; `wait_seconds` is its own wish, None: ours. `reason` holds no personal data."""

    state: State
    ref: str = ""
    code: str = ""
    reason: str = ""
    wait_seconds: int | None = None


class Channel(Protocol):
    """A way to reach a person."""

    key: str
    label: str
    order: int
    needs: str  # what the person gives as the address; empty: nothing

    def missing(self) -> str:
        """What is not set up on this site, as a sentence; empty when it can be used."""

    def refuse_address(self, address: str) -> str:
        """Why an address cannot be used, as a sentence; empty when it can."""

    def send(self, letter: Letter) -> Outcome:
        """Hands a letter over; never raises for what a provider answers."""


def handed_over(ref: str = "") -> Outcome:
    """The provider took it."""
    return Outcome(State.HANDED_OVER, ref=ref[:120])


def for_now(code: str, reason: str, wait_seconds: int | None = None) -> Outcome:
    """It may go later."""
    return Outcome(State.TEMP_FAILED, code=code[:40], reason=reason, wait_seconds=wait_seconds)


def for_good(code: str, reason: str) -> Outcome:
    """It will never go like this."""
    return Outcome(State.PERM_FAILED, code=code[:40], reason=reason)
