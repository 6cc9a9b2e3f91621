"""差一步: what a business could honestly change, or simply await, so that a provision would be met.

Only facts that the vocabulary marks as changeable are touched, and numbers only upwards: nothing here
advises to split a firm, to move it, to let people go or to shift dates.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Literal

from zhitong.engine.facts import Facts, FactType, FactValue, Value, Vocabulary, value_text, with_derived
from zhitong.engine.rules.nodes import Leaf, Quantity
from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.rules.operators import OPERATORS
from zhitong.engine.rules.operators.elapsed import add_months
from zhitong.engine.rules.phrase import leaf_text
from zhitong.engine.standards import Standards
from zhitong.engine.values import Band, Verdict, print_date
from zhitong.engine.verdicts.evaluate import Evaluation
from zhitong.engine.verdicts.nodes import NodeVerdict, judge_condition

MOST_CHANGES = 2  # more than two things to change is no longer 差一步
_MONTHS = {"years": 12, "months": 1}


@dataclass(frozen=True, slots=True)
class Change:
    """One fact with the nearest value that would do; `wait` for a day instead of changing anything."""

    fact: str
    kind: Literal["change", "wait"]
    target: Value
    text: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Changes that together would make a provision met, and the last day for them (None: not stated)."""

    changes: tuple[Change, ...]
    last_day: date | None


def near_misses(
    evaluation: Evaluation, facts: Facts, vocabulary: Vocabulary, standards: Standards | None = None
) -> tuple[NearMiss, ...]:
    """The smallest changes that would turn 不符合 into 符合; empty where there are none."""
    if not evaluation.is_in_force or evaluation.verdict is not Verdict.NOT_MET:
        return ()
    changes = _changes(evaluation, facts, vocabulary)
    for size in range(1, MOST_CHANGES + 1):
        found = [
            NearMiss(chosen, evaluation.provision.window.ends)
            for chosen in combinations(changes, size)
            if len({change.fact for change in chosen}) == size
            and _would_be_met(evaluation, chosen, facts, vocabulary, standards)
        ]
        if found:
            return tuple(found)
    return ()


def _changes(evaluation: Evaluation, facts: Facts, vocabulary: Vocabulary) -> tuple[Change, ...]:
    found: dict[Change, None] = {}
    for judged in _failing(evaluation.condition):
        change = _change(judged, facts, vocabulary) or _wait(judged, evaluation)
        if change is not None:
            found.setdefault(change)
    return tuple(found)


def _failing(judged: NodeVerdict) -> list[NodeVerdict]:
    """Leaves not met below nodes not met; what stands under NOT is never advised on."""
    if judged.verdict is not Verdict.NOT_MET:
        return []
    if isinstance(judged.node, Leaf):
        return [judged]
    return [leaf for part in judged.parts for leaf in _failing(part)]


def _change(judged: NodeVerdict, facts: Facts, vocabulary: Vocabulary) -> Change | None:
    leaf = judged.node
    assert isinstance(leaf, Leaf)
    definition = vocabulary.get(leaf.fact)
    if definition is None or not definition.changeable:
        return None
    target = _nearest(leaf, facts.value(leaf.fact))
    if target is None:
        return None
    text = f"{definition.label}：{leaf_text(leaf, vocabulary)}"
    if isinstance(target, int) and not isinstance(target, bool):
        lacking = target - _most(facts.value(leaf.fact))
        lack, goal = value_text(definition, lacking, vocabulary), value_text(definition, target, vocabulary)
        text = f"{definition.label}还差{lack}，需达到{goal}"
    elif definition.type in (FactType.FLAG, FactType.CHOICE):
        text = f"{definition.label}需变为“{value_text(definition, target, vocabulary)}”"
    return Change(leaf.fact, "change", target, text, leaf.cites)


def _nearest(leaf: Leaf, value: Value | None) -> Value | None:
    """The nearest value upwards, or the choice asked for."""
    operand = leaf.operand
    if leaf.operator == "is" and isinstance(operand, bool | str):
        return operand
    if leaf.operator == "is_not" and isinstance(operand, bool):
        return not operand
    if leaf.operator == "one_of" and isinstance(operand, tuple) and len(operand) == 1:
        return operand[0] if isinstance(operand[0], str) else None
    bound = operand[0] if isinstance(operand, tuple) and leaf.operator == "between" else operand
    if not isinstance(bound, Quantity) or leaf.operator not in ("at_least", "more_than", "between"):
        return None
    target = bound.amount + (leaf.operator == "more_than")
    return target if _most(value) < target else None


def _most(value: Value | None) -> int:
    """The highest a number may be."""
    if isinstance(value, Band):
        return value.high or 0
    return value if isinstance(value, int) else 0


def _wait(judged: NodeVerdict, evaluation: Evaluation) -> Change | None:
    """The day on which a stated time since a date is full, if that is within the window."""
    leaf = judged.node
    assert isinstance(leaf, Leaf)
    test = OPERATORS[leaf.operator].columnar
    since = judged.known.value if judged.known else None
    if test.test != "elapsed" or test.symbol != ">=" or not isinstance(since, date):
        return None
    assert isinstance(leaf.operand, Quantity)
    day = add_months(since, leaf.operand.amount * _MONTHS[test.unit])
    ends = evaluation.provision.window.ends
    if ends is not None and day > ends:
        return None
    return Change(leaf.fact, "wait", day, f"到{print_date(day)}即满{leaf.operand.text}", leaf.cites)


def _would_be_met(
    evaluation: Evaluation,
    changes: tuple[Change, ...],
    facts: Facts,
    vocabulary: Vocabulary,
    standards: Standards | None,
) -> bool:
    """Judged again with everything that follows from the changed facts."""
    as_of = max([evaluation.as_of, *(day for day in map(_day, changes) if day)])
    for change in changes:
        if change.kind == "change":
            facts = facts.with_value(change.fact, FactValue(change.target))
    if standards is not None:
        facts = with_derived(facts, vocabulary, standards, as_of)
    judged = judge_condition(rule_of_day(evaluation.provision, as_of).condition, facts, as_of, vocabulary)
    ends = evaluation.provision.window.ends
    return judged.verdict is Verdict.MET and (ends is None or as_of < ends + timedelta(days=1))


def _day(change: Change) -> date | None:
    return change.target if change.kind == "wait" and isinstance(change.target, date) else None
