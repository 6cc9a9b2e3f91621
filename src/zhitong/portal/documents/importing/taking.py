"""Taking documents: parsed first, then written whole or not at all; the same file changes nothing."""

from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max

from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.parse import ParsedDocument, parse, to_json
from zhitong.engine.documents.readings import read_items
from zhitong.engine.values import Problem
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.documents.importing.placing import region_for
from zhitong.portal.documents.importing.recognising import fill, key_of
from zhitong.portal.documents.models import Clause, Document, Revision
from zhitong.portal.documents.problems import DocumentRefused, unnumbered
from zhitong.portal.documents.relations.relating import relate, relate_mentioning
from zhitong.portal.documents.review.applying import apply_readings
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.limits import DOCUMENT_MEGABYTES, check_size
from zhitong.portal.foundation.locks import hold

NO_NUMBERING = "no_numbering"


class Imported(NamedTuple):
    """The document, what the parser noticed, and whether it is new, changed (a new revision) or unchanged."""

    document: Document
    problems: tuple[Problem, ...]
    outcome: str


def import_document(
    *,
    data: bytes,
    name: str,
    person: Viewer | None = None,
    by_paragraph: bool = False,
    progress: Callable[[int, int], None] | None = None,
    region: str = "",
) -> Imported:
    """Takes one file. Raises DocumentRefused (or TooLarge) before anything is written.

    The same bytes again are unchanged; other words of a known document become its next revision.
    `progress` is told (pages done, pages in all), before the transaction begins; `region` is the
    officer's choice for a document whose issuer does not tell its region.
    """
    check_size(name, len(data), DOCUMENT_MEGABYTES)
    mark = sha256(data).hexdigest()
    parsed, problems = parse(data, name, progress)
    if parsed is None:
        raise DocumentRefused(name, problems)
    if not by_paragraph and any(one.code == NO_NUMBERING for one in problems):
        raise unnumbered(name)
    with transaction.atomic():
        hold("documents")
        held = Revision.objects.filter(sha256=mark).select_related("document").first()
        if held is not None:
            return Imported(held.document, tuple(problems), "unchanged")
        return write(parsed, problems, name, mark, person, region)


def write(
    parsed: ParsedDocument,
    problems: Sequence[Problem],
    name: str,
    mark: str,
    person: Viewer | None,
    region: str = "",
) -> Imported:
    """The document's row, a revision, its clauses and measures, and one line in the journal."""
    key = key_of(parsed.meta, parsed.text)
    document = Document.objects.filter(key=key).first() or Document(key=key)
    fill(document, parsed.meta, name)
    document.region = document.region or region_for(document.issuer, region, person)
    document.expires_at = document.expires_at or last_words(parsed, document.expires_on)
    document.save()
    document.refresh_from_db()
    newest = document.revisions.aggregate(n=Max("number"))["n"] or 0
    content = to_json(parsed, list(problems))
    kept = {part: content[part] for part in content if part not in ("text", "clauses", "measures")}
    kept["machine_meta"] = content["meta"]
    revision = Revision.objects.create(
        document=document,
        number=newest + 1,
        text=parsed.text,
        sha256=mark,
        file_name=name[-255:],
        imported_by=person.pk if person else None,
        parse=kept,
        machine=[one.to_json() for one in read_items(parsed)],
    )
    Clause.objects.bulk_create(clause_rows(revision, parsed.outline))
    apply_readings(revision)
    relate(revision)
    if not newest:
        relate_mentioning(document)
    record(
        action="import_document",
        kind="document",
        key=key,
        actor=person.pk if person else None,
        after={"revision": revision.number, "sha256": mark},
    )
    return Imported(document, tuple(problems), "changed" if newest else "new")


def last_words(parsed: ParsedDocument, expires_on: date | str | None) -> dict[str, Any]:
    """The clause in which the text itself says its last day; empty where it does not."""
    day = str(expires_on or "")
    found = [one for one in parsed.validity if one.kind in ("expires", "term") and one.path]
    return next(({"clause": one.path, "sentence": None} for one in found if one.date == day), {})


def clause_rows(revision: Revision, outline: Outline) -> list[Clause]:
    """The outline as rows; a parent is named by its path."""
    paths = {clause.id: clause.path for clause in outline.clauses}
    return [
        Clause(
            revision=revision,
            order=order,
            path=clause.path,
            label=clause.label,
            heading=clause.heading,
            level=clause.level,
            kind=clause.kind,
            start=clause.start,
            end=clause.end,
            body_end=clause.body_end,
            parent_path=paths.get(clause.parent or "", ""),
        )
        for order, clause in enumerate(outline.clauses)
    ]
