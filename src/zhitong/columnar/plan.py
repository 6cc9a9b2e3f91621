"""All rules as one list of steps in which every leaf and every subtree stands once."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from zhitong.columnar.bits import Bits, Pair, at_least, negate
from zhitong.engine.rules.nodes import (
    All,
    AnyOf,
    AtLeast,
    Condition,
    Judgement,
    Leaf,
    Measured,
    Not,
    Operand,
    Quantity,
)

LeafKey = tuple[str, str, Hashable]


@dataclass(frozen=True, slots=True)
class Step:
    """At least `needed` of the inputs; one input with `inverted` is NOT."""

    needed: int
    inputs: tuple[int, ...]
    inverted: bool = False


@dataclass(slots=True)
class Plan:
    """`nodes` in the order of work: a leaf to look up, a step to compute, or None for unknown everywhere.

    `roots[i]` is the node of the i-th condition.
    """

    nodes: list[LeafKey | Step | None] = field(default_factory=list)
    roots: list[int] = field(default_factory=list)
    leaves: dict[LeafKey, Leaf] = field(default_factory=dict)


def leaf_key(leaf: Leaf) -> LeafKey:
    """What makes two leaves the same test: citations and printed forms do not count."""
    return leaf.fact, leaf.operator, _operand_key(leaf.operand)


def compile_plan(conditions: Iterable[Condition]) -> Plan:
    """Shares equal leaves and equal subtrees across all conditions."""
    plan = Plan()
    seen: dict[Hashable, int] = {}
    for condition in conditions:
        plan.roots.append(_place(condition, plan, seen))
    return plan


def execute(plan: Plan, leaves: dict[LeafKey, Pair], everything: Bits) -> list[Pair]:
    """The verdict of every condition over one stretch of rows."""
    nothing: Bits = everything ^ everything
    results: list[Pair] = []
    for node in plan.nodes:
        if node is None:
            results.append(Pair(nothing, nothing))
        elif isinstance(node, Step):
            parts = [results[index] for index in node.inputs]
            results.append(negate(parts[0]) if node.inverted else at_least(node.needed, parts, everything))
        else:
            results.append(leaves[node])
    return [results[root] for root in plan.roots]


def _place(condition: Condition, plan: Plan, seen: dict[Hashable, int]) -> int:
    node: LeafKey | Step | None
    if isinstance(condition, Leaf):
        node = leaf_key(condition)
        plan.leaves.setdefault(node, condition)
    elif isinstance(condition, Judgement):
        node = None
    elif isinstance(condition, Not):
        node = Step(1, (_place(condition.part, plan, seen),), inverted=True)
    else:
        parts = tuple(_place(part, plan, seen) for part in condition.parts)
        if len(parts) == 1 and _needed(condition) == 1:
            return parts[0]
        node = Step(_needed(condition), _ordered(parts))
    if node not in seen:
        seen[node] = len(plan.nodes)
        plan.nodes.append(node)
    return seen[node]


def _ordered(parts: Sequence[int]) -> tuple[int, ...]:
    """The order of parts does not matter to any of ALL, ANY and AT_LEAST_N; repeats matter to the last."""
    return tuple(sorted(parts))


def _needed(condition: All | AnyOf | AtLeast) -> int:
    if isinstance(condition, All):
        return len(condition.parts)
    return 1 if isinstance(condition, AnyOf) else condition.needed


def _operand_key(operand: Operand) -> Hashable:
    if isinstance(operand, Quantity):
        return operand.amount
    if isinstance(operand, Measured):
        return operand.facts, _operand_key(operand.bound)
    if isinstance(operand, tuple):
        return tuple(part.amount if isinstance(part, Quantity) else part for part in operand)
    return operand
