"""Audiences counted and opened within the regions a person sees."""

from collections.abc import Sequence

from pyroaring import BitMap

from zhitong.portal.accounts.perms import Viewer, regions_of
from zhitong.portal.businesses.perms import visible_to
from zhitong.portal.businesses.queries import BusinessRow, rows_of
from zhitong.portal.businesses.queries.registry import code_name
from zhitong.portal.foundation.paging import Page, bounds
from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.matches.models import Audience, MatchRun, RunState
from zhitong.portal.matches.queries.shapes import AudienceRow, AudienceTable, RegionCount, RunRow
from zhitong.portal.provisions.queries import provision_rows


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


def audience_table(person: Viewer) -> AudienceTable:
    """Every provision of the newest run with its figures in the person's regions."""
    run = latest_run()
    prefixes = regions_of(person)
    names = [code_name("region", prefix) if prefix else "全国" for prefix in prefixes]
    if run is None:
        return AudienceTable(None, [], names)
    inside = scope_bitmap(person)
    known = provision_rows(on=run.as_of)
    rows = []
    for audience in Audience.objects.filter(run_id=run.pk):
        if audience.provision_key not in known:
            continue
        met, unknown = BitMap.deserialize(bytes(audience.met)), BitMap.deserialize(bytes(audience.unknown))
        everything = inside is None or len(inside) == run.businesses
        rows.append(
            AudienceRow(
                provision=known[audience.provision_key],
                met=audience.met_count if everything else met.intersection_cardinality(inside),
                unknown=audience.unknown_count if everything else unknown.intersection_cardinality(inside),
                not_met=audience.not_met_count
                if everything
                else len(inside) - (met | unknown).intersection_cardinality(inside),
                amount_low=audience.amount_low if everything else None,
                amount_high=audience.amount_high if everything else None,
                covers_everything=everything,
            )
        )
    return AudienceTable(run, sorted(rows, key=lambda row: (-row.met, row.provision.key)), names)


def members(person: Viewer, provision_key: str, verdict: str) -> BitMap:
    """Numbers of the businesses with this verdict that the person may see."""
    run = MatchRun.objects.filter(state=RunState.DONE).first()
    audience = Audience.objects.filter(run=run, provision_key=provision_key).first() if run else None
    if audience is None:
        raise NotFound("这一事项还没有匹配结果。", "请先运行一次匹配。")
    if verdict not in ("met", "unknown"):
        raise NotFound("只能打开“符合”和“待确认”的名单。", "请从受众页进入。")
    found = BitMap.deserialize(bytes(audience.met if verdict == "met" else audience.unknown))
    inside = scope_bitmap(person)
    return found if inside is None else found & inside


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
    """The audience counted by league or city, or by county where the person sees one city only."""
    prefixes = regions_of(person)
    digits = 4 if any(len(prefix) < 4 for prefix in prefixes) else 6
    met, unknown = members(person, provision_key, "met"), members(person, provision_key, "unknown")
    counts: dict[str, list[int]] = {}
    for pk, code in visible_to(person).values_list("pk", "region").iterator(chunk_size=5000):
        cell = counts.setdefault(code[:digits], [0, 0])
        cell[0] += pk in met
        cell[1] += pk in unknown
    return [
        RegionCount(code, code_name("region", code), one[0], one[1])
        for code, one in sorted(counts.items())
        if any(one)
    ]
