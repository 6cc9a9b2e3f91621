"""Readings that stand beside the contract's keys, as JSON: validity, entry criteria, recurring duties."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from zhitong.engine.documents.promises.criteria import Criterion
from zhitong.engine.documents.promises.duties import RecurringDuty
from zhitong.engine.documents.promises.validity import ValidityStatement


def plain(value: Decimal | None) -> int | float | None:
    """The number as JSON writes it."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def place_of(one: Any) -> dict[str, Any]:
    """The keys that place a reading."""
    return {"path": one.path, "start": one.start, "end": one.end, "quote": one.quote}


def shapes_of(
    validity: Sequence[ValidityStatement], criteria: Sequence[Criterion], duties: Sequence[RecurringDuty]
) -> dict[str, list[dict[str, Any]]]:
    """Validity, criteria and duties as JSON."""
    return {
        "validity": [
            {
                "kind": one.kind,
                "date": one.date,
                "doc_number": one.doc_number,
                "title": one.title,
                **place_of(one),
            }
            for one in validity
        ],
        "criteria": [
            {
                "of": one.of,
                "subject": one.subject,
                "comparator": one.comparator,
                "value": plain(one.value),
                "value_high": plain(one.value_high),
                "unit": one.unit,
                "inclusive": one.inclusive,
                "period": one.period,
                "negated": one.negated,
                "group": one.group,
                "mode": one.mode,
                "option": one.option,
                **place_of(one),
            }
            for one in criteria
        ],
        "duties": [
            {
                "what": one.what,
                "rhythm": one.rhythm,
                "period": one.period,
                "count": plain(one.count),
                "unit": one.unit,
                "comparator": one.comparator,
                "due": one.due,
                "responsible": one.responsible,
                **place_of(one),
            }
            for one in duties
        ],
    }
