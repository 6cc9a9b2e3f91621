"""Lint of a draft: what is missing, contradictory, undecidable or forbidden; where, why, what to do."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhitong.engine.documents.lint.findings import Finding

__all__ = ["Finding", "lint"]


def lint(
    parsed: Mapping[str, Any],
    *,
    against: Mapping[str, Any] | None = None,
    units: Mapping[str, Any] | None = None,
    as_of: date | None = None,
) -> tuple[Finding, ...]:
    """Findings about a parsed document; without `as_of` nothing that depends on today is said."""
    return ()
