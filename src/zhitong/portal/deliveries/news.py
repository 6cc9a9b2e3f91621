"""Saved searches: which documents each has found already."""

from collections.abc import Iterable

from zhitong.portal.deliveries.models import Sighting, Subscription, Topic


def search_wishes() -> list[Subscription]:
    """The standing searches of active people."""
    standing = Subscription.objects.filter(topic=Topic.SEARCH, ended_at__isnull=True, person__is_active=True)
    return list(standing.order_by("person_id", "pk"))


def unseen(wish: Subscription, documents: Iterable[str]) -> list[str]:
    """Those of the documents this search had not found before, in their order."""
    seen = set(wish.sightings.values_list("document", flat=True))
    return [key for key in documents if key not in seen]


def has_looked(wish: Subscription) -> bool:
    """Whether the search was run before: the first run only learns what is there."""
    return wish.sightings.exists()


def remember(wish: Subscription, documents: Iterable[str]) -> None:
    """Marks documents as seen; the same again changes nothing."""
    Sighting.objects.bulk_create(
        [Sighting(subscription=wish, document=key) for key in documents], ignore_conflicts=True
    )
