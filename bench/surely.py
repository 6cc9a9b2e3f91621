"""Conditions for peers that know two values only: when is a rule surely met?

Negations are pushed down to the leaves, where "not" of something missing is as little sure as the thing
itself; with leaves that are false for missing facts, plain and / or then finds exactly our "met".
"""

from dataclasses import dataclass

from zhitong.engine.rules.nodes import All, AnyOf, AtLeast, Condition, Judgement, Leaf, Not


@dataclass(frozen=True, slots=True)
class Sure:
    """A leaf that must be known and (`wanted`) hold, or known and not hold."""

    leaf: Leaf
    wanted: bool


@dataclass(frozen=True, slots=True)
class Several:
    """At least `needed` of the parts."""

    needed: int
    parts: tuple["Test", ...]


Test = Sure | Several
NEVER = Several(1, ())


def surely(condition: Condition, wanted: bool = True) -> Test:
    """The test that is true exactly where the condition is surely met (or, not wanted, surely not met)."""
    match condition:
        case Leaf():
            return Sure(condition, wanted)
        case Judgement():
            return NEVER
        case Not(part):
            return surely(part, not wanted)
        case All(parts):
            needed = len(parts)
        case AnyOf(parts):
            needed = 1
        case AtLeast(needed, parts):
            pass
    if not wanted:
        needed = len(parts) - needed + 1
    return Several(needed, tuple(surely(part, wanted) for part in parts))
