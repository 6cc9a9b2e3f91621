"""Laying a batch down: every file on disk and in the list, those of a zip each on its own."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import IO, NamedTuple

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from zhitong.engine.documents.formats.archive import (
    MAX_FILES,
    PackedFile,
    is_archive,
    is_clutter,
    packed_files,
)
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.documents.models import FileState, ImportBatch, ImportFile
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.limits import DOCUMENT_MEGABYTES
from zhitong.portal.foundation.problems import Refusal
from zhitong.portal.foundation.uploads import MEGABYTE

BATCH_MEGABYTES = 200
LARGEST = DOCUMENT_MEGABYTES * MEGABYTE
ORPHANED_AFTER = timedelta(days=1)


class Incoming(NamedTuple):
    """An uploaded file as it lies on disk."""

    name: str
    file: IO[bytes]
    size_bytes: int


def too_large(name: str) -> str:
    """Why a file of a batch is not taken."""
    return f"“{name[:60]}”超过 {DOCUMENT_MEGABYTES} MB，没有导入。请拆分后再上传。"


def refused_row(name: str, message: str, size_bytes: int = 0) -> ImportFile:
    """A file that is listed with its reason and not kept."""
    return ImportFile(name=name[-255:], size_bytes=size_bytes, state=FileState.REFUSED, message=message[:500])


def kept_row(name: str, content: File[bytes], size_bytes: int) -> ImportFile:
    """A file that waits, copied to its place in pieces."""
    row = ImportFile(name=name[-255:], size_bytes=size_bytes)
    row.stored.save("file", content, save=False)
    return row


def rows_of(one: Incoming) -> Iterator[ImportFile]:
    """The rows of one uploaded file; never more than one member of a zip is held in memory."""
    if is_clutter(one.name):
        return
    if not is_archive(one.file, one.name):
        if one.size_bytes > LARGEST:
            yield refused_row(one.name, too_large(one.name), one.size_bytes)
        else:
            one.file.seek(0)
            yield kept_row(one.name, File(one.file), one.size_bytes)
        return
    for member in packed_files(one.file, one.size_bytes, one.name, largest=LARGEST):
        if isinstance(member, PackedFile):
            yield kept_row(member.name, ContentFile(member.data), len(member.data))
        else:
            yield refused_row(member.where or one.name, f"{member.message}{member.advice}")


def check_batch(rows: list[ImportFile], *, is_whole: bool) -> None:
    """Raises the Refusal of a batch that is too long, too large, or empty."""
    if is_whole and not rows:
        raise Refusal("没有可以导入的文件。", "请选择公文文件、文件夹，或装有公文的 .zip。", code="empty")
    if len(rows) > MAX_FILES:
        raise Refusal(f"这一批超过 {MAX_FILES} 个文件。", "请分几批上传。", code="too_many_files")
    if sum(one.size_bytes for one in rows if one.stored) > BATCH_MEGABYTES * MEGABYTE:
        raise Refusal(f"文件合计超过 {BATCH_MEGABYTES} MB。", "请分几批上传。", code="too_large")


def open_batch(
    *, files: Iterable[Incoming], by_paragraph: bool, person: Viewer, region: str = ""
) -> ImportBatch:
    """Lays the files down; what cannot be taken is listed with its reason, a refused batch leaves nothing."""
    rows: list[ImportFile] = []
    try:
        for one in files:
            for row in rows_of(one):
                rows.append(row)
                check_batch(rows, is_whole=False)
        check_batch(rows, is_whole=True)
        with transaction.atomic():
            return written(rows, by_paragraph, person, region)
    except BaseException:
        for row in rows:
            if row.stored:
                row.stored.delete(save=False)
        raise


def written(rows: list[ImportFile], by_paragraph: bool, person: Viewer, region: str) -> ImportBatch:
    """The batch and its rows, and one line in the journal."""
    batch = ImportBatch.objects.create(by=person.pk or 0, by_paragraph=by_paragraph, region=region)
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


def sweep_uploads(now: datetime | None = None) -> int:
    """Deletes files that lie in the folder of batches and that no row waits for; returns how many.

    A process killed between file and row leaves them; a day is given to uploads under way.
    """
    storage = ImportFile._meta.get_field("stored").storage
    if not storage.exists("batches"):
        return 0
    known = set(ImportFile.objects.exclude(stored="").values_list("stored", flat=True))
    old = (now or timezone.now()) - ORPHANED_AFTER
    _, names = storage.listdir("batches")
    lost = [one for one in (f"batches/{name}" for name in sorted(names)) if one not in known]
    lost = [one for one in lost if storage.get_modified_time(one) < old]
    for one in lost:
        storage.delete(one)
    return len(lost)
