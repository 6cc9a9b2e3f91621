"""Python source for all tests of one fact: one look at its value, then a line per test."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date

from zhitong.engine.rules.nodes import Leaf, Measured, Operand, Quantity
from zhitong.engine.rules.operators import OPERATORS, Value
from zhitong.engine.rules.operators.elapsed import earliest_start, latest_start
from zhitong.engine.rules.operators.spans import first_and_last
from zhitong.engine.values import Verdict

CODES = {Verdict.NOT_MET: 0, Verdict.UNKNOWN: 1, Verdict.MET: 3}
_MONTHS = {"years": 12, "months": 1}
_MOST_REMEMBERED = 20_000  # words remembered per fact; code lists are far shorter

Slow = Callable[[Value], tuple[int, ...]]


def leaf_key(leaf: Leaf) -> Hashable:
    """What makes two leaves the same test; references and printed forms do not count."""
    operand: object = leaf.operand
    if isinstance(operand, Measured):
        operand = (operand.facts, operand.bound)
    if isinstance(operand, tuple):
        operand = tuple(part.amount if isinstance(part, Quantity) else part for part in operand)
    elif isinstance(operand, Quantity):
        operand = operand.amount
    return leaf.fact, leaf.operator, type(leaf.operand).__name__, operand


class _Remembered(dict[str, tuple[int, ...]]):
    """Codes per word, asked once."""

    def __init__(self, slow: Slow) -> None:
        super().__init__()
        self.slow = slow

    def __missing__(self, word: str) -> tuple[int, ...]:
        codes = self.slow(word)
        if len(self) < _MOST_REMEMBERED:
            self[word] = codes
        return codes


@dataclass(frozen=True, slots=True)
class FactTests:
    """The distinct tests of one fact and the names their codes go by."""

    fact: str
    leaves: list[Leaf]
    names: list[str]

    def source(self, number: int, held: dict[str, object], as_of: date, slow: Slow) -> list[str]:
        """Lines that set every name; `held` receives the constants they speak of."""
        held[f"key{number}"], held[f"slow{number}"] = self.fact, slow
        held[f"none{number}"] = slow(None)
        targets = ", ".join(self.names) + ","
        lines = [f"v = get(key{number})", "if v is None:", f"    {targets} = none{number}"]
        types = frozenset().union(*(OPERATORS[leaf.operator].types for leaf in self.leaves))
        if "count" in types:
            lines.append("elif v.__class__ is int:")
            lines += [f"    {name} = {_number_test(leaf)}" for name, leaf in self._named()]
        if "date" in types:
            lines.append("elif v.__class__ is date:")
            for name, leaf in self._named():
                lines.append(f"    {name} = {_day_test(leaf, f'day_{name}', held, as_of)}")
        if "code" in types:
            held[f"words{number}"] = _Remembered(slow)
            held[f"yes{number}"], held[f"no{number}"] = slow(True), slow(False)
            lines += ["elif v.__class__ is str:", f"    {targets} = words{number}[v]"]
            lines += ["elif v is True:", f"    {targets} = yes{number}"]
            lines += ["elif v is False:", f"    {targets} = no{number}"]
        return [*lines, "else:", f"    {targets} = slow{number}(v)"]

    def _named(self) -> list[tuple[str, Leaf]]:
        return list(zip(self.names, self.leaves, strict=True))


def _number_test(leaf: Leaf) -> str:
    """The code of a test of the whole number `v`."""
    operator = OPERATORS[leaf.operator]
    test = operator.columnar
    if test.test == "known":
        return "0" if test.negated else "3"
    if "count" not in operator.types:
        return "1"
    if isinstance(leaf.operand, tuple):
        return f"3 if {_amount(leaf.operand[0])} <= v <= {_amount(leaf.operand[1])} else 0"
    sign = "==" if test.symbol == "=" else test.symbol
    return f"3 if v {sign} {_amount(leaf.operand)} else 0"


def _amount(operand: Operand) -> int:
    assert isinstance(operand, Quantity)
    return operand.amount


def _day_test(leaf: Leaf, name: str, held: dict[str, object], as_of: date) -> str:
    """The code of a test of the day `v`; time since a day becomes a comparison with a fixed day."""
    operator = OPERATORS[leaf.operator]
    test, sign = operator.columnar, operator.columnar.symbol
    if test.test == "known":
        return "0" if test.negated else "3"
    if "date" not in operator.types:
        return "1"
    if test.test in ("between", "ahead", "span"):
        held[f"{name}_first"], held[f"{name}_last"] = first_and_last(test, leaf.operand, as_of)
        return f"3 if {name}_first <= v <= {name}_last else 0"
    held[name] = leaf.operand
    if test.test == "elapsed":
        months = _amount(leaf.operand) * _MONTHS[test.unit]
        held[name] = latest_start(as_of, months) if sign == ">=" else earliest_start(as_of, months)
        sign = "<=" if sign == ">=" else ">="
    return f"3 if v {'==' if sign == '=' else sign} {name} else 0"
