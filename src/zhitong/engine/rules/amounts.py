"""How much: the amount rule of a provision. Money in fen, shares in ten-thousandths."""

from dataclasses import dataclass
from typing import Literal

WHOLE = 10_000  # a share of 100 %, in ten-thousandths


@dataclass(frozen=True, slots=True)
class ProRata:
    """Only a part of the amount is given, after cap and floor: by the `months` or `days` of the window that
    lie in the amount's period, or by the share that the fact `of` states.

    Rounded to whole `unit_fen` (1: fen, 100: yuan), half up or down. `part` is set for a day by
    `pro_rata.for_window` and never written.
    """

    by: Literal["months", "days", "share"]
    of: str = ""
    rounding: Literal["half_up", "down"] = "half_up"
    unit_fen: int = 1
    part: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class NotStated:
    """The document promises without a figure; `why` says so on screen."""

    why: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A fixed sum; `at_least` / `at_most` when the text gives only one end."""

    fen: int
    comparator: str = "="  # "=", ">=" (not less than), "<=" (up to)
    period: str = ""
    cites: tuple[str, ...] = ()
    pro_rata: ProRata | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of a fact (money): relief of 50 %, a price cut of 10 %. `of` may be unknown."""

    share: int
    of: str | None
    of_text: str
    cap_fen: int | None = None
    floor_fen: int | None = None
    period: str = ""
    comparator: str = "="
    cites: tuple[str, ...] = ()
    pro_rata: ProRata | None = None


@dataclass(frozen=True, slots=True)
class PerUnit:
    """So much for each unit of a count fact, with an optional cap."""

    fen: int
    of: str
    unit_text: str
    cap_fen: int | None = None
    period: str = ""
    comparator: str = "="
    cites: tuple[str, ...] = ()
    pro_rata: ProRata | None = None


@dataclass(frozen=True, slots=True)
class Tier:
    """From `from_amount` (inclusive) of the counted fact up to the next tier: `fen` or `share`."""

    from_amount: int
    fen: int | None = None
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Tiers:
    """A table over one fact, lowest bound first."""

    of: str
    tiers: tuple[Tier, ...]
    cap_fen: int | None = None
    period: str = ""
    cites: tuple[str, ...] = ()
    pro_rata: ProRata | None = None


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A limit of something that is not a payment: a loan of up to 300,000 yuan, a fee of at most 1 %.

    Never added to totals.
    """

    what: str
    fen: int | None = None
    share: int | None = None
    comparator: str = "<="
    cites: tuple[str, ...] = ()


Figured = Fixed | Rate | PerUnit | Tiers | Ceiling
Amount = NotStated | Figured


@dataclass(frozen=True, slots=True)
class Dated:
    """An amount with dated parameters in place of some numbers.

    `named` pairs a place (`fen`, `share`, `cap_fen`, `floor_fen`, `tiers.1.fen`) with a parameter's key; the
    number that stands there is 0 and means nothing: `of_day.rule_of_day` gives the amount of a day.
    """

    amount: Figured
    named: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        # One order, so that a rule read back from JSON with sorted keys is the same rule.
        object.__setattr__(self, "named", tuple(sorted(self.named)))


WrittenAmount = Amount | Dated


def bare_amount(amount: WrittenAmount) -> Amount:
    """The amount itself, for what does not depend on its numbers: type, facts, citations."""
    return amount.amount if isinstance(amount, Dated) else amount


def facts_counted(amount: Amount) -> tuple[str, ...]:
    """The facts an amount looks at: the one it counts, then the share of a part."""
    if isinstance(amount, NotStated | Ceiling):
        return ()
    base = None if isinstance(amount, Fixed) else amount.of
    part = amount.pro_rata.of if amount.pro_rata is not None else ""
    return tuple(fact for fact in (base, part) if fact)
