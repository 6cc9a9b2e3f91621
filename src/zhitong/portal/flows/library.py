"""Taking documents into the library: written first, then found by search."""

from collections.abc import Callable

from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.documents.importing.placing import place_document
from zhitong.portal.documents.importing.taking import Imported, import_document
from zhitong.portal.documents.relations.relating import said_about
from zhitong.portal.documents.search.keeping import refresh_index


def take_document(
    *,
    data: bytes,
    name: str,
    person: Viewer | None = None,
    by_paragraph: bool = False,
    progress: Callable[[int, int], None] | None = None,
    region: str = "",
) -> Imported:
    """Imports one file and indexes its clauses; raises as `import_document` does.

    The index is brought up to date after the words are safe, and also for a file that was known
    already, so that importing again mends an index that was lost half-way.
    """
    taken = import_document(
        data=data, name=name, person=person, by_paragraph=by_paragraph, progress=progress, region=region
    )
    refresh_index(keys=[taken.document.key, *said_about(taken.document)])
    return taken


def move_document(*, key: str, region: str, before: str, person: Viewer) -> None:
    """Puts a document into a region and finds it there; raises as `place_document` does."""
    place_document(key=key, region=region, before=before, person=person)
    refresh_index(keys=[key])
