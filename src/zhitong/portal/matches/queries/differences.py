"""What a run changed against the one before: per provision, and the businesses behind each figure."""

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

import polars as pl
from pyroaring import BitMap

from zhitong.columnar.changes import REASONS
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.businesses.perms import visible_to
from zhitong.portal.businesses.queries import BusinessRow, rows_of
from zhitong.portal.foundation.paging import Page, bounds
from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.matches.models import Difference, MatchRun, RunState
from zhitong.portal.matches.queries.audiences import scope_bitmap
from zhitong.portal.provisions.queries import active_provisions

CLOSING_DAYS = 30
KINDS = ("newly", "lost", "amounts")


@dataclass(frozen=True, slots=True)
class ProvisionChange:
    """How many newly get a provision, lost it, get another amount, and who still may before the last day
    (`ends` is None where it is not near). Reasons in Chinese, of those who took part in both runs."""

    provision_key: str
    newly: int = 0
    lost: int = 0
    amounts: int = 0
    newly_reason: str = ""
    lost_reason: str = ""
    amounts_reason: str = ""
    ends: date | None = None
    days_left: int | None = None
    closing: int = 0  # businesses surely entitled whose window ends then


@dataclass(frozen=True, slots=True)
class Ending:
    """The last lines of a `ProvisionChange`."""

    ends: date | None = None
    days_left: int | None = None
    closing: int = 0


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A business behind a change; ends of the amount in fen before and after, for changed amounts only."""

    business: BusinessRow
    reason: str
    was: tuple[int | None, int | None] | None = None
    now: tuple[int | None, int | None] | None = None


@dataclass(frozen=True, slots=True)
class RunChanges:
    """All changes of a run. `before` is the day of the run before, None for the first; without
    `amounts_compared` nothing is known about amounts."""

    run: int
    as_of: date
    before: date | None
    amounts_compared: bool
    provisions: Sequence[ProvisionChange]


def changes_of(run: int = 0, *, within_days: int = CLOSING_DAYS) -> RunChanges:
    """All changes of a run, else of the newest complete one: for flows, which ask for everybody."""
    return _changes(_run(run), None, within_days)


def changes_seen(person: Viewer, run: int = 0, *, within_days: int = CLOSING_DAYS) -> RunChanges:
    """The changes among the businesses a person sees."""
    return _changes(_run(run), scope_bitmap(person), within_days)


def changed_businesses(
    person: Viewer, provision_key: str, kind: str, *, run: int = 0, number: int = 1, size: int = 50
) -> Page[ChangedRow]:
    """The businesses behind a figure (`kind`: newly, lost, amounts) that the person sees, by number."""
    found = _run(run)
    one = found.differences.filter(provision_key=provision_key).first()
    if one is None or kind not in KINDS:
        raise NotFound("这一批次没有这项变化。", "请从变化一览的数字进入。")
    lines = _lines(one) if kind == "amounts" else {}
    rows = BitMap(lines) if kind == "amounts" else _bitmap(getattr(one, kind))
    inside = scope_bitmap(person)
    rows = rows if inside is None else rows & inside
    strangers = _strangers(found, kind)
    number, start, stop = bounds(number, size, len(rows))
    listed = visible_to(person).filter(pk__in=list(rows[start:stop])).order_by("pk")
    common, alone = getattr(one, f"{kind}_reason"), f"business_{'new' if kind == 'newly' else 'gone'}"
    page = []
    for business, row in zip(listed, rows_of(listed), strict=True):
        reason = REASONS[alone if business.pk in strangers else common]
        page.append(ChangedRow(row, reason, *lines.get(business.pk, ())))
    return Page(page, number, size, len(rows))


def _changes(run: MatchRun, inside: BitMap | None, within_days: int) -> RunChanges:
    found = {one.provision_key: _of_provision(one, inside) for one in run.differences.all()}
    ending = _ending(run, inside, within_days)
    listed = [
        replace(found.get(key, ProvisionChange(key)), **asdict(ending.get(key, Ending())))
        for key in sorted({*found, *ending})
    ]
    shown = [one for one in listed if one.newly or one.lost or one.amounts or one.closing]
    before = run.before.as_of if run.before else None
    return RunChanges(run.pk, run.as_of, before, run.amounts_compared, shown)


def _of_provision(one: Difference, inside: BitMap | None) -> ProvisionChange:
    newly, lost, amounts = one.newly_count, one.lost_count, one.amounts_count
    if inside is not None:
        sets = _bitmap(one.newly), _bitmap(one.lost), BitMap(_lines(one))
        newly, lost, amounts = (len(each & inside) for each in sets)
    return ProvisionChange(
        one.provision_key,
        newly,
        lost,
        amounts,
        REASONS.get(one.newly_reason, ""),
        REASONS.get(one.lost_reason, ""),
        REASONS.get(one.amounts_reason, ""),
    )


def _ending(run: MatchRun, inside: BitMap | None, within_days: int) -> dict[str, Ending]:
    """Provisions open on the day of the run that end soon: last day, days left, businesses entitled."""
    last = run.as_of + timedelta(within_days)
    ends = {
        each.key: each.window.ends
        for each in active_provisions()
        if each.window.ends is not None and run.as_of <= each.window.ends <= last
    }
    found = {}
    for one in run.audiences.filter(provision_key__in=ends).defer("unknown"):
        met = one.met_count if inside is None else len(_bitmap(one.met) & inside)
        day = ends[one.provision_key]
        if met and day is not None:
            found[one.provision_key] = Ending(day, (day - run.as_of).days, met)
    return found


def _run(number: int) -> MatchRun:
    done = MatchRun.objects.filter(state=RunState.DONE).select_related("before")
    found = done.filter(pk=number).first() if number else done.first()
    if found is None:
        raise NotFound("没有这一批次的匹配结果。", "请先运行一次匹配。")
    return found


def _strangers(run: MatchRun, kind: str) -> BitMap:
    """Among those who newly get something the ones that did not take part before; among the losers those
    that no longer do."""
    if run.before is None or kind == "amounts":
        return BitMap()
    one, other = _bitmap(run.members), _bitmap(run.before.members)
    return one - other if kind == "newly" else other - one


def _bitmap(kept: bytes | memoryview) -> BitMap:
    return BitMap.deserialize(bytes(kept))


def _lines(one: Difference) -> dict[int, tuple[tuple[int | None, int | None], tuple[int | None, int | None]]]:
    if not one.amounts_count:
        return {}
    frame = pl.read_parquet(io.BytesIO(bytes(one.amounts)))
    return {number: ((a, b), (c, d)) for number, a, b, c, d in frame.iter_rows()}
