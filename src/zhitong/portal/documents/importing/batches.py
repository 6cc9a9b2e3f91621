"""Batches of files: laid down first, then read one by one; a killed process leaves files that wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zhitong.engine.documents.bundles import files_of
from zhitong.engine.documents.formats.archive import MAX_FILES
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.documents.models import Document, FileState, ImportBatch, ImportFile
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.limits import DOCUMENT_MEGABYTES
from zhitong.portal.foundation.problems import NotFound, Refusal

MEGABYTE = 1024 * 1024
BATCH_MEGABYTES = 200
LEASE = timedelta(minutes=10)  # a file read longer than this was left by a killed process


@dataclass(frozen=True, slots=True)
class BatchPage:
    """A batch with its files, in order; `left` still wait or were left half-way."""

    number: int
    at: datetime
    by_paragraph: bool
    files: Sequence[ImportFile]
    left: int


def too_large(name: str) -> str:
    """Why a file of a batch is not taken."""
    return f"“{name[:60]}”超过 {DOCUMENT_MEGABYTES} MB。请拆分后再导入。"


def open_batch(*, files: Sequence[tuple[str, bytes]], by_paragraph: bool, person: Viewer) -> ImportBatch:
    """Lays the files down, those of a zip each on its own; what cannot be taken is listed with its reason."""
    rows: list[ImportFile] = []
    for name, data in files:
        members, problems = files_of(data, name)
        for member in members:
            fits = len(member.data) <= DOCUMENT_MEGABYTES * MEGABYTE
            rows.append(
                ImportFile(
                    name=member.name[-255:],
                    size_bytes=len(member.data),
                    content=member.data if fits else b"",
                    state=FileState.WAITING if fits else FileState.REFUSED,
                    message="" if fits else too_large(member.name),
                )
            )
        rows += [
            ImportFile(name=(one.where or name)[-255:], state=FileState.REFUSED, message=one.message[:500])
            for one in problems
        ]
    if not rows:
        raise Refusal("没有可以导入的文件。", "请选择公文文件，或装有公文的 .zip。", code="empty")
    if len(rows) > MAX_FILES:
        raise Refusal(
            f"共 {len(rows)} 个文件，超过 {MAX_FILES} 个。", "请分几批上传。", code="too_many_files"
        )
    if sum(len(one.content) for one in rows) > BATCH_MEGABYTES * MEGABYTE:
        raise Refusal(f"文件合计超过 {BATCH_MEGABYTES} MB。", "请分几批上传。", code="too_large")
    with transaction.atomic():
        batch = ImportBatch.objects.create(by=person.pk or 0, by_paragraph=by_paragraph)
        for order, one in enumerate(rows):
            one.batch, one.order = batch, order
        ImportFile.objects.bulk_create(rows, batch_size=50)
        record(
            action="open_batch",
            kind="import_batch",
            key=str(batch.pk),
            actor=person.pk,
            after={"files": len(rows)},
        )
    return batch


def waiting(now: datetime) -> Q:
    """Files nobody reads at the moment."""
    return Q(state=FileState.WAITING) | Q(state=FileState.READING, begun_at__lt=now - LEASE)


def held_batch(number: int, person: Viewer) -> ImportBatch:
    """The batch, to the person who laid it down."""
    batch = ImportBatch.objects.filter(pk=number, by=person.pk or 0).first()
    if batch is None:
        raise NotFound
    return batch


def claim_next(number: int, person: Viewer) -> ImportFile | None:
    """The next waiting file, now this process's own; None when all are done."""
    batch = held_batch(number, person)
    now = timezone.now()
    for one in ImportFile.objects.filter(waiting(now), batch=batch).order_by("order")[:20]:
        taken = ImportFile.objects.filter(waiting(now), pk=one.pk).update(
            state=FileState.READING, begun_at=now, pages=0, pages_done=0
        )
        if taken:
            one.begun_at = now
            return one
    return None


def note_pages(file: ImportFile, done: int, pages: int) -> None:
    """How far the reading of a long file got; the lease is renewed with it."""
    ImportFile.objects.filter(pk=file.pk, state=FileState.READING).update(
        pages_done=done, pages=pages, begun_at=timezone.now()
    )


def finish_file(file: ImportFile, state: str, *, message: str = "", document: Document | None = None) -> None:
    """What became of a file; its bytes are not kept."""
    ImportFile.objects.filter(pk=file.pk, state=FileState.READING).update(
        state=state, message=message[:500], document=document, content=b""
    )


def batch_page(number: int, person: Viewer) -> BatchPage:
    """The batch without the bytes of its files."""
    batch = held_batch(number, person)
    files = list(batch.files.defer("content").select_related("document").order_by("order"))
    now = timezone.now()
    left = ImportFile.objects.filter(waiting(now), batch=batch).count()
    return BatchPage(batch.pk, batch.at, batch.by_paragraph, files, left)


def batches_of(person: Viewer) -> list[tuple[int, datetime, int]]:
    """The newest batches of a person: number, time, files."""
    rows = ImportBatch.objects.filter(by=person.pk or 0).order_by("-pk")[:20]
    return [(one.pk, one.at, one.files.count()) for one in rows]
