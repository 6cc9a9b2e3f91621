"""The files of a batch, read one by one; a killed process leaves files that are taken up again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.documents.models import Document, FileState, ImportBatch, ImportFile, Revision
from zhitong.portal.foundation.problems import NotFound

OPEN = (FileState.WAITING, FileState.READING)
MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class BatchPage:
    """A batch with its files, in order; `left` of them are not done yet."""

    number: int
    at: datetime
    by_paragraph: bool
    region: str
    files: Sequence[ImportFile]

    @property
    def left(self) -> int:
        """Files that wait or are being read."""
        return sum(one.state in OPEN for one in self.files)


def held_batch(number: int, person: Viewer) -> ImportBatch:
    """The batch, to the person who laid it down."""
    batch = ImportBatch.objects.filter(pk=number, by=person.pk or 0).first()
    if batch is None:
        raise NotFound
    return batch


def claim_file(pk: int) -> ImportFile | None:
    """The file, now this reader's own: `tries` is the token by which it may finish. None when it is done.

    A file somebody was reading is claimed over again: its job comes back only after its worker went silent.
    """
    row = ImportFile.objects.select_related("batch").filter(pk=pk, state__in=OPEN).first()
    if row is None:
        return None
    taken = ImportFile.objects.filter(pk=pk, state__in=OPEN, tries=row.tries).update(
        state=FileState.READING, tries=row.tries + 1, begun_at=timezone.now(), pages=0, pages_done=0
    )
    row.tries += 1
    return row if taken else None


def note_pages(file: ImportFile, done: int, pages: int) -> None:
    """How far the reading of a long file got."""
    ImportFile.objects.filter(pk=file.pk, state=FileState.READING, tries=file.tries).update(
        pages_done=done, pages=pages
    )


def release_file(file: ImportFile) -> None:
    """The file waits again, for another attempt."""
    ImportFile.objects.filter(pk=file.pk, state=FileState.READING, tries=file.tries).update(
        state=FileState.WAITING
    )


@transaction.atomic
def finish_file(file: ImportFile, state: str, *, message: str = "", document: Document | None = None) -> bool:
    """What became of a file, unless another reader took it over; its bytes are not kept."""
    done = ImportFile.objects.filter(pk=file.pk, state=FileState.READING, tries=file.tries).update(
        state=state, message=message[:500], document=document, stored=""
    )
    name = file.stored.name
    if done and name:
        transaction.on_commit(lambda: file.stored.storage.delete(name))
    return bool(done)


def came_with(file: ImportFile, document: Document) -> str:
    """Whether an earlier attempt at this file, cut off behind its writing, was what brought the text in."""
    if file.tries < 2:
        return FileState.UNCHANGED
    number = (
        Revision.objects.filter(
            document=document,
            imported_by=file.batch.by,
            imported_at__gte=file.batch.at,
            file_name=file.name[-255:],
        )
        .order_by("number")
        .values_list("number", flat=True)
        .first()
    )
    if number is None:
        return FileState.UNCHANGED
    return FileState.TAKEN if number == 1 else FileState.CHANGED


def batch_page(number: int, person: Viewer) -> BatchPage:
    """The batch and what became of its files so far."""
    batch = held_batch(number, person)
    files = list(batch.files.select_related("document").order_by("order"))
    return BatchPage(batch.pk, batch.at, batch.by_paragraph, batch.region, files)


def batches_of(person: Viewer) -> list[tuple[int, datetime, int]]:
    """The newest batches of a person: number, time, files."""
    rows = ImportBatch.objects.filter(by=person.pk or 0).annotate(total=Count("files")).order_by("-pk")[:20]
    return [(one.pk, one.at, one.total) for one in rows]
