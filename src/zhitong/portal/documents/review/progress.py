"""How far the check of documents is, for many of them at once."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from zhitong.engine.documents.readings import Correction as Judged
from zhitong.engine.documents.readings import Ground, merge
from zhitong.portal.documents.models import Clause, Correction, Revision
from zhitong.portal.documents.review.standing import judged, machine_items


def newest_of(keys: Iterable[str]) -> list[Revision]:
    """The newest revision of each document; one query."""
    newest = Revision.objects.filter(document=OuterRef("document")).order_by("-number").values("pk")[:1]
    held = Revision.objects.filter(document__key__in=sorted(set(keys)), pk=Subquery(newest))
    return list(held.select_related("document").defer("parse"))


def progress_of(keys: Iterable[str]) -> dict[str, tuple[int, int]]:
    """(reviewed, total) of documents whose text is here; three queries, however many there are.

    A document nobody judged is counted without laying corrections over its text.
    """
    revisions = newest_of(keys)
    held: dict[int, list[Correction]] = defaultdict(list)
    documents = [one.document_id for one in revisions]
    for row in Correction.objects.filter(document__in=documents, ended_at=None).order_by("pk"):
        held[row.document_id].append(row)
    clauses: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    touched = [one.pk for one in revisions if one.document_id in held]
    rows = Clause.objects.filter(revision__in=touched).order_by("revision", "order")
    for revision, path, start, end in rows.values_list("revision_id", "path", "start", "end"):
        clauses[revision].append((path, start, end))
    found = {}
    for one in revisions:
        said: list[Judged] = judged(held.get(one.document_id, ()))
        merged = merge(machine_items(one), said, Ground.of(one.text, clauses[one.pk]))
        found[one.document.key] = (merged.reviewed, merged.total)
    return found
