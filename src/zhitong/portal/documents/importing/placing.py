"""Which region a document belongs to: told by its issuer, else by the officer who brings it in."""

import re
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from zhitong.portal.accounts.models import Organisation
from zhitong.portal.accounts.naming import UnitNames
from zhitong.portal.accounts.perms import Viewer, covers
from zhitong.portal.documents.models import Document, MeasureUnit
from zhitong.portal.documents.perms import (
    editing_membership,
    editing_regions,
    edits_whole_region,
    may_choose,
    may_place,
)
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.problems import NotFound, Refusal

SEVERAL = re.compile(r"[、，,;；\s]+")
OFFICES = ("办公室", "办公厅")
GOVERNMENT = "人民政府"
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands, what its issuer tells, and whether the person may change it."""

    key: str
    title: str
    issuer: str
    region: str
    proposed: str
    is_fixed: bool  # by the catalogue of a pack
    may_change: bool


def region_of_issuer(issuer: str) -> str:
    """The region of the unit, or of the units of the same place; "" when the directory does not tell."""
    names = UnitNames.load()
    for one in SEVERAL.split(issuer.strip()):
        stripped = next((one.removesuffix(end) for end in OFFICES if one.endswith(end)), one)
        for name in filter(None, (one, stripped)):
            found = names.by_name.get(name)
            if found is not None and found.region:
                return found.region
        place, government, _ = one.partition(GOVERNMENT)
        if place and government:
            near = {
                unit.region for name, unit in names.by_name.items() if name.startswith(place) and unit.region
            }
            if len(near) == 1:
                return near.pop()
    return ""


def region_for(issuer: str, chosen: str, person: Viewer | None) -> str:
    """The officer's choice where it is theirs to make; a document of others' issuers stays with them."""
    told = region_of_issuer(issuer)
    if person is None or not chosen or not may_choose(person, chosen):
        return told
    return chosen if not told or covers(editing_regions(person), told) else told


def importer_of(document: Document) -> int | None:
    """Who brought in the newest text."""
    return document.revisions.order_by("-number").values_list("imported_by", flat=True).first()


def place_of(key: str, person: Viewer) -> Place:
    """The place of a document as the page shows it."""
    document = Document.objects.filter(key=key).first()
    if document is None:
        raise NotFound("没有这份文件。", "请从政策文件列表进入。")
    return Place(
        key=document.key,
        title=document.title,
        issuer=document.issuer,
        region=document.region,
        proposed=region_of_issuer(document.issuer),
        is_fixed=bool(document.pack and document.region),
        may_change=may_place(person, document, importer_of(document)),
    )


@transaction.atomic
def place_document(*, key: str, region: str, before: str, person: Viewer) -> None:
    """Puts a document into a region; `before` is the region the person saw.

    Raises NotFound to whom it is not for, and a Refusal that names what is in the way.
    """
    document = Document.objects.filter(key=key).first()
    if document is None or not may_place(person, document, importer_of(document)):
        raise NotFound
    if document.pack and document.region:
        raise Refusal("这份文件的地区由政策包给定。", "需要更改的，请修改政策包。", code="fixed")
    if not may_choose(person, region):
        raise Refusal("只能选择本单位负责的地区。", "请重新选择，或请上级单位办理。", code="region")
    if not Document.objects.filter(pk=document.pk, region=before).update(region=region):
        raise Refusal("地区刚刚被别人改过，您的选择没有保存。", "请看最新的地区后再定。", code="stale")
    document.region = region
    office = editing_membership(person, document)
    record(
        action="place_document",
        kind="document",
        key=key,
        actor=person.pk,
        organisation=office.organisation.name if office else "",
        before={"region": before},
        after={"region": region},
    )
    link_again(document)


def link_again(document: Document) -> None:
    """Printed names mean the units of the new region, such as 县财政局."""
    names = UnitNames.load()
    units = list(MeasureUnit.objects.filter(measure__revision__document=document))
    for one in units:
        found: Organisation | None = names.find(one.name, document.region)
        one.organisation = found
    MeasureUnit.objects.bulk_update(units, ["organisation"], batch_size=500)
    document.revisions.update(turn=F("turn") + 1)


def unplaced(person: Viewer) -> list[tuple[str, str]]:
    """(key, title) of texts of no known region, to the editors of a whole region; the newest first."""
    if not edits_whole_region(person):
        return []
    held = Document.objects.filter(region="", revisions__number=1, pack="").order_by("-pk")
    return list(held.values_list("key", "title")[:SHOWN])
