"""Reading the files of a batch, one a step; nothing slow happens inside a transaction."""

from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.documents.importing.batches import claim_next, finish_file, held_batch, note_pages
from zhitong.portal.documents.models import FileState, ImportFile
from zhitong.portal.flows.library import take_document
from zhitong.portal.foundation.problems import Refusal

STATES = {"new": FileState.TAKEN, "changed": FileState.CHANGED, "unchanged": FileState.UNCHANGED}
EVERY = 10  # pages between two notes


def read_next_file(number: int, person: Viewer) -> ImportFile | None:
    """Takes the next waiting file of a batch; None when there is none. A refused file is told, not raised."""
    file = claim_next(number, person)
    if file is None:
        return None
    batch = held_batch(number, person)

    def progress(done: int, pages: int) -> None:
        if done % EVERY == 0 or done == pages:
            note_pages(file, done, pages)

    try:
        taken = take_document(
            data=bytes(file.content),
            name=file.name,
            person=person,
            by_paragraph=batch.by_paragraph,
            progress=progress,
        )
    except Refusal as refusal:
        finish_file(file, FileState.REFUSED, message=f"{refusal.message}{refusal.advice}")
    else:
        finish_file(file, STATES[taken.outcome], document=taken.document)
    return file
