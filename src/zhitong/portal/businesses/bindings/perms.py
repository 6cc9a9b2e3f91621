"""Who decides claims and corrections: case officers of the county the business is registered in."""

from django.db.models import Q

from zhitong.portal.accounts.models import Role
from zhitong.portal.accounts.perms import Viewer, memberships_of
from zhitong.portal.businesses.models import Owner, OwnerRole
from zhitong.portal.businesses.perms import acting

COUNTY_DIGITS = 6
DECIDING = (Role.CASE_OFFICER, Role.REVIEWER)


def deciding_counties(person: Viewer) -> tuple[str, ...]:
    """County codes in which a person decides; those above or below a county do not decide."""
    found = {
        one.organisation.region
        for one in memberships_of(person)
        if one.role in DECIDING and len(one.organisation.region) == COUNTY_DIGITS
    }
    return tuple(sorted(found))


def in_counties(person: Viewer, field: str) -> Q:
    """The rows whose region lies in the counties a person decides in."""
    asked = Q(pk__in=[])
    for county in deciding_counties(person):
        asked |= Q(**{f"{field}__gte": county, f"{field}__lt": str(int(county) + 1)})
    return asked


def role_in(person: Viewer, uscc: str) -> str:
    """What a person is to a business now: owner, clerk, agent, or "" for nobody."""
    if not person.is_authenticated:
        return ""
    roles = set(
        acting(Owner.objects.filter(person=person, business__uscc=uscc)).values_list("role", flat=True)
    )
    return next((role for role in OwnerRole.values if role in roles), "")
