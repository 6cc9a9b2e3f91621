"""Changes to the life of a document: kept first, then found by search as it stands now."""

from collections.abc import Callable

from zhitong.portal.documents.search.keeping import refresh_index


def change_life(key: str, change: Callable[[], object]) -> None:
    """Makes the change (which may refuse), then brings the index up to date for the document."""
    change()
    refresh_index(keys=[key])
