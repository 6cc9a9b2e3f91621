"""Who may correct what was read out of a document."""

from zhitong.portal.accounts.models import Membership, Role
from zhitong.portal.accounts.perms import Viewer, memberships_of
from zhitong.portal.documents.models import Document

EDITING = (Role.EDITOR, Role.REVIEWER)
WHOLE_REGION = 2  # digits of a code that stands for a whole autonomous region or province


def editing_membership(person: Viewer, document: Document) -> Membership | None:
    """The office by which a person may correct a document: an editor of its region or one above.

    A document whose region is not known belongs to the editors of a whole region.
    """
    for one in memberships_of(person):
        region = one.organisation.region
        if one.role not in EDITING:
            continue
        if document.region.startswith(region) and (document.region or len(region) <= WHOLE_REGION):
            return one
        if not document.region and len(region) <= WHOLE_REGION:
            return one
    return None


def can_edit_document(person: Viewer, document: Document) -> bool:
    """Whether a person may correct what was read out of the document."""
    return editing_membership(person, document) is not None
