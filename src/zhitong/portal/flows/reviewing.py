"""Judgements reach the search: noticed with the judgement, indexed by a job behind it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from zhitong.portal.documents.queries.turns import turn_of
from zhitong.portal.documents.search.keeping import refresh_index
from zhitong.portal.foundation.jobs import job


@contextmanager
def indexed_after(key: str) -> Iterator[None]:
    """One transaction; when what is searched for changed in it, a job brings the index up to date."""
    with transaction.atomic():
        before = turn_of(key)
        yield
        if turn_of(key) != before:
            index_document.enqueue(key=key)


@job()
def index_document(*, key: str) -> None:
    """The document as it is now; the same again changes nothing."""
    refresh_index(keys=[key])
