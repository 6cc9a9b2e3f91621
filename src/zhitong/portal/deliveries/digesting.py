"""Who has something waiting for a digest."""

from collections.abc import Sequence

from zhitong.portal.deliveries.models import Message
from zhitong.portal.deliveries.states import State


def people_waiting(frequencies: Sequence[str]) -> list[int]:
    """Numbers of the people with messages that wait to be joined."""
    found = Message.objects.filter(
        state=State.PENDING, frequency__in=frequencies, due_at__isnull=True, joined_to__isnull=True
    )
    return list(found.order_by("person").values_list("person", flat=True).distinct())
