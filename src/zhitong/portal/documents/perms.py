"""Who may correct what was read out of a document."""

from zhitong.portal.accounts.models import Membership, Role
from zhitong.portal.accounts.perms import Viewer, covers, memberships_of
from zhitong.portal.documents.models import Document

EDITING = (Role.EDITOR, Role.REVIEWER)
WHOLE_REGION = 2  # digits of a code that stands for a whole autonomous region or province


def editing_office(person: Viewer, region: str) -> Membership | None:
    """The office by which a person may edit what belongs to a region: an editor of it or of one above.

    What belongs to no known region is for the editors of a whole region.
    """
    for one in memberships_of(person):
        own = one.organisation.region
        if one.role not in EDITING:
            continue
        if region.startswith(own) and (region or len(own) <= WHOLE_REGION):
            return one
        if not region and len(own) <= WHOLE_REGION:
            return one
    return None


def editing_membership(person: Viewer, document: Document) -> Membership | None:
    """The office by which a person may correct a document."""
    return editing_office(person, document.region)


def can_edit_document(person: Viewer, document: Document) -> bool:
    """Whether a person may correct what was read out of the document."""
    return editing_membership(person, document) is not None


def editing_regions(person: Viewer) -> tuple[str, ...]:
    """The regions whose documents a person may correct."""
    return tuple(sorted({one.organisation.region for one in memberships_of(person) if one.role in EDITING}))


def edits_whole_region(person: Viewer) -> bool:
    """Whether documents of no known region are this person's to place."""
    return any(len(one) <= WHOLE_REGION for one in editing_regions(person))


def may_place(person: Viewer, document: Document, imported_by: int | None) -> bool:
    """Whether a person may say which region a document belongs to.

    An editor of its region or one above; while it has none, also the editor who brought its text in.
    """
    if can_edit_document(person, document):
        return True
    own = person.pk is not None and imported_by == person.pk
    return own and not document.region and bool(editing_regions(person))


def may_choose(person: Viewer, region: str) -> bool:
    """Whether a person may put a document into a region."""
    return bool(region) and covers(editing_regions(person), region)
