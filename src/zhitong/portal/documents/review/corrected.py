"""The newest text as the engine reads it, with the word of people over it."""

from zhitong.engine.documents.parse import ParsedDocument
from zhitong.engine.documents.readings import merge, read_items, rebuilt
from zhitong.portal.documents.models import Revision
from zhitong.portal.documents.reading import parsed_text
from zhitong.portal.documents.review.standing import ground_of, judged, standing


def corrected_text(revision: Revision) -> ParsedDocument:
    """The parsed document; the machine's own where nobody corrected anything."""
    held = standing(revision.document_id)
    document = parsed_text(revision.text)
    if not held:
        return document
    return rebuilt(document, merge(read_items(document), judged(held), ground_of(revision)).items)
