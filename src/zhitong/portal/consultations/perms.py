"""Who asks the public and who answers: an organisation of the draft's own region, nobody above or beside."""

from datetime import date

from zhitong.portal.accounts.models import Membership, Role
from zhitong.portal.accounts.perms import Viewer, memberships_of
from zhitong.portal.consultations.models import Consultation
from zhitong.portal.documents.models import Document, Status

OPENING = (Role.EDITOR, Role.REVIEWER)
ANSWERING = (*OPENING, Role.CASE_OFFICER)


def opening_posts(person: Viewer, on: date) -> list[Membership]:
    """The posts by which a person may open a consultation on drafts of their regions."""
    return [one for one in memberships_of(person, on) if one.role in OPENING]


def post_for(person: Viewer, document: Document, on: date) -> Membership | None:
    """The post that may open one on this draft; the issuing unit itself first."""
    if document.status != Status.DRAFT:
        return None
    posts = [one for one in opening_posts(person, on) if one.organisation.region == document.region]
    return min(posts, key=lambda one: one.organisation.name != document.issuer, default=None)


def hosting_ids(person: Viewer, on: date) -> set[int]:
    """Organisations for which a person may run consultations."""
    return {one.organisation_id for one in memberships_of(person, on) if one.role in ANSWERING}


def can_run(person: Viewer, consultation: Consultation, on: date) -> bool:
    """Whether a person acts for the organisation that asks, or for the one that took over its work."""
    own = hosting_ids(person, on)
    return consultation.host_id in own or consultation.host.successor_id in own
