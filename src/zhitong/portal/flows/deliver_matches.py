"""After a matching run: what changed for each bound business is told to its people, once.

Newly entitled is what the run says now without what was told already, so a run that was missed or
killed loses nothing and a second one doubles nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from zhitong.portal.businesses.models import Business
from zhitong.portal.deliveries.making import Change, tell
from zhitong.portal.deliveries.models import Event
from zhitong.portal.deliveries.told import Told, told_about
from zhitong.portal.flows.bound import bound_businesses
from zhitong.portal.flows.delivering import send_due
from zhitong.portal.flows.turned import Json, Rules, amount_of, content_of, is_entitled, items_of
from zhitong.portal.foundation.jobs import job
from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.matches.models import MatchRun, RunState
from zhitong.portal.matches.queries import Statement, statement_for

RUNGS = (7, 30)  # days before the end of a window at which it is told
Say = Callable[[str], None]


@dataclass(slots=True)
class Look:
    """One business at the day of the run; the earlier statement is made only when something changed."""

    business: Business
    on: date
    earlier: date | None
    rules: Rules
    found: Statement = field(init=False)
    _before: Statement | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.found = statement_for(self.business, as_of=self.on)

    def before(self) -> Statement | None:
        """The statement as of the run before."""
        if self._before is None and self.earlier is not None:
            self._before = statement_for(self.business, as_of=self.earlier)
        return self._before

    def change(self, event: Event, key: str, occasion: str, **more: Any) -> Change:
        """A change with its content."""
        before = self.before() if event in (Event.NEWLY, Event.LOST) else None
        content = content_of(key, self.found, before, self.rules)
        if event in (Event.AMOUNT, Event.CLOSING):
            content |= {"why": [], "cause": content["cause"] if event is Event.AMOUNT else ""}
        return Change(event, key, occasion, content | more, self.business)


@job()
def deliver_matches(*, run: int = 0) -> dict[str, Any]:
    """Tells everybody what a run (else the newest complete one) changed for them."""
    return deliver(run=run, now=timezone.localtime())


def deliver(*, run: int = 0, now: datetime, say: Say | None = None) -> dict[str, Any]:
    """Counts of people, businesses and new notices; one transaction a person, so a kill loses nobody."""
    found, earlier = _runs(run)
    rules = Rules(_hashes(found), _hashes(earlier))
    people = businesses = made = 0
    for person, theirs in bound_businesses():
        changes: list[Change] = []
        for business in theirs:
            look = Look(business, found.as_of, earlier.as_of if earlier else None, rules)
            changes += changes_of(look, told_about(person, business.pk))
        made += tell(person=person, changes=changes, on=found.as_of, now=now)
        people, businesses = people + 1, businesses + len(theirs)
        if say and people % 100 == 0:
            say(f"已看过 {people} 人、{businesses} 户，新提醒 {made} 条")
    send_due.enqueue()
    return {"run": found.pk, "people": people, "businesses": businesses, "notices": made}


def changes_of(look: Look, told: dict[str, Told]) -> Iterator[Change]:
    """Everything about one business that was not told yet."""
    now = items_of(look.found)
    for key in sorted({*now, *told}):
        item, heard = now.get(key), told.get(key, Told())
        if is_entitled(item) and not heard.has:
            yield look.change(Event.NEWLY, key, f"{_window(item)}#{heard.lost}")
        elif heard.has and not is_entitled(item):
            yield look.change(Event.LOST, key, f"{heard.window}#{heard.newly}")
        elif is_entitled(item):
            yield from _amount(look, key, item, heard)
        if is_entitled(item):
            yield from _closing(look, key, item)


def _amount(look: Look, key: str, item: Json | None, heard: Told) -> Iterator[Change]:
    amount = amount_of(item)
    if amount is not None and heard.amount is not None and amount != heard.amount:
        occasion = f"{amount['low']}-{amount['high']}-{amount['period']}#{heard.amounts}"
        yield look.change(Event.AMOUNT, key, occasion, was_amount=heard.amount)


def _closing(look: Look, key: str, item: Json | None) -> Iterator[Change]:
    ends = item["window"]["to"] if item else None
    left = (date.fromisoformat(ends) - look.on).days if ends else -1
    rung = next((each for each in RUNGS if 0 <= left <= each), None)
    if rung is not None:
        yield look.change(Event.CLOSING, key, f"{ends}:{rung}")


def _window(item: Json | None) -> str:
    window = item["window"] if item else {}
    return f"{window.get('from') or ''}/{window.get('to') or ''}"


def _runs(run: int) -> tuple[MatchRun, MatchRun | None]:
    done = MatchRun.objects.filter(state=RunState.DONE).defer("members")
    found = done.filter(pk=run).first() if run else done.first()
    if found is None:
        raise NotFound("没有已完成的匹配批次。", "请先运行一次匹配（zhitong run matching）。")
    return found, done.filter(as_of__lt=found.as_of).order_by("-as_of", "-pk").first()


def _hashes(run: MatchRun | None) -> dict[str, str]:
    return dict(run.audiences.values_list("provision_key", "rule_hash")) if run else {}
