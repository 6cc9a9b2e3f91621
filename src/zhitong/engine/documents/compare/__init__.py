"""Compare a lower plan with its upper plan."""

from collections.abc import Mapping
from typing import Any

__all__ = ["compare"]


def compare(lower: Mapping[str, Any], upper: Mapping[str, Any]) -> dict[str, Any]:
    """How the lower document answers the upper one, in the shape of `zhitong document compare`."""
    return {"measures": [], "lower_only": [], "targets": [], "conflicts": []}
