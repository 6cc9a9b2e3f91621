"""Answers given on the spot: kept in the session per business, in order, so that each can be taken back."""

from collections.abc import Mapping, MutableMapping
from datetime import date
from typing import Any

from zhitong.engine.facts import Facts, read_facts
from zhitong.portal.businesses.vocabulary import vocabulary

SESSION_KEY = "answers"
MOST_ANSWERS = 60
MOST_BUSINESSES = 20
Session = MutableMapping[str, Any]


def given(session: Session, uscc: str) -> list[tuple[str, str]]:
    """(fact, text as typed) in the order of answering; an empty text is 不清楚."""
    kept = session.get(SESSION_KEY, {}).get(uscc, [])
    return [(fact, text) for fact, text in kept]


def keep(session: Session, uscc: str, answers: list[tuple[str, str]]) -> None:
    """Puts the answers of one business in place; the oldest businesses make room."""
    held: dict[str, Any] = dict(session.get(SESSION_KEY, {}))
    held.pop(uscc, None)
    if answers:
        held[uscc] = answers[-MOST_ANSWERS:]
    session[SESSION_KEY] = dict(list(held.items())[-MOST_BUSINESSES:])


def put(session: Session, uscc: str, fact: str, text: str) -> None:
    """The newest answer to a question replaces an earlier one."""
    others = [(key, said) for key, said in given(session, uscc) if key != fact]
    keep(session, uscc, [*others, (fact, text)])


def take_back(session: Session, uscc: str, fact: str = "") -> None:
    """Without the answer to `fact`, or without the newest one."""
    answers = given(session, uscc)
    left = [one for one in answers if one[0] != fact] if fact else answers[:-1]
    keep(session, uscc, left)


def declared(answers: list[tuple[str, str]], on: date) -> Facts:
    """The answers as facts the business declared; what is unreadable or 不清楚 stays unknown."""
    content: Mapping[str, str] = {fact: text for fact, text in answers if text}
    facts, _problems = read_facts(content, vocabulary(), source="declared", as_of=on)
    return facts


def unsure(answers: list[tuple[str, str]]) -> set[str]:
    """Facts answered with 不清楚: not asked again until the answer is taken back."""
    return {fact for fact, text in answers if not text}
