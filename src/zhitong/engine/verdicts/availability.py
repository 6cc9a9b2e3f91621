"""Is there anything left? Budget and quota against what was reported, never open where nobody said so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from zhitong.engine.rules.json_form import Json
from zhitong.engine.rules.limits import Budget, Quota, budget_text, quota_text
from zhitong.engine.rules.pro_rata import period_around
from zhitong.engine.rules.provision import Provision
from zhitong.engine.values import print_date, print_money

State = Literal["open", "exhausted", "unconfirmed"]


@dataclass(frozen=True, slots=True)
class UsageReport:
    """What was spent (fen) or how many places were taken of a provision up to a day, and who says so."""

    provision: str
    as_of: date
    source: str
    spent_fen: int | None = None
    places_taken: int | None = None


@dataclass(frozen=True, slots=True)
class LimitState:
    """A budget or quota on a day. `used` (fen or places) was reported `as_of` by `source`; `since` is the
    day of the first report of this period from which on it was used up."""

    limit: Budget | Quota
    state: State
    used: int | None = None
    as_of: date | None = None
    source: str = ""
    since: date | None = None

    def text(self) -> str:
        """预算每年500万元，截至2026年6月30日已用300万元（甲局），尚有余额."""
        is_money = isinstance(self.limit, Budget)
        said = budget_text(self.limit) if isinstance(self.limit, Budget) else quota_text(self.limit)
        if self.used is None or self.as_of is None:
            return f"{said}，使用情况待确认"
        used = f"已用{print_money(self.used)}" if is_money else f"已占{self.used}个"
        source = f"（{self.source}）" if self.source else ""
        said += f"，截至{print_date(self.as_of)}{used}{source}"
        if self.state == "open":
            return f"{said}，尚有{'余额' if is_money else '名额'}"
        since = f"自{print_date(self.since)}起" if self.since else ""
        return f"{said}，{since}已{'用完' if is_money else '满额'}"


@dataclass(frozen=True, slots=True)
class Availability:
    """All limits of a provision on a day: exhausted if one is, open only if every one surely is."""

    state: State
    limits: tuple[LimitState, ...]

    @property
    def text(self) -> str:
        """What stands beside the window."""
        return "；".join(each.text() for each in self.limits)


def availability_of(provision: Provision, reports: Iterable[UsageReport], as_of: date) -> Availability | None:
    """The state of budget and quota on a day, None for a provision without either."""
    limits = [limit for limit in (provision.budget, provision.quota) if limit is not None]
    if not limits:
        return None
    mine = sorted(
        (one for one in reports if one.provision == provision.key and one.as_of <= as_of),
        key=lambda one: one.as_of,
    )
    states = tuple(_state(limit, mine, as_of) for limit in limits)
    found = {each.state for each in states}
    if "exhausted" in found:
        return Availability("exhausted", states)
    return Availability("unconfirmed" if "unconfirmed" in found else "open", states)


def _state(limit: Budget | Quota, reports: list[UsageReport], as_of: date) -> LimitState:
    size = limit.fen if isinstance(limit, Budget) else limit.places
    told = list(_told(limit, reports, as_of))
    if not told:
        return LimitState(limit, "unconfirmed")
    used, last = told[-1]
    if used < size:
        return LimitState(limit, "open", used, last.as_of, last.source)
    since = last.as_of
    for amount, report in reversed(told):
        if amount < size:
            break
        since = report.as_of
    return LimitState(limit, "exhausted", used, last.as_of, last.source, since)


def _told(
    limit: Budget | Quota, reports: list[UsageReport], as_of: date
) -> Iterator[tuple[int, UsageReport]]:
    """What reports of the same period say of this limit, the earliest first."""
    first = period_around(limit.period, as_of)[0] if limit.period else date.min
    for report in reports:
        used = report.spent_fen if isinstance(limit, Budget) else report.places_taken
        if used is not None and report.as_of >= first:
            yield used, report


def availability_to_json(found: Availability | None) -> Json:
    """State, words, and each limit with its figures; null without limits."""
    if found is None:
        return None
    return {
        "state": found.state,
        "text": found.text,
        "limits": [
            {
                "kind": "budget" if isinstance(one.limit, Budget) else "quota",
                "size": one.limit.fen if isinstance(one.limit, Budget) else one.limit.places,
                "unit": "fen" if isinstance(one.limit, Budget) else "places",
                "period": one.limit.period,
                "state": one.state,
                "used": one.used,
                "as_of": one.as_of.isoformat() if one.as_of else None,
                "source": one.source,
                "since": one.since.isoformat() if one.since else None,
                "text": one.text(),
            }
            for one in found.limits
        ],
    }
