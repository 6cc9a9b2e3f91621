"""What an operator is: one record with its types, its meaning and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from zhitong.engine.rules.nodes import Operand
from zhitong.engine.values import Band, Verdict

Value = None | bool | int | str | date | Band

Bare = Callable[[str], str | None]
"""A code in the bare form of its tree, in which every ancestor is a prefix; None if it cannot be read."""

OperandKind = Literal[
    "token", "tokens", "quantity", "quantities", "date", "dates", "code", "codes", "duration", "none"
]
"""token: a choice, yes/no or code · quantity: number with unit · duration: 3年, 6个月 · plural: a list;
quantities and dates: the two ends of a closed range."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a test may know besides value and operand: the day, and the fact's code tree (None: no tree)."""

    as_of: date
    bare: Bare | None = None


Decide = Callable[[Value, Operand, Setting], Verdict]


@dataclass(frozen=True, slots=True)
class Columnar:
    """The test in closed terms that a back end interprets.

    test: `compare` (symbol against the operand) · `between` (both ends included) · `elapsed` (symbol
    against the time since a date, in `unit`) · `same` · `member` · `within` (a code or one of its
    ancestors is among the operands) · `known`. `negated` turns the verdict round.
    """

    test: Literal["compare", "between", "elapsed", "same", "member", "within", "known"]
    symbol: Literal["", ">=", ">", "<=", "<", "="] = ""
    unit: Literal["", "years", "months"] = ""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator. `decide` sees a value that is present, except where `two_valued`.

    The wordings are Chinese templates over `{fact}` and `{operand}`: what is asked, its opposite,
    and what to say while the fact is missing.
    """

    key: str
    operand: OperandKind
    types: frozenset[str]
    decide: Decide
    columnar: Columnar
    wording: str
    negated: str
    missing: str
    two_valued: bool = False


def judge(operator: Operator, value: Value, operand: Operand, setting: Setting) -> Verdict:
    """The verdict of one test; a missing value, or one of a foreign type, is unknown."""
    if operator.two_valued or value.__class__ in _CLASSES[operator.types]:
        return operator.decide(value, operand, setting)
    return Verdict.UNKNOWN


class _Classes(dict[frozenset[str], frozenset[type]]):
    """The Python classes that values of a set of fact types have."""

    def __missing__(self, types: frozenset[str]) -> frozenset[type]:
        classes = {cls for name in types for cls in _CLASSES_OF[name]}
        self[types] = frozenset(classes)
        return self[types]


_CLASSES_OF: dict[str, tuple[type, ...]] = {
    "money": (int, Band),
    "count": (int, Band),
    "share": (int, Band),
    "date": (date,),
    "flag": (bool,),
    "choice": (str,),
    "code": (str,),
}
_CLASSES = _Classes()

NUMBERS = frozenset({"money", "count", "share"})
DATES = frozenset({"date"})
CODES = frozenset({"code"})
TOKENS = frozenset({"choice", "flag", "code"})
ALL_TYPES = NUMBERS | DATES | TOKENS
