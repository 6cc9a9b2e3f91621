"""Results read from a simplified copy, given back in the characters the document prints."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from zhitong.engine.documents.measures.measure import Measure
from zhitong.engine.documents.outline import Clause, Outline

READ = ("kind", "status", "issued_on", "printed_on", "effective_on", "expires_on", "plan_period")
Words = Callable[[str], str]


def _clause(words: Words, one: Clause) -> Clause:
    path = "/".join(words(step) for step in one.path.split("/"))
    return replace(one, path=path, label=words(one.label), heading=words(one.heading))


def _measure(words: Words, text: str, one: Measure) -> Measure:
    units = tuple(
        replace(
            unit,
            name=words(unit.name.removesuffix(unit.printed)) + text[unit.start : unit.end]
            if unit.name.endswith(unit.printed)
            else words(unit.name),
            printed=text[unit.start : unit.end],
        )
        for unit in one.responsible
    )
    path = "/".join(words(step) for step in one.path.split("/"))
    raw = "\n".join(text[start:end] for start, end in one.notes)
    return replace(one, path=path, responsible=units, responsible_raw=raw)


def as_printed(
    words: Words, text: str, outline: Outline, meta: dict[str, Any], measures: Sequence[Measure]
) -> tuple[Outline, dict[str, Any], tuple[Measure, ...]]:
    """Outline, metadata and measures with every word as `text` prints it; offsets and kinds stay."""
    clauses = tuple(_clause(words, one) for one in outline.clauses)
    shown = {
        key: words(value)
        if isinstance(value, str) and key not in READ
        else [words(one) for one in value]
        if isinstance(value, list)
        else value
        for key, value in meta.items()
    }
    printed = Outline(text, clauses, outline.problems, {one.path: one for one in clauses})
    return printed, shown, tuple(_measure(words, text, one) for one in measures)
