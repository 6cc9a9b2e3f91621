"""Reading the files of a batch, one job each; nothing slow happens inside a transaction."""

from collections.abc import Iterable

from django.db import transaction

from zhitong.portal.accounts.models import Person
from zhitong.portal.accounts.perms import Viewer, can_import_documents
from zhitong.portal.documents.importing.batches import (
    MOST_TRIES,
    came_with,
    claim_file,
    finish_file,
    note_pages,
    release_file,
)
from zhitong.portal.documents.importing.laying import Incoming, open_batch
from zhitong.portal.documents.models import FileState, ImportBatch, ImportFile
from zhitong.portal.flows.library import take_document
from zhitong.portal.foundation.jobs import job
from zhitong.portal.foundation.problems import Refusal

STATES = {"new": FileState.TAKEN, "changed": FileState.CHANGED}
EVERY = 10  # pages between two notes


@transaction.atomic
def lay_down(
    *, files: Iterable[Incoming], by_paragraph: bool, person: Viewer, region: str = ""
) -> ImportBatch:
    """A batch and a job for each of its files; both or neither."""
    batch = open_batch(files=files, by_paragraph=by_paragraph, person=person, region=region)
    for pk in batch.files.filter(state=FileState.WAITING).order_by("order").values_list("pk", flat=True):
        read_batch_file.enqueue(file=pk)
    return batch


@job(attempts=MOST_TRIES + 1)
def read_batch_file(*, file: int) -> str:
    """Reads one file and notes what became of it; a file that is done or gone is left alone.

    A file that took its workers down again and again is refused, so that it cannot hold up the rest.
    """
    claimed = claim_file(file)
    if claimed is None:
        return "done"
    if claimed.tries > MOST_TRIES:
        message = f"读取时程序中断了 {MOST_TRIES} 次，没有导入。请另存为 .docx 或 .txt 后重新上传。"
        finish_file(claimed, FileState.REFUSED, message=message)
        return FileState.REFUSED
    try:
        return read_claimed(claimed)
    except Exception:
        release_file(claimed)
        raise


def read_claimed(file: ImportFile) -> str:
    """The state the file ends in; a refusal is told on the file, not raised."""

    def progress(done: int, pages: int) -> None:
        if done % EVERY == 0 or done in (1, pages):
            note_pages(file, done, pages)

    person = Person.objects.filter(pk=file.batch.by).first()
    if person is None or not can_import_documents(person):
        message = "上传人已没有“编辑”或“审核”职责，没有导入。请由有职责的人员重新上传。"
        finish_file(file, FileState.REFUSED, message=message)
        return FileState.REFUSED
    try:
        with file.stored.open("rb") as held:
            data = held.read()
        taken = take_document(
            data=data,
            name=file.name,
            person=person,
            by_paragraph=file.batch.by_paragraph,
            progress=progress,
            region=file.batch.region,
        )
    except FileNotFoundError:
        message = "存下的文件不见了，没有导入。请重新上传。"
    except Refusal as refusal:
        message = f"{refusal.message}{refusal.advice}"
    else:
        state = STATES.get(taken.outcome) or came_with(file, taken.document)
        finish_file(file, state, document=taken.document)
        return state
    finish_file(file, FileState.REFUSED, message=message)
    return FileState.REFUSED
