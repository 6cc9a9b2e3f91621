"""Who may do what: regions a person sees, and roles, as of a day."""

from datetime import date
from typing import TypeVar

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from zhitong.portal.accounts.models import Membership, Person, Role
from zhitong.portal.foundation.problems import NotFound

Viewer = Person | AnonymousUser
Row = TypeVar("Row", bound=Model)
WORKING_ROLES = (Role.EDITOR, Role.REVIEWER, Role.CASE_OFFICER, Role.STATISTICIAN, Role.ADMINISTRATOR)


def signed_in(person: Viewer) -> Person:
    """The person who acts; NotFound for a stranger, whom a page would have asked to sign in."""
    if not isinstance(person, Person):
        raise NotFound
    return person


def memberships_of(person: Viewer, on: date | None = None) -> list[Membership]:
    """Roles that hold on a day (today when not given); kept on the person for one request."""
    if not person.is_authenticated or not person.is_active:
        return []
    day = on or timezone.localdate()
    kept: dict[date, list[Membership]] = person.__dict__.setdefault("_memberships_on", {})
    if day not in kept:
        kept[day] = list(
            person.memberships.filter(
                Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day
            ).select_related("organisation")
        )
    return kept[day]


def roles_of(person: Viewer, on: date | None = None) -> set[str]:
    """The roles a person holds on a day."""
    return {membership.role for membership in memberships_of(person, on)}


def regions_of(person: Viewer, on: date | None = None) -> tuple[str, ...]:
    """Region prefixes whose businesses a person may see by office; `""` is everywhere.

    A regional officer sees the subtree, a county officer only the county; a system
    administrator as such sees no business.
    """
    seen = {
        membership.organisation.region
        for membership in memberships_of(person, on)
        if membership.role != Role.ADMINISTRATOR
    }
    return tuple(
        sorted(one for one in seen if not any(one != other and one.startswith(other) for other in seen))
    )


def covers(prefixes: tuple[str, ...], region: str) -> bool:
    """Whether a region code lies within one of the prefixes."""
    return any(region.startswith(prefix) for prefix in prefixes)


def within(prefixes: tuple[str, ...], field: str = "region") -> Q:
    """The rows whose region code lies within the prefixes, as ranges both databases can index."""
    if "" in prefixes:
        return Q()
    asked = Q(pk__in=[])
    for prefix in prefixes:
        asked |= Q(**{f"{field}__gte": prefix, f"{field}__lt": str(int(prefix) + 1)})
    return asked


def scoped(rows: QuerySet[Row], person: Viewer, field: str = "region") -> QuerySet[Row]:
    """The rows a person may see by office."""
    return rows.filter(within(regions_of(person), field))


def is_officer(person: Viewer) -> bool:
    """Works for an organisation in any role, a leader included."""
    return bool(memberships_of(person))


def is_leader(person: Viewer) -> bool:
    """Leads an organisation: reads, does not write."""
    return Role.LEADER in roles_of(person)


def is_editor(person: Viewer) -> bool:
    """May import documents."""
    return bool({Role.EDITOR, Role.REVIEWER} & roles_of(person))


def is_administrator(person: Viewer) -> bool:
    """May set up people and organisations; sees no business by this role alone."""
    return Role.ADMINISTRATOR in roles_of(person)


def can_import_documents(person: Viewer) -> bool:
    """Editors and reviewers import documents."""
    return is_editor(person)


def can_import_businesses(person: Viewer) -> bool:
    """Statisticians and case officers import registry files within their own region."""
    return bool({Role.STATISTICIAN, Role.CASE_OFFICER} & roles_of(person))


def can_see_audiences(person: Viewer) -> bool:
    """Any officer and leader; the rows behind stay within the person's regions."""
    return is_officer(person)


def has_second_factor(person: Viewer) -> bool:
    """Whether an authenticator app is set up."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).exists())


def lacks_second_factor(person: Viewer) -> bool:
    """Staff without a second factor where the installation asks for one (`MFA_REQUIRED`)."""
    return bool(settings.MFA_REQUIRED and is_officer(person) and not has_second_factor(person))
