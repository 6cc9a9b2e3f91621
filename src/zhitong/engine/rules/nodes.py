"""The condition tree: ALL / ANY / NOT / AT_LEAST_N over leaves `fact operator operand`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written and as computed.

    `amount` is in the fact's own unit (fen for money, ten-thousandths for shares, whole
    numbers for counts); `text` is the printed form, as `500万元`; `period` as in facts.
    """

    amount: int
    text: str
    period: str = ""


Operand = None | Quantity | date | str | bool | tuple[str, ...] | tuple[Quantity, Quantity]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One test of one fact. `cites` are keys of the provision's references."""

    fact: str
    operator: str
    operand: Operand = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """需人工判断: a condition the text leaves to an officer. Counts as unknown."""

    text: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Condition"


@dataclass(frozen=True, slots=True)
class AtLeast:
    needed: int
    parts: tuple["Condition", ...]


Condition = All | AnyOf | Not | AtLeast | Leaf | Judgement
