"""Everything one unit must do, across documents."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from django.db.models import F, Max, OuterRef, Subquery

from zhitong.portal.accounts.models import Organisation
from zhitong.portal.documents.models import Measure, MeasureUnit, Revision
from zhitong.portal.documents.queries.library import measure_row
from zhitong.portal.documents.queries.lives import lives
from zhitong.portal.documents.queries.shapes import MeasureRow, UnitPage, UnitRow
from zhitong.portal.foundation.problems import NotFound


def newest_mentions() -> "list[tuple[int, str, int]]":
    """(organisation, role, document) of every mention in the newest revisions."""
    newest = (
        Revision.objects.filter(document=OuterRef("measure__revision__document"))
        .order_by("-number")
        .values("pk")[:1]
    )
    return list(
        MeasureUnit.objects.filter(organisation__isnull=False)
        .annotate(newest=Subquery(newest))
        .filter(measure__revision=F("newest"))
        .values_list("organisation_id", "role", "measure__revision__document_id")
    )


def unit_row(unit: Organisation, mentions: Sequence[tuple[str, int]]) -> UnitRow:
    """The row of a unit from its (role, document) mentions."""
    roles = [role for role, _ in mentions]
    return UnitRow(
        key=unit.key,
        name=unit.name,
        level=unit.level,
        level_label=unit.get_level_display(),
        region=unit.region,
        is_group=unit.is_group,
        ends=unit.ends,
        successor_key=unit.successor.key if unit.successor else "",
        successor_name=unit.successor.name if unit.successor else "",
        lead=roles.count("lead"),
        support=roles.count("support"),
        unspecified=roles.count("unspecified"),
        documents=len({document for _, document in mentions}),
    )


def units_list(*, text: str = "", level: str = "", with_measures_only: bool = True) -> list[UnitRow]:
    """Units by number of measures; a successor's row counts what its predecessors were given."""
    units = {one.pk: one for one in Organisation.objects.select_related("successor")}
    by_unit: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for unit_id, role, document_id in newest_mentions():
        for pk in line_of(units, unit_id):
            by_unit[pk].append((role, document_id))
    rows = [
        unit_row(unit, by_unit.get(unit.pk, []))
        for unit in units.values()
        if (not level or unit.level == level)
        and (not text or text in unit.name or any(text in alias for alias in unit.aliases))
        and (not with_measures_only or unit.pk in by_unit)
    ]
    return sorted(rows, key=lambda row: (-row.total, row.name))


def line_of(units: dict[int, Organisation], unit_id: int) -> list[int]:
    """The unit and the successors that took over its work."""
    line = [unit_id]
    while (after := units[line[-1]].successor_id) is not None and after not in line:
        line.append(after)
    return line


def unit_page(key: str) -> UnitPage:
    """The unit with its own measures and those of the units it took over."""
    units = {one.pk: one for one in Organisation.objects.select_related("successor")}
    unit = next((one for one in units.values() if one.key == key), None)
    if unit is None:
        raise NotFound("没有这个单位。", "请从单位列表进入。")
    line = [pk for pk in units if unit.pk in line_of(units, pk)]
    found = (
        Measure.objects.filter(units__organisation__in=line)
        .annotate(newest=Max("revision__document__revisions__number"))
        .filter(revision__number=F("newest"))
        .select_related("revision__document")
        .defer("revision__text", "revision__parse")
        .prefetch_related("units__organisation")
        .order_by("-revision__document__issued_on", "revision__document__key", "order")
    )
    names = set(line)
    measures: list[MeasureRow] = []
    mentions: list[tuple[str, int]] = []
    known = lives({one.revision.document.key for one in found})
    for measure in found:
        document = measure.revision.document
        mentions += [(one.role, document.pk) for one in measure.units.all() if one.organisation_id in names]
        measures.append(
            replace(
                measure_row(measure),
                document_key=document.key,
                document_title=document.title,
                document_number=document.doc_number,
                document_life=known[document.key],
            )
        )
    return UnitPage(
        unit=unit_row(unit, mentions),
        aliases=list(unit.aliases),
        predecessors=[unit_row(units[pk], []) for pk in line if pk != unit.pk],
        measures=measures,
    )
