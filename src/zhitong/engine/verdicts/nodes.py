"""Every node of a condition with its verdict and, for a leaf, the fact behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhitong.engine.facts import Facts, FactValue, Vocabulary
from zhitong.engine.rules.nodes import All, AnyOf, AtLeast, Condition, Judgement, Leaf, Not
from zhitong.engine.rules.operators import OPERATORS, Bare, Setting, judge
from zhitong.engine.values import Verdict, all_of, any_of, at_least, negate


@dataclass(frozen=True, slots=True)
class NodeVerdict:
    """A node, its verdict and its parts. `known` is the fact value a leaf looked at, if any."""

    node: Condition
    verdict: Verdict
    known: FactValue | None = None
    parts: tuple["NodeVerdict", ...] = ()

    def leaves(self) -> Iterator["NodeVerdict"]:
        """Leaves and judgements, in printed order."""
        if isinstance(self.node, Leaf | Judgement):
            yield self
        for part in self.parts:
            yield from part.leaves()

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


def judge_leaf(leaf: Leaf, facts: Facts, as_of: date, vocabulary: Vocabulary) -> NodeVerdict:
    """One test of one fact."""
    known = facts.get(leaf.fact)
    setting = Setting(as_of, bare_of(leaf.fact, vocabulary))
    value = None if known is None else known.value
    return NodeVerdict(leaf, judge(OPERATORS[leaf.operator], value, leaf.operand, setting), known)


def judge_condition(node: Condition, facts: Facts, as_of: date, vocabulary: Vocabulary) -> NodeVerdict:
    """The verdict of a condition and of everything in it; a judgement is unknown."""
    match node:
        case Leaf():
            return judge_leaf(node, facts, as_of, vocabulary)
        case Judgement():
            return NodeVerdict(node, Verdict.UNKNOWN)
        case Not(inner):
            part = judge_condition(inner, facts, as_of, vocabulary)
            return NodeVerdict(node, negate(part.verdict), None, (part,))
    parts = tuple(judge_condition(part, facts, as_of, vocabulary) for part in node.parts)
    return NodeVerdict(node, _combined(node, [part.verdict for part in parts]), None, parts)


def _combined(node: All | AnyOf | AtLeast, verdicts: list[Verdict]) -> Verdict:
    if isinstance(node, AtLeast):
        return at_least(node.needed, verdicts)
    return all_of(verdicts) if isinstance(node, All) else any_of(verdicts)
