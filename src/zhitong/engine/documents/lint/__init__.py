"""Lint of a draft: what is missing, contradictory, undecidable or forbidden; where, why, what to do."""

from collections.abc import Callable, Collection, Iterator
from datetime import date

from zhitong.engine.documents.compare import compare
from zhitong.engine.documents.lint import (
    competition,
    conditions,
    goals,
    misprints,
    responsible_units,
    sums,
    terms,
    upper_document,
)
from zhitong.engine.documents.lint.findings import Draft, Finding, finding_json
from zhitong.engine.documents.parse import ParsedDocument

__all__ = ["RULES", "Finding", "finding_json", "lint"]

RULES: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    responsible_units.without_unit,
    responsible_units.unknown_unit,
    terms.term_missing,
    terms.term_expired,
    terms.deadline_passed,
    goals.deadline_missing,
    goals.definition_missing,
    goals.unmeasured,
    goals.compared_twice,
    sums.parts_exceed_whole,
    sums.count_differs,
    conditions.vague_condition,
    conditions.vague_amount,
    competition.red_flags,
    misprints.misprints,
    misprints.copied_wrongly,
    upper_document.unanswered,
    upper_document.units_dropped,
    upper_document.contradicted,
)


def lint(
    parsed: ParsedDocument,
    *,
    against: ParsedDocument | None = None,
    units: Collection[str] | None = None,
    as_of: date | None = None,
) -> tuple[Finding, ...]:
    """Findings in the order of the text; those about what is not there come first.

    `units` are the names the directory knows; without `as_of` nothing that depends on today is said;
    `against` is the upper document.
    """
    comparison = compare(parsed, against) if against is not None else {}
    draft = Draft(parsed, against, units, as_of, comparison)
    found = {finding: None for rule in RULES for finding in rule(draft)}
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.code, one.message)))
