"""Writing to the journal: one line per operation, inside its transaction."""

from collections.abc import Mapping
from typing import Any

from zhitong.portal.foundation.models import Journal


def record(
    *,
    action: str,
    kind: str,
    key: str,
    actor: int | None = None,
    organisation: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Journal:
    """Writes one line; `actor` is the number of a person, None for the program itself."""
    return Journal.objects.create(
        actor=actor,
        organisation=organisation,
        action=action,
        kind=kind,
        key=key,
        before=dict(before or {}),
        after=dict(after or {}),
        reason=reason,
    )
