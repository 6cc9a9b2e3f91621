"""Audiences counted and opened within the regions a person sees."""

from collections.abc import Sequence
from dataclasses import astuple

from pyroaring import BitMap

from zhitong.portal.accounts.perms import Viewer, covers, regions_of
from zhitong.portal.businesses.perms import visible_to
from zhitong.portal.businesses.queries import BusinessRow, rows_of
from zhitong.portal.businesses.queries.registry import code_name
from zhitong.portal.foundation.paging import Page, bounds
from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.matches.models import Audience, MatchRun, RunState
from zhitong.portal.matches.queries.shapes import AudienceRow, AudienceTable, Figures, RegionCount, RunRow
from zhitong.portal.provisions.queries import provision_rows

COUNTY_DIGITS = 6


def run_row(run: MatchRun) -> RunRow:
    """A run as shown."""
    return RunRow(
        pk=run.pk,
        as_of=run.as_of,
        state=run.state,
        state_label=run.get_state_display(),
        businesses=run.businesses,
        provisions=run.provisions,
        started_at=run.started_at,
        ended_at=run.ended_at,
        snapshot_sha256=run.snapshot_sha256,
    )


def latest_run() -> RunRow | None:
    """The newest complete run."""
    run = MatchRun.objects.filter(state=RunState.DONE).first()
    return run_row(run) if run else None


def scope_bitmap(person: Viewer) -> BitMap | None:
    """Numbers of the businesses a person sees; None when they see all."""
    if "" in regions_of(person):
        return None
    return BitMap(visible_to(person).values_list("pk", flat=True))


def figures(audience: Audience, run: MatchRun, prefixes: tuple[str, ...]) -> Figures:
    """Figures within the prefixes, added up from the counties."""
    if "" in prefixes:
        return Figures(
            audience.met_count,
            audience.unknown_count,
            audience.not_met_count,
            audience.amount_low,
            audience.amount_high,
            audience.amount_missing,
        )
    rows = sum(count for code, count in run.by_region.items() if covers(prefixes, code))
    inside = [cell for code, cell in audience.by_region.items() if covers(prefixes, code)]
    met, unknown = sum(cell[0] for cell in inside), sum(cell[1] for cell in inside)
    has_sum = audience.amount_low is not None
    open_above = any(cell[3] is None for cell in inside if cell[0])
    return Figures(
        met,
        unknown,
        rows - met - unknown,
        sum(cell[2] or 0 for cell in inside) if has_sum else None,
        sum(cell[3] or 0 for cell in inside) if has_sum and not open_above else None,
        sum(cell[4] for cell in inside),
    )


def audience_table(person: Viewer) -> AudienceTable:
    """Every provision of the newest run with its figures in the person's regions; four queries."""
    prefixes = tuple(prefix[:COUNTY_DIGITS] for prefix in regions_of(person))
    names = [code_name("region", prefix) if prefix else "全国" for prefix in prefixes]
    run = MatchRun.objects.filter(state=RunState.DONE).first()
    if run is None:
        return AudienceTable(None, [], names, 0)
    known = provision_rows(on=run.as_of)
    rows = []
    for audience in run.audiences.defer("met", "unknown"):
        if audience.provision_key in known:
            one = figures(audience, run, prefixes)
            rows.append(AudienceRow(known[audience.provision_key], *astuple(one)))
    businesses = sum(count for code, count in run.by_region.items() if covers(prefixes, code))
    ordered = sorted(rows, key=lambda row: (-row.met, -row.unknown, row.provision.key))
    return AudienceTable(run_row(run), ordered, names, businesses)


def members(person: Viewer, provision_key: str, verdict: str) -> BitMap:
    """Numbers of the businesses with this verdict that the person may see."""
    run = MatchRun.objects.filter(state=RunState.DONE).first()
    audience = Audience.objects.filter(run=run, provision_key=provision_key).first() if run else None
    if run is None or audience is None:
        raise NotFound("这一事项还没有匹配结果。", "请先运行一次匹配。")
    found = verdict_bitmap(run, audience, verdict)
    inside = scope_bitmap(person)
    return found if inside is None else found & inside


def verdict_bitmap(run: MatchRun, audience: Audience, verdict: str) -> BitMap:
    """Business numbers with a verdict; 不符合 is everybody who took part and is in neither audience."""
    met, unknown = (BitMap.deserialize(bytes(kept)) for kept in (audience.met, audience.unknown))
    match verdict:
        case "met":
            return met
        case "unknown":
            return unknown
        case "not_met":
            return BitMap.deserialize(bytes(run.members)) - met - unknown
    raise NotFound("没有这样的名单。", "请从工作台的数字进入。")


def audience_businesses(
    person: Viewer,
    provision_key: str,
    *,
    verdict: str = "met",
    region: str = "",
    number: int = 1,
    size: int = 50,
) -> Page[BusinessRow]:
    """The businesses behind a figure, within the person's regions, in the order of the register."""
    found = members(person, provision_key, verdict)
    if region:
        below = visible_to(person).filter(region__startswith=region).values_list("pk", flat=True)
        found &= BitMap(below)
    number, start, stop = bounds(number, size, len(found))
    listed = visible_to(person).filter(pk__in=list(found[start:stop])).order_by("pk")
    return Page(rows_of(listed), number, size, len(found))


def audience_regions(person: Viewer, provision_key: str) -> Sequence[RegionCount]:
    """The audience by league or city, or by county for a person who sees one city only."""
    run = MatchRun.objects.filter(state=RunState.DONE).first()
    audience = Audience.objects.filter(run=run, provision_key=provision_key).first() if run else None
    if audience is None:
        return []
    prefixes = tuple(prefix[:COUNTY_DIGITS] for prefix in regions_of(person))
    digits = 4 if any(len(prefix) < 4 for prefix in prefixes) else COUNTY_DIGITS
    cells: dict[str, list[int]] = {}
    for code, cell in audience.by_region.items():
        if covers(prefixes, code):
            sums = cells.setdefault(code[:digits], [0, 0])
            sums[0] += cell[0]
            sums[1] += cell[1]
    return [RegionCount(code, code_name("region", code), *cell) for code, cell in sorted(cells.items())]
