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


@dataclass(frozen=True, slots=True)
class Named:
    """A dated parameter in place of a number or a day, by its key. Until it is resolved as of a day,
    and where it has no value on that day, a test against it is unknown."""

    key: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A number together with the other facts it is measured over: `15% of employees`."""

    bound: Quantity | Named
    facts: tuple[str, ...]


End = Quantity | Named | date
Operand = None | End | str | bool | Measured | tuple[str, ...] | tuple[End, End]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One test of one fact. `cites` are keys of the provision's references."""

    fact: str
    operator: str
    operand: Operand = None
    cites: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact the test looks at, its own first."""
        return (self.fact, *self.operand.facts) if isinstance(self.operand, Measured) else (self.fact,)


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


def is_named(operand: Operand) -> bool:
    """Whether a parameter stands where a number or a day should be."""
    kind = operand.__class__  # asked of every test of every business, so without isinstance
    if kind is Named:
        return True
    if isinstance(operand, Measured):
        return isinstance(operand.bound, Named)
    return isinstance(operand, tuple) and any(end.__class__ is Named for end in operand)


Condition = All | AnyOf | Not | AtLeast | Leaf | Judgement
