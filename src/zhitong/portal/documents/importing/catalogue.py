"""The documents the packs refer to, and the units they know."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from zhitong.engine.packs import CatalogueDocument
from zhitong.engine.values import Reference
from zhitong.portal.accounts.naming import UnitNames
from zhitong.portal.documents.models import Document, MeasureUnit
from zhitong.portal.documents.review.applying import fields_set_by_people
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.locks import hold


def place_of(reference: Reference | None) -> dict[str, Any]:
    """Where a last day is written, as the table keeps it."""
    return {"clause": reference.clause, "sentence": reference.sentence} if reference else {}


@transaction.atomic
def load_catalogue(documents: Iterable[CatalogueDocument], *, is_sample: bool = False) -> int:
    """Adds or refreshes the documents a pack refers to; returns how many changed."""
    hold("documents")
    known = {one.key: one for one in Document.objects.all()}
    by_people = fields_set_by_people()
    changed = 0
    for one in documents:
        document = known.get(one.key) or Document(key=one.key)
        said = {
            "title": one.title,
            "doc_number": one.doc_number or "",
            "issuer": one.issuer or "",
            "issued_on": one.issued_on,
            "expires_on": one.expires_on,
            "expires_at": place_of(one.expires_at),
            "region": one.region,
            "status": one.status,
            "superseded_by": one.superseded_by or "",
            "note": one.note,
            "pack": one.pack,
            "is_sample": is_sample,
            "match": {
                "doc_number": one.match.doc_number,
                "title": list(one.match.title),
                "text": list(one.match.text),
            },
        }
        # What the imported text has said stays where the catalogue is silent, a person's word always.
        stays = by_people.get(document.pk, set())
        said = {name: one for name, one in said.items() if (one or not document.pk) and name not in stays}
        if document.pk and all(getattr(document, name) == value for name, value in said.items()):
            continue
        for name, value in said.items():
            setattr(document, name, value)
        document.save()
        changed += 1
    if changed:
        record(action="load_catalogue", kind="document", key="*", after={"changed": changed})
    return changed


@transaction.atomic
def link_units() -> int:
    """Links printed names that had no organisation when their document came in; returns how many."""
    names = UnitNames.load()
    loose = MeasureUnit.objects.filter(organisation=None).select_related("measure__revision__document")
    loose = loose.defer("measure__revision__text", "measure__revision__parse")
    linked = []
    for unit in loose:
        unit.organisation = names.find(unit.name, unit.measure.revision.document.region)
        if unit.organisation is not None:
            linked.append(unit)
    MeasureUnit.objects.bulk_update(linked, ["organisation"], batch_size=500)
    return len(linked)
