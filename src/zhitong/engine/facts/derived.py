"""Facts that follow from other facts, three-valued, each with the working that shows how."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from zhitong.engine.facts.definitions import Vocabulary
from zhitong.engine.facts.derivations import (
    Answer,
    above_quota_level,
    is_micro_small,
    operating_months,
    size_class,
    small_low_profit,
    years_registered,
)
from zhitong.engine.facts.known import Facts, FactValue, Value
from zhitong.engine.standards import INDICATORS, Standards
from zhitong.engine.values import Band

SIZE_FACTS = frozenset(INDICATORS.values())


@dataclass(frozen=True, slots=True)
class Working:
    """How a derived fact came about: its value (None: cannot tell), what it looked at, and why in Chinese.

    `missing` are the inputs that would have to be known, or known more closely.
    """

    fact: str
    value: Value | None
    inputs: tuple[tuple[str, FactValue | None], ...]
    text: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DerivedFact:
    """One rule: what it looks at and how it answers; `by_size` ones look only at the figures of their row."""

    key: str
    inputs: tuple[str, ...]
    answer: Callable[[Facts, Standards, date], Answer]
    by_size: bool = False


def derive(key: str, facts: Facts, standards: Standards, as_of: date) -> Working:
    """The working of one derived fact; `key` is the name of its rule."""
    rule = DERIVED[key]
    value, text = rule.answer(facts, standards, as_of)
    inputs = tuple((name, facts.get(name)) for name in rule.inputs)
    missing = () if value is not None else tuple(_missing(rule, facts, standards))
    return Working(key, value, inputs, text(), missing)


def _missing(rule: DerivedFact, facts: Facts, standards: Standards) -> Iterator[str]:
    industry = facts.value("industry")
    candidates = standards.sizes.candidates(industry) if isinstance(industry, str) else frozenset()
    looked_at = {t.fact for key in candidates if key for t in standards.sizes.rows[key].thresholds}
    for name in rule.inputs:
        value = facts.value(name)
        if name == "industry" and value is not None:
            if len(candidates) > 1:
                yield name
        elif rule.by_size and name in SIZE_FACTS and candidates and name not in looked_at:
            continue
        elif value is None or isinstance(value, Band):
            yield name


def workings(facts: Facts, vocabulary: Vocabulary, standards: Standards, as_of: date) -> dict[str, Working]:
    """Every derived fact of the vocabulary with its working."""
    return {
        definition.key: derive(definition.derived, facts, standards, as_of)
        for definition in vocabulary.derived_facts
    }


def with_derived(facts: Facts, vocabulary: Vocabulary, standards: Standards, as_of: date) -> Facts:
    """The facts known by `as_of`, and everything that follows from them.

    What follows from figures replaces what somebody stated; where nothing follows the statement stays.
    A derived value is as old as the oldest fact behind it.
    """
    known = facts.as_of(as_of)
    values = dict(known)
    for definition in vocabulary.derived_facts:
        rule = DERIVED[definition.derived]
        value, _ = rule.answer(known, standards, as_of)
        if value is not None:
            inputs = [values[name].as_of for name in rule.inputs if name in values]
            oldest = min((day for day in inputs if day is not None), default=None)
            values[definition.key] = FactValue(value, "derived", oldest)
    return Facts(values)


DERIVED: dict[str, DerivedFact] = {
    rule.key: rule
    for rule in (
        DerivedFact(
            "size_class",
            ("industry", "employees", "annual_revenue", "total_assets"),
            size_class,
            by_size=True,
        ),
        DerivedFact(
            "is_micro_small",
            ("kind", "industry", "employees", "annual_revenue", "total_assets"),
            is_micro_small,
            by_size=True,
        ),
        DerivedFact(
            "small_low_profit",
            ("kind", "taxable_income", "employees", "total_assets", "restricted_industry"),
            small_low_profit,
        ),
        DerivedFact("years_registered", ("registered_on",), years_registered),
        DerivedFact("operating_months", ("registered_on",), operating_months),
        DerivedFact("above_quota_level", ("kind", "industry", "annual_revenue"), above_quota_level),
    )
}
