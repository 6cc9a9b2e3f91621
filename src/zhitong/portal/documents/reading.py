"""The newest text of a document, read by the engine again: what the stored tables do not hold."""

from functools import lru_cache

from zhitong.engine.documents.parse import ParsedDocument, parse_canonical
from zhitong.portal.documents.models import Revision
from zhitong.portal.foundation.problems import NotFound

# A long plan takes most of a second to read; a desk compares a handful of texts at a time.
KEPT = 8


@lru_cache(maxsize=KEPT)
def parsed_text(text: str) -> ParsedDocument:
    """A canonical text as the engine reads it; the same text is read once."""
    return parse_canonical(text)


def newest_revision(key: str) -> Revision:
    """The newest revision of a document, or NotFound while its text is not imported."""
    found = (
        Revision.objects.filter(document__key=key)
        .select_related("document")
        .defer("parse")
        .order_by("-number")
        .first()
    )
    if found is None:
        raise NotFound("这份文件的全文尚未导入。", "导入全文后即可检查和对照。")
    return found
