"""Every node of a condition with its verdict and, for a leaf, the fact behind it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from zhitong.engine.facts import Facts, FactValue, Vocabulary
from zhitong.engine.rules.nodes import All, AtLeast, Condition, Judgement, Leaf, Not, Operand
from zhitong.engine.rules.of_day import RuleOfDay
from zhitong.engine.rules.operators import OPERATORS, Bare, Setting, classes_tested, judge
from zhitong.engine.values import Verdict, negate
from zhitong.engine.values.remembering import by_identity


class NodeVerdict(NamedTuple):
    """A node, its verdict and its parts. `known` is the fact value a leaf looked at, if any, `others` are
    those of the further facts it names."""

    node: Condition
    verdict: Verdict
    known: FactValue | None = None
    parts: tuple["NodeVerdict", ...] = ()
    others: tuple[FactValue | None, ...] = ()

    def leaves(self) -> list["NodeVerdict"]:
        """Leaves and judgements, in printed order."""
        found: list[NodeVerdict] = []
        waiting = [self]
        while waiting:
            judged = waiting.pop()
            if isinstance(judged.node, Leaf | Judgement):
                found.append(judged)
            waiting.extend(reversed(judged.parts))
        return found

    def deciding_unknowns(self) -> Iterator["NodeVerdict"]:
        """The unknown leaves and judgements that keep this node unknown; none where it is settled."""
        if self.verdict is not Verdict.UNKNOWN:
            return
        if isinstance(self.node, Leaf | Judgement):
            yield self
        for part in self.parts:
            yield from part.deciding_unknowns()


def bare_of(fact: str, vocabulary: Vocabulary) -> Bare | None:
    """How codes of a fact are brought into their tree's bare form; None for a fact without a tree."""
    definition = vocabulary.get(fact)
    tree = vocabulary.trees.get(definition.tree) if definition is not None and definition.tree else None
    return None if tree is None else tree.bare


class _Step(NamedTuple):
    """A node as it is judged: what would be asked of it for every business is asked once.

    A leaf has its fact; a group how many parts must be met; NOT has one part and `needed` 0.
    """

    node: Condition
    fact: str = ""
    operator: str = ""
    operand: Operand = None
    classes: frozenset[type] = frozenset()
    others: tuple[str, ...] = ()
    needed: int = 0
    parts: tuple["_Step", ...] = ()
    is_group: bool = False


def plan_of(node: Condition) -> _Step:
    """The steps of a condition; remember them where the same one is judged often."""
    if isinstance(node, Leaf):
        classes = classes_tested(OPERATORS[node.operator], node.operand)
        return _Step(node, node.fact, node.operator, node.operand, classes, node.facts[1:])
    if isinstance(node, Judgement):
        return _Step(node)
    if isinstance(node, Not):
        return _Step(node, parts=(plan_of(node.part),))
    needed = node.needed if isinstance(node, AtLeast) else len(node.parts) if isinstance(node, All) else 1
    return _Step(node, needed=needed, parts=tuple([plan_of(part) for part in node.parts]), is_group=True)


@by_identity(4096)
def plan_of_rule(rule: RuleOfDay) -> _Step:
    """The steps of a rule of a day, made once."""
    return plan_of(rule.condition)


_MET, _NOT_MET, _UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN


class Judging:
    """One business on one day: looks up each fact's value and code tree once. `leaf_verdicts` are those of
    all leaves and judgements judged so far, in printed order."""

    __slots__ = ("as_of", "known", "leaf_verdicts", "settings", "vocabulary")

    def __init__(self, facts: Facts, as_of: date, vocabulary: Vocabulary) -> None:
        self.known = dict(facts)
        self.as_of = as_of
        self.vocabulary = vocabulary
        self.settings: dict[str, Setting] = {}
        self.leaf_verdicts: list[Verdict] = []

    def _leaf(self, step: _Step) -> NodeVerdict:
        """One test of one fact."""
        fact, operator = step.fact, OPERATORS[step.operator]
        known = self.known.get(fact)
        if known is None and not operator.two_valued and not step.others:
            return NodeVerdict(step.node, _UNKNOWN)
        setting = self.settings.get(fact)
        if setting is None:
            setting = self.settings[fact] = Setting(self.as_of, bare_of(fact, self.vocabulary))
        value = None if known is None else known.value
        if not step.others:
            if operator.two_valued or value.__class__ in step.classes:
                return NodeVerdict(step.node, operator.decide(value, step.operand, setting), known)
            return NodeVerdict(step.node, _UNKNOWN, known)
        others = tuple([self.known.get(each) for each in step.others])
        values = tuple([None if each is None else each.value for each in others])
        verdict = judge(operator, value, step.operand, Setting(self.as_of, setting.bare, values))
        return NodeVerdict(step.node, verdict, known, (), others)

    def condition(self, step: _Step) -> NodeVerdict:
        """The verdict of a condition and of everything in it; a judgement is unknown."""
        if step.fact:
            found = self._leaf(step)
            self.leaf_verdicts.append(found.verdict)
            return found
        parts = tuple([self.condition(part) for part in step.parts])
        if not step.is_group:
            if not parts:
                self.leaf_verdicts.append(_UNKNOWN)
                return NodeVerdict(step.node, _UNKNOWN)
            return NodeVerdict(step.node, negate(parts[0].verdict), None, parts)
        met = possible = 0
        for part in parts:
            verdict = part.verdict
            if verdict is _MET:
                met += 1
                possible += 1
            elif verdict is _UNKNOWN:
                possible += 1
        if met >= step.needed:
            return NodeVerdict(step.node, _MET, None, parts)
        return NodeVerdict(step.node, _UNKNOWN if possible >= step.needed else _NOT_MET, None, parts)


def judge_condition(node: Condition, facts: Facts, as_of: date, vocabulary: Vocabulary) -> NodeVerdict:
    """The verdict of one condition for one business."""
    return Judging(facts, as_of, vocabulary).condition(plan_of(node))
