"""Which businesses a person may see: by office within the regions, by binding as an owner."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from zhitong.portal.accounts.perms import Viewer, covers, regions_of, within
from zhitong.portal.businesses.models import Business, Owner


def acting(rows: QuerySet[Owner]) -> QuerySet[Owner]:
    """Bindings that hold today: neither ended nor past their last day."""
    return rows.filter(Q(ends__isnull=True) | Q(ends__gte=timezone.localdate()), ended_at__isnull=True)


def owned_ids(person: Viewer) -> list[int]:
    """Numbers of the businesses a person is bound to now; kept on the person for one request."""
    if not person.is_authenticated:
        return []
    kept: dict[date, list[int]] = person.__dict__.setdefault("_owned_on", {})
    today = timezone.localdate()
    if today not in kept:
        kept[today] = list(acting(Owner.objects.filter(person=person)).values_list("business_id", flat=True))
    return kept[today]


def visible_to(person: Viewer) -> QuerySet[Business]:
    """The businesses a person may open; nobody else's exist for them."""
    if not person.is_authenticated or not person.is_active:
        return Business.objects.none()
    own = owned_ids(person)
    prefixes = regions_of(person)
    asked = within(prefixes) if prefixes else Q(pk__in=[])
    return Business.objects.filter(asked | Q(pk__in=own) if own else asked)


def can_see(person: Viewer, business: Business) -> bool:
    """Whether a person may open a business."""
    by_office = covers(regions_of(person), business.region)
    return bool(by_office or business.pk in owned_ids(person))


def is_owner(person: Viewer, business: Business) -> bool:
    """Whether a person runs the business."""
    return business.pk in owned_ids(person)
