"""Readings of the plainer kinds as the engine holds them, back from their values."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from zhitong.engine.documents.citations.articles import Article
from zhitong.engine.documents.citations.finding import Citation
from zhitong.engine.documents.promises.criteria import Criterion
from zhitong.engine.documents.promises.duties import RecurringDuty, period_of
from zhitong.engine.documents.readings.items import Item


def number(value: Any) -> Decimal | None:
    """A plain number as the engine counts."""
    return None if value is None else Decimal(str(value))


def citation_of(one: Item) -> Citation:
    """A citation with the articles it names."""
    return Citation(
        one.values.get("doc_number"),
        one.values.get("title"),
        one.words.path,
        one.words.start,
        one.words.end,
        one.confidence,
        tuple(Article(**said) for said in one.values.get("articles") or ()),
    )


def criterion_of(said: Mapping[str, Any], place: tuple[Any, ...]) -> Criterion:
    """An entry criterion; `place` is path, start, end, quote and confidence."""
    return replace(
        Criterion(said.get("of") or "", *place),
        subject=said.get("subject"),
        comparator=said.get("comparator"),
        value=number(said.get("value")),
        value_high=number(said.get("value_high")),
        unit=said.get("unit"),
        inclusive=said.get("inclusive"),
        period=said.get("period"),
        negated=bool(said.get("negated")),
        group=said.get("group"),
        mode=said.get("mode"),
        option=said.get("option"),
    )


def duty_of(said: Mapping[str, Any], place: tuple[Any, ...]) -> RecurringDuty:
    """A recurring duty, its period told by its rhythm; `place` as for a criterion."""
    return replace(
        RecurringDuty(said.get("what") or "", said.get("rhythm") or "", *place),
        period=period_of(said.get("rhythm") or ""),
        count=number(said.get("count")),
        unit=said.get("unit"),
        comparator=said.get("comparator"),
        due=said.get("due"),
        responsible=said.get("responsible"),
    )
