"""Keeping the index what the documents are: asked by flows after every change, cheap when nothing changed."""

from collections.abc import Callable, Collection
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery

from zhitong.portal.documents.models import Document, MissedTerm, Revision
from zhitong.portal.documents.queries.lives import with_life
from zhitong.portal.documents.search.backends import search_backend
from zhitong.portal.documents.search.entries import nodes_of, print_of

Progress = Callable[[str], None]
# A day's list of words without an answer is bounded, so that nobody can fill the table.
MOST_TERMS_A_DAY, LONGEST_TERM = 500, 12


class Refreshed(NamedTuple):
    """How many documents were indexed anew, forgotten, and left as they are."""

    indexed: int
    forgotten: int
    unchanged: int


def with_newest() -> QuerySet[Document]:
    """Documents whose text is here, with the hash of the newest file as `newest` and its `turn`."""
    newest = Revision.objects.filter(document=OuterRef("pk")).order_by("-number")
    return (
        with_life(Document.objects.all())
        .annotate(newest=Subquery(newest.values("sha256")[:1]), turn=Subquery(newest.values("turn")[:1]))
        .filter(newest__isnull=False)
    )


def refresh_index(*, keys: Collection[str] | None = None, progress: Progress | None = None) -> Refreshed:
    """Brings the named documents (all when none are named) up to date; the same again changes nothing."""
    backend = search_backend()
    held = backend.prints()
    wanted = with_newest()
    if keys is not None:
        wanted = wanted.filter(key__in=keys)
    indexed = unchanged = 0
    seen = set()
    for document in wanted.order_by("key"):
        seen.add(document.key)
        newest = vars(document)["newest"]  # annotated, no field of the model
        mark = print_of(document, f"{newest}:{vars(document)['turn']}")
        if held.get(document.key) == mark:
            unchanged += 1
            continue
        revision = Revision.objects.get(sha256=newest)
        backend.index(nodes_of(document, revision, revision.clauses.order_by("order")), {document.key: mark})
        indexed += 1
        if progress:
            progress(document.title)
    gone = [key for key in held if key not in seen and (keys is None or key in keys)]
    for key in gone:
        backend.delete(key)
    return Refreshed(indexed, len(gone), unchanged)


def rebuild_index(*, progress: Progress | None = None) -> Refreshed:
    """Makes the whole index anew from the documents."""
    search_backend().clear()
    return refresh_index(progress=progress)


def is_worth_keeping(term: str) -> bool:
    """Whether a word may be written down: Chinese words of a length that names nobody's number."""
    return 1 < len(term) <= LONGEST_TERM and not any(sign.isdigit() for sign in term)


@transaction.atomic
def note_missed(*, terms: Collection[str], day: date) -> int:
    """Counts words no clause answered: word, day, number; returns how many were counted."""
    kept = [term for term in terms if is_worth_keeping(term)]
    counted = 0
    for term in kept:
        known = MissedTerm.objects.filter(day=day, term=term)
        if known.update(count=F("count") + 1):
            counted += 1
        elif MissedTerm.objects.filter(day=day).count() < MOST_TERMS_A_DAY:
            _, is_new = MissedTerm.objects.get_or_create(day=day, term=term)
            if not is_new:
                known.update(count=F("count") + 1)
            counted += 1
    return counted
