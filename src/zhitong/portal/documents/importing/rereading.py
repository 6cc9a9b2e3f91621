"""Reading a text again with the program of today: readings, outline, metadata; people's word stays."""

from dataclasses import replace

from django.db import transaction
from django.db.models import F

from zhitong.engine.documents.parse import ParsedDocument
from zhitong.engine.documents.readings import Merged, read_items
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.documents.importing.recognising import fill
from zhitong.portal.documents.importing.taking import clause_rows
from zhitong.portal.documents.models import Clause, Revision
from zhitong.portal.documents.reading import newest_revision, parsed_text
from zhitong.portal.documents.review.applying import ASIDE, apply_readings
from zhitong.portal.documents.review.judgement import desk_of
from zhitong.portal.foundation.journal import record

SHAPE = ("path", "label", "heading", "level", "kind", "start", "end", "body_end", "parent_path")


def fresh_text(key: str) -> ParsedDocument:
    """The newest text as the program of today reads it; slow, so outside any transaction.

    What only the file said (the table on a web page) and the words do not, stays.
    """
    revision = newest_revision(key)
    parsed = parsed_text(revision.text)
    before = revision.parse.get("machine_meta") or revision.parse.get("meta", {})
    said = {name: value for name, value in parsed.meta.items() if value not in (None, "")}
    return replace(parsed, meta={**before, **said})


@transaction.atomic
def read_again(*, key: str, parsed: ParsedDocument, person: Viewer) -> Merged:
    """Takes what the program of today reads in the same text; a clause that stays keeps its row."""
    desk = desk_of(key, person)
    revision = desk.revision
    revision.machine = [one.to_json() for one in read_items(parsed)]
    revision.parse = {**revision.parse, "machine_meta": dict(parsed.meta)}
    if write_outline(revision, clause_rows(revision, parsed.outline)):
        Revision.objects.filter(pk=revision.pk).update(turn=F("turn") + 1)
    fill(desk.document, parsed.meta, revision.file_name)
    desk.document.save()
    record(action="read_again", kind="document", key=key, actor=desk.person, organisation=desk.unit)
    return apply_readings(revision)


def write_outline(revision: Revision, fresh: list[Clause]) -> bool:
    """The outline as it is read now; whether anything in it changed."""
    held = list(revision.clauses.order_by("order"))
    if [shape_of(one) for one in held] == [shape_of(one) for one in fresh]:
        return False
    known: dict[str, list[Clause]] = {}
    for one in held:
        known.setdefault(one.path, []).append(one)
    for one in fresh:
        same = known.get(one.path)
        one.pk = same.pop(0).pk if same else None
    kept = [one for one in fresh if one.pk]
    revision.clauses.exclude(pk__in=[one.pk for one in kept]).delete()
    revision.clauses.update(order=F("order") + ASIDE)
    Clause.objects.bulk_update(kept, ["order", *SHAPE], batch_size=200)
    Clause.objects.bulk_create([one for one in fresh if not one.pk], batch_size=500)
    return True


def shape_of(clause: Clause) -> tuple[object, ...]:
    """What a clause is, apart from its row."""
    return tuple(getattr(clause, name) for name in SHAPE)
