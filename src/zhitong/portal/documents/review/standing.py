"""What was read out of a text and what people made of it, as it stands."""

from collections.abc import Iterable, Sequence

from zhitong.engine.documents.readings import Correction as Judged
from zhitong.engine.documents.readings import Ground, Item, Merged, merge, read_items
from zhitong.portal.documents.models import Correction, Revision
from zhitong.portal.documents.reading import parsed_text


def ground_of(revision: Revision) -> Ground:
    """The stored text and clauses of a revision."""
    rows = revision.clauses.order_by("order").values_list("path", "start", "end")
    return Ground.of(revision.text, rows)


def machine_items(revision: Revision) -> tuple[Item, ...]:
    """What the machine read; a text stored before readings were kept is read now."""
    if revision.machine:
        return tuple(Item.from_json(one) for one in revision.machine)
    return read_items(parsed_text(revision.text))


def judged(rows: Iterable[Correction]) -> list[Judged]:
    """Rows as the engine knows them."""
    return [
        Judged(
            one.pk,
            one.action,
            tuple(Item.from_json(base) for base in one.bases),
            tuple(Item.from_json(result) for result in one.results),
        )
        for one in rows
    ]


def standing(document_id: int) -> Sequence[Correction]:
    """The judgements that hold, oldest first."""
    return list(Correction.objects.filter(document=document_id, ended_at=None).order_by("pk"))


def merged_of(revision: Revision, ground: Ground | None = None) -> Merged:
    """The readings of a revision under the word of people."""
    held = judged(standing(revision.document_id))
    return merge(machine_items(revision), held, ground or ground_of(revision))
