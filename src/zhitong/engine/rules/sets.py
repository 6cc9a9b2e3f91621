"""Which values a leaf lets pass, as sets: intervals of whole numbers, or options of a choice.

`passing(leaf, definition)` is None where sets cannot tell. Times since a date have an axis of
their own, since they move with the day: even numbers are the days on which months are full, odd ones the
days between.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from zhitong.engine.facts import FactDef, FactType
from zhitong.engine.rules.nodes import Leaf, Operand, Quantity, is_named
from zhitong.engine.rules.operators import OPERATORS, Columnar
from zhitong.engine.rules.operators.spans import first_and_last

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Passing:
    """Values let through out of all there are. Numbers: disjoint closed intervals, ascending."""

    axis: str
    options: frozenset[str]
    everything: frozenset[str]
    intervals: tuple[Interval, ...]
    whole: Interval

    def complement(self) -> "Passing":
        """Everything else."""
        gaps: list[Interval] = []
        start: float | None = self.whole[0] if self.whole[0] <= self.whole[1] else None
        for low, high in self.intervals:
            if start is not None and start < low:
                gaps.append((start, low - 1))
            start = high + 1 if high < self.whole[1] else None
        if start is not None:
            gaps.append((start, self.whole[1]))
        return self._with(self.everything - self.options, tuple(gaps))

    def both(self, other: "Passing") -> "Passing":
        """What passes here and there."""
        pairs = [(max(a[0], b[0]), min(a[1], b[1])) for a in self.intervals for b in other.intervals]
        kept = tuple(sorted(pair for pair in pairs if pair[0] <= pair[1]))
        return self._with(self.options & other.options, kept)

    def either(self, other: "Passing") -> "Passing":
        """What passes here or there."""
        return self.complement().both(other.complement()).complement()

    @property
    def is_empty(self) -> bool:
        """Nothing passes."""
        return not self.options and not self.intervals

    @property
    def is_everything(self) -> bool:
        """Every known value passes."""
        return self.complement().is_empty

    def _with(self, options: frozenset[str], intervals: tuple[Interval, ...]) -> "Passing":
        return Passing(self.axis, options, self.everything, intervals, self.whole)


def passing(leaf: Leaf, definition: FactDef) -> Passing | None:
    """What a leaf lets pass, over the values the vocabulary allows."""
    test = OPERATORS[leaf.operator].columnar
    if is_named(leaf.operand) or test.test in ("linear", "ahead"):
        return None
    if test.test in ("same", "member") and definition.type in (FactType.CHOICE, FactType.FLAG):
        return _of_options(leaf, definition, test)
    if definition.is_number:
        low = -math.inf if definition.minimum is None else definition.minimum
        high = math.inf if definition.maximum is None else definition.maximum
        return _of_numbers(leaf, test, "number", (low, high))
    if definition.type is FactType.DATE:
        axis = "months" if test.test == "elapsed" else "date"
        return _of_numbers(leaf, test, axis, (-math.inf, math.inf))
    return None


def _of_options(leaf: Leaf, definition: FactDef, test: Columnar) -> Passing:
    is_flag = definition.type is FactType.FLAG
    everything = frozenset({"yes", "no"} if is_flag else (key for key, _ in definition.options))
    operand = leaf.operand if isinstance(leaf.operand, tuple) else (leaf.operand,)
    names = frozenset(_name(each) for each in operand) & everything
    found = Passing("option", names, everything, (), (1, 0))
    return found.complement() if test.negated else found


def _name(operand: object) -> str:
    return ("yes" if operand else "no") if isinstance(operand, bool) else str(operand)


def _of_numbers(leaf: Leaf, test: Columnar, axis: str, whole: Interval) -> Passing | None:
    ends: Interval | None
    if test.test == "span":
        first, last = first_and_last(test, leaf.operand, date.min)
        ends = _number(first), _number(last)
    elif test.test == "between" and isinstance(leaf.operand, tuple):
        ends = _number(leaf.operand[0]), _number(leaf.operand[1])
    elif test.test in ("compare", "elapsed"):
        factor = {"years": 24, "months": 2}.get(test.unit, 1)
        ends = _COMPARED[test.symbol](_number(leaf.operand) * factor)
    else:
        ends = None
    if ends is None:
        return None
    low, high = max(ends[0], whole[0]), min(ends[1], whole[1])
    return Passing(axis, frozenset(), frozenset(), ((low, high),) if low <= high else (), whole)


_COMPARED: dict[str, Callable[[float], Interval]] = {
    ">=": lambda bound: (bound, math.inf),
    ">": lambda bound: (bound + 1, math.inf),
    "<=": lambda bound: (-math.inf, bound),
    "<": lambda bound: (-math.inf, bound - 1),
    "=": lambda bound: (bound, bound),
}


def _number(operand: Operand) -> float:
    if isinstance(operand, date):
        return operand.toordinal()
    assert isinstance(operand, Quantity)
    return operand.amount
