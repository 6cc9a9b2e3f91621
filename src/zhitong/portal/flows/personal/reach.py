"""Which people's requests an officer handles: those with a business or a post in the officer's county."""

from django.db.models import Q, QuerySet

from zhitong.portal.accounts.models import Membership, Person, Role
from zhitong.portal.accounts.perms import Viewer, memberships_of, signed_in, within
from zhitong.portal.businesses.models import Owner

HANDLING = (Role.CASE_OFFICER, Role.ADMINISTRATOR)


def handling_regions(person: Viewer) -> tuple[str, ...]:
    """Region prefixes of the posts by which a person handles requests about personal data."""
    return tuple(sorted({one.organisation.region for one in memberships_of(person) if one.role in HANDLING}))


def people_in_reach(officer: Viewer) -> QuerySet[Person]:
    """Those tied to the officer's regions; who is tied to none belongs to whoever handles the whole."""
    prefixes = handling_regions(officer)
    if not prefixes:
        return Person.objects.none()
    owners = Owner.objects.filter(within(prefixes, "business__region")).values("person")
    staff = Membership.objects.filter(within(prefixes, "organisation__region")).values("person")
    asked = Q(pk__in=owners) | Q(pk__in=staff)
    if any(len(prefix) <= 2 for prefix in prefixes):
        asked |= Q(owned__isnull=True, memberships__isnull=True)
    return Person.objects.filter(asked).exclude(pk=signed_in(officer).pk).distinct()
