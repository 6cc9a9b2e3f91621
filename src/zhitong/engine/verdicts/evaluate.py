"""One provision for one business as of a day: `evaluate(provision, facts, as_of, vocabulary)`.

Facts are taken as they are, derived ones included; the region counts as the first condition.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from zhitong.engine.facts import Facts, Vocabulary
from zhitong.engine.rules.amount_of import AmountResult, compute
from zhitong.engine.rules.nodes import Leaf, Measured, is_named
from zhitong.engine.rules.of_day import RuleOfDay, rule_of_day
from zhitong.engine.rules.provision import Provision
from zhitong.engine.rules.whole import WindowState
from zhitong.engine.values import Verdict
from zhitong.engine.verdicts.nodes import Judging, NodeVerdict, plan_of_rule


class Evaluation(NamedTuple):
    """A provision for a business on a day.

    `condition` holds the verdict of the words alone; `verdict` is what counts on that day: outside its
    window a provision never matches. `missing` are the facts that would settle an unknown condition
    not yet over, base facts in place of derived ones; `needs_judgement` says an officer must decide.
    `leaf_verdicts` are those of the leaves in printed order.
    """

    rule: RuleOfDay
    verdict: Verdict
    condition: NodeVerdict
    amount: AmountResult
    missing: tuple[str, ...]
    needs_judgement: bool
    leaf_verdicts: tuple[Verdict, ...]

    @property
    def provision(self) -> Provision:
        """What was judged."""
        return self.rule.provision

    @property
    def as_of(self) -> date:
        """The day it was judged as of."""
        return self.rule.as_of

    @property
    def window_state(self) -> WindowState:
        """What the window says that day."""
        return self.rule.window_state

    @property
    def is_in_force(self) -> bool:
        """Begun and not ended."""
        return self.rule.is_in_force


def evaluate(provision: Provision, facts: Facts, as_of: date, vocabulary: Vocabulary) -> Evaluation:
    """The verdict of a provision with everything a receipt shows."""
    return _evaluate(rule_of_day(provision, as_of), facts, Judging(facts, as_of, vocabulary))


def evaluate_all(
    provisions: Iterable[Provision], facts: Facts, as_of: date, vocabulary: Vocabulary
) -> tuple[Evaluation, ...]:
    """`evaluate` for many provisions and one business, in order."""
    judging = Judging(facts, as_of, vocabulary)
    return tuple([_evaluate(rule_of_day(each, as_of), facts, judging) for each in provisions])


def _evaluate(rule: RuleOfDay, facts: Facts, judging: Judging) -> Evaluation:
    judging.leaf_verdicts = []
    condition = judging.condition(plan_of_rule(rule))
    is_open = condition.verdict is Verdict.UNKNOWN and rule.window_state != "ended"
    nodes = [part.node for part in condition.deciding_unknowns()] if is_open else []
    keys = [key for node in nodes if isinstance(node, Leaf) for key in asked_facts(node, facts)]
    unaskable = [node for node in nodes if not isinstance(node, Leaf)]
    return Evaluation(
        rule=rule,
        verdict=condition.verdict if rule.is_in_force else Verdict.NOT_MET,
        condition=condition,
        amount=compute(rule.amount, facts, judging.vocabulary),
        missing=missing_facts(keys, facts, judging.vocabulary) if keys else (),
        needs_judgement=bool(unaskable),
        leaf_verdicts=tuple(judging.leaf_verdicts),
    )


def asked_facts(leaf: Leaf, facts: Facts) -> tuple[str, ...]:
    """The facts to ask for when a test is unknown: those not exactly known of several, none where it is the
    parameter that has no value on the day."""
    if is_named(leaf.operand):
        return ()
    if not isinstance(leaf.operand, Measured):
        return (leaf.fact,)
    return tuple(fact for fact in leaf.facts if not _is_exact(fact, facts)) or leaf.facts


def missing_facts(keys: Iterable[str], facts: Facts, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Base facts behind these keys, each once, in order: of a derived fact those inputs not exactly known."""
    found: dict[str, None] = {}
    for key in keys:
        for base in _bases(key, facts, vocabulary, frozenset()):
            found.setdefault(base)
    return tuple(found)


def _bases(key: str, facts: Facts, vocabulary: Vocabulary, above: frozenset[str]) -> Iterator[str]:
    definition = vocabulary.get(key)
    if definition is None or not definition.inputs or key in above:
        yield key
        return
    unknown = [each for each in definition.inputs if not _is_exact(each, facts)]
    for each in unknown or [key]:
        if each == key:
            yield key
        else:
            yield from _bases(each, facts, vocabulary, above | {key})


def _is_exact(key: str, facts: Facts) -> bool:
    value = facts.value(key)
    return isinstance(value, bool | int | str | date)
