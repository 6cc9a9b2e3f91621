"""Every node of a condition with its verdict and, for a leaf, the fact behind it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from zhitong.engine.facts import Facts, FactValue, Vocabulary
from zhitong.engine.rules.nodes import All, AtLeast, Condition, Judgement, Leaf, Measured, Not
from zhitong.engine.rules.operators import OPERATORS, Bare, Setting, judge
from zhitong.engine.values import Verdict, negate


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


class Judging:
    """One business on one day: looks up each fact's value and code tree once."""

    __slots__ = ("as_of", "known", "settings", "vocabulary")

    def __init__(self, facts: Facts, as_of: date, vocabulary: Vocabulary) -> None:
        self.known = dict(facts)
        self.as_of = as_of
        self.vocabulary = vocabulary
        self.settings: dict[str, Setting] = {}

    def leaf(self, leaf: Leaf) -> NodeVerdict:
        """One test of one fact."""
        fact = leaf.fact
        setting = self.settings.get(fact)
        if setting is None:
            setting = self.settings[fact] = Setting(self.as_of, bare_of(fact, self.vocabulary))
        known = self.known.get(fact)
        value = None if known is None else known.value
        if not isinstance(leaf.operand, Measured):
            return NodeVerdict(leaf, judge(OPERATORS[leaf.operator], value, leaf.operand, setting), known)
        others = tuple([self.known.get(each) for each in leaf.operand.facts])
        values = tuple([None if each is None else each.value for each in others])
        setting = Setting(self.as_of, setting.bare, values)
        verdict = judge(OPERATORS[leaf.operator], value, leaf.operand, setting)
        return NodeVerdict(leaf, verdict, known, (), others)

    def condition(self, node: Condition) -> NodeVerdict:
        """The verdict of a condition and of everything in it; a judgement is unknown."""
        if isinstance(node, Leaf):
            return self.leaf(node)
        if isinstance(node, Judgement):
            return NodeVerdict(node, Verdict.UNKNOWN)
        if isinstance(node, Not):
            part = self.condition(node.part)
            return NodeVerdict(node, negate(part.verdict), None, (part,))
        parts = tuple([self.condition(part) for part in node.parts])
        verdicts = [part.verdict for part in parts]
        needed = node.needed if isinstance(node, AtLeast) else len(parts) if isinstance(node, All) else 1
        if verdicts.count(Verdict.MET) >= needed:
            return NodeVerdict(node, Verdict.MET, None, parts)
        possible = len(parts) - verdicts.count(Verdict.NOT_MET)
        return NodeVerdict(node, Verdict.UNKNOWN if possible >= needed else Verdict.NOT_MET, None, parts)


def judge_condition(node: Condition, facts: Facts, as_of: date, vocabulary: Vocabulary) -> NodeVerdict:
    """The verdict of one condition for one business."""
    return Judging(facts, as_of, vocabulary).condition(node)
