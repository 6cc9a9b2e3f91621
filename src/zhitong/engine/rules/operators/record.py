"""What an operator is: one record with its types, its meaning and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from zhitong.engine.rules.nodes import Operand, is_named
from zhitong.engine.values import Band, Verdict

Value = None | bool | int | str | date | Band

Bare = Callable[[str], str | None]
"""A code in the bare form of its tree, in which every ancestor is a prefix; None if it cannot be read."""

OperandKind = Literal[
    "token",
    "tokens",
    "quantity",
    "quantities",
    "date",
    "dates",
    "code",
    "codes",
    "duration",
    "span",
    "share_of",
    "growth_over",
    "sum_with",
    "none",
]
"""token: a choice, yes/no or code · quantity: number with unit · duration: 3年, 6个月 · plural: a list;
quantities and dates: the two ends of a closed range · span: a duration and the day it is counted from ·
share_of, growth_over, sum_with: a number and the other facts it is measured over."""
JOINTS: dict[str, str] = {"span": "of", "share_of": "of", "growth_over": "over", "sum_with": "with"}
"""The word of the text form between a number and what it is measured by."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a test may know besides value and operand: the day, the fact's code tree (None: no tree), and
    the values of the other facts it names."""

    as_of: date
    bare: Bare | None = None
    others: tuple[Value, ...] = ()


Decide = Callable[[Value, Operand, Setting], Verdict]


@dataclass(frozen=True, slots=True)
class Columnar:
    """The test in closed terms that a back end interprets.

    test: `compare` (symbol against the operand) · `between` (both ends included) · `elapsed` (symbol
    against the time since a date, in `unit`) · `ahead` (a day from today to so many months later) ·
    `span` (a day within so many months after (`>=`) or before (`<=`) a given day, both included) ·
    `linear` (several numbers weighed together, `linear.form_of`) · `same` · `member` · `within` (a code or
    one of its ancestors is among the operands) · `known`. `negated` turns the verdict round.
    """

    test: Literal[
        "compare", "between", "elapsed", "ahead", "span", "linear", "same", "member", "within", "known"
    ]
    symbol: Literal["", ">=", ">", "<=", "<", "="] = ""
    unit: Literal["", "years", "months", "share", "growth", "fall", "sum"] = ""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator. `decide` sees a value that is present, except where `two_valued`.

    The wordings are Chinese templates over `{fact}`, `{operand}` and, where other facts are named,
    `{others}`: what is asked, its opposite, and what to say while a fact is missing.
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
    """The verdict of one test; a missing value, one of a foreign type, or a parameter without a value on
    the day is unknown."""
    if operator.two_valued or (value.__class__ in _CLASSES[operator.types] and not is_named(operand)):
        return operator.decide(value, operand, setting)
    return Verdict.UNKNOWN


def classes_tested(operator: Operator, operand: Operand) -> frozenset[type]:
    """The classes of values that `judge` hands to the operator; none where a parameter has no value."""
    return frozenset() if is_named(operand) else _CLASSES[operator.types]


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
