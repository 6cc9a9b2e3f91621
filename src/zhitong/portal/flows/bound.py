"""Who runs which businesses: the one place that asks."""

from collections.abc import Iterator

from zhitong.portal.businesses.models import Business, Owner
from zhitong.portal.businesses.perms import acting


def bound_businesses() -> Iterator[tuple[int, list[Business]]]:
    """Active people with the businesses they are bound to now, person by person; two queries."""
    people: dict[int, list[int]] = {}
    standing = acting(Owner.objects.filter(person__is_active=True))
    for person, business in standing.order_by("person", "business").values_list("person", "business"):
        people.setdefault(person, []).append(business)
    for person, numbers in people.items():
        yield person, list(Business.objects.filter(pk__in=numbers).order_by("pk"))
