"""What a provision comes to, row by row over many: the same working as `engine.rules.amount_of`, in fen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import gcd
from typing import Any

import numpy as np
import numpy.typing as npt

from zhitong.columnar.bits import Flags
from zhitong.engine.rules.amounts import (
    WHOLE,
    Amount,
    Ceiling,
    Fixed,
    NotStated,
    PerUnit,
    ProRata,
    Rate,
    Tiers,
    facts_counted,
)
from zhitong.engine.rules.pro_rata import take_part

Numbers = npt.NDArray[Any]
Computed = Fixed | Rate | PerUnit | Tiers
Counted = Rate | PerUnit | Tiers
SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Ends:
    """Ends of amounts row by row; where a flag is not set the number beside it means nothing.

    Low and high are the same object where they are the same everywhere.
    """

    low: Numbers
    has_low: Flags
    high: Numbers
    has_high: Flags


def has_number(amount: Amount) -> bool:
    """Whether the rule ever gives money: not for promises without a figure, nor for ceilings."""
    return not isinstance(amount, NotStated | Ceiling)


def counted(amount: Computed) -> tuple[str, ...]:
    """The facts that `working` takes the numbers of, in order; none where nothing can be computed."""
    return () if isinstance(amount, Rate) and amount.of is None else facts_counted(amount)


def same_for_all(amount: Fixed) -> Fixed | None:
    """The fixed amount that everybody gets, a part of the period taken; None where it hangs on a fact."""
    rule = amount.pro_rata
    if rule is None:
        return amount
    if rule.part is None:
        return None
    return replace(amount, fen=take_part(amount.fen, *rule.part, rule), pro_rata=None)


def working(amount: Computed, known: Sequence[Ends]) -> Ends:
    """The amounts for figures of `counted` that are known, be it at one end."""
    full = _WORKINGS[type(amount)](amount, known[0])
    rule = amount.pro_rata
    if rule is None:
        return full
    if rule.part is None:
        return _share_of(full, known[-1], rule)
    part, whole = rule.part
    low = _parted(full.low, part, whole, rule)
    high = low if full.high is full.low else _parted(full.high, part, whole, rule)
    return Ends(low, full.has_low, high, full.has_high)


def _fixed(amount: Fixed, known: Ends) -> Ends:
    fen, there = np.full(known.low.size, amount.fen, dtype=np.int64), np.ones(known.low.size, dtype=np.bool_)
    return _compared(amount.comparator, Ends(fen, there, fen, there))


def _share_of(full: Ends, share: Ends, rule: ProRata) -> Ends:
    """The amounts times a share from nothing to the whole; an end of it that is missing may be anything."""
    least = np.clip(np.where(share.has_low, share.low, 0), 0, WHOLE)
    low = _parted(full.low, least, WHOLE, rule)
    if full.high is full.low and share.high is share.low and share.has_high is share.has_low:
        return Ends(low, full.has_low, low, full.has_high)
    most = np.clip(np.where(share.has_high, share.high, WHOLE), 0, WHOLE)
    return Ends(low, full.has_low, _parted(full.high, most, WHOLE, rule), full.has_high)


def _parted(fen: Numbers, part: int | Numbers, whole: int, rule: ProRata) -> Numbers:
    """`pro_rata.take_part` over many."""
    unit = rule.unit_fen
    exact = np.maximum(_roomy(fen, 2 * whole + 1), 0)
    if rule.rounding == "down":
        found: Numbers = exact * part // (whole * unit) * unit
    else:
        found = (2 * exact * part + whole * unit) // (2 * whole * unit) * unit
    return found


def bare(amount: Computed) -> Computed:
    """What decides the number: two rules that differ only in words and citations are one."""
    if isinstance(amount, Rate):
        return replace(amount, cites=(), of_text="", period="")
    if isinstance(amount, PerUnit):
        return replace(amount, cites=(), unit_text="", period="")
    return replace(amount, cites=(), period="")  # a fixed sum or a table


def take_shares(fen: Numbers, share: int) -> Numbers:
    """A share of each amount, rounded half up to whole fen; of a negative amount, nothing."""
    common = gcd(share, WHOLE)
    part, whole = share // common, WHOLE // common
    exact = np.maximum(_roomy(fen, 2 * abs(part) + 1), 0)
    if whole == 1:
        return exact * part
    shared: Numbers = (2 * exact * part + whole) // (2 * whole)
    return shared


def _roomy(numbers: Numbers, factor: int) -> Numbers:
    """The numbers in 64 bits where the product with `factor` fits, else as Python's own whole numbers."""
    if numbers.size and int(np.abs(numbers).max()) > SAFE // max(factor, 1):
        return numbers.astype(object)
    return numbers


def _rate(amount: Rate, ends: Ends) -> Ends:
    low = take_shares(ends.low, amount.share)
    high = low if ends.high is ends.low else take_shares(ends.high, amount.share)
    return _limited(_compared(amount.comparator, Ends(low, ends.has_low, high, ends.has_high)), amount)


def _per_unit(amount: PerUnit, ends: Ends) -> Ends:
    low = np.maximum(_roomy(ends.low, amount.fen), 0) * amount.fen
    high = low if ends.high is ends.low else np.maximum(_roomy(ends.high, amount.fen), 0) * amount.fen
    return _limited(_compared(amount.comparator, Ends(low, ends.has_low, high, ends.has_high)), amount)


def _tiers(amount: Tiers, ends: Ends) -> Ends:
    rows = ends.low.size
    lowest, highest = np.iinfo(np.int64).min, np.iinfo(np.int64).max
    low = np.where(ends.has_low, ends.low, lowest)
    high = np.where(ends.has_high, ends.high, highest)
    first = amount.tiers[0].from_amount if amount.tiers else highest
    below = low < first if amount.tiers else np.ones(rows, dtype=np.bool_)
    least: Numbers = np.where(below, 0, highest)
    most: Numbers = np.zeros(rows, dtype=np.int64)
    unbounded = np.zeros(rows, dtype=np.bool_)
    tops = [tier.from_amount - 1 for tier in amount.tiers[1:]] + [highest]
    for tier, top in zip(amount.tiers, tops, strict=True):
        bottom, end = np.maximum(low, tier.from_amount), np.minimum(high, top)
        touched = end >= bottom
        if tier.fen is not None:
            gives_low = gives_high = np.full(rows, tier.fen, dtype=np.int64)
        else:
            open_end = end == highest
            unbounded |= touched & open_end
            gives_low = take_shares(np.where(touched, bottom, 0), tier.share or 0)
            gives_high = take_shares(np.where(touched & ~open_end, end, 0), tier.share or 0)
        least = np.where(touched, np.minimum(least, gives_low), least)
        most = np.where(touched, np.maximum(most, gives_high), most)
    return _limited(Ends(least, np.ones(rows, dtype=np.bool_), most, ~unbounded), amount)


def _compared(comparator: str, ends: Ends) -> Ends:
    """“不低于” leaves the upper end open, “不超过” the lower."""
    nowhere = np.zeros(ends.low.size, dtype=np.bool_)
    if comparator == ">=":
        return Ends(ends.low, ends.has_low, ends.high, nowhere)
    return Ends(ends.low, nowhere, ends.high, ends.has_high) if comparator == "<=" else ends


def _limited(ends: Ends, amount: Counted) -> Ends:
    low, has_low, high, has_high = ends.low, ends.has_low, ends.high, ends.has_high
    floor = amount.floor_fen if isinstance(amount, Rate) else None
    if low is high and has_low is has_high:
        return _limited_exact(low, has_low, floor, amount.cap_fen)
    if floor is not None:
        low = np.where(has_low, np.maximum(low, floor), floor)
        high = np.where(has_low & (ends.low >= floor), high, np.maximum(high, floor))
        has_low = np.ones(low.size, dtype=np.bool_)
    if amount.cap_fen is not None:
        over = ~has_high | (high > amount.cap_fen)
        low = np.where(over, np.minimum(low, amount.cap_fen), low)
        high = np.where(over, amount.cap_fen, high)
        has_high = np.ones(high.size, dtype=np.bool_)
    return Ends(low, has_low, high, has_high)


def _limited_exact(numbers: Numbers, there: Flags, floor: int | None, cap: int | None) -> Ends:
    """Where every row has one number, cap and floor leave it one number."""
    if floor is not None:
        numbers = np.maximum(numbers, floor)
    if cap is not None:
        numbers = np.minimum(numbers, cap)
    return Ends(numbers, there, numbers, there)


_WORKINGS: dict[type, Callable[..., Ends]] = {Fixed: _fixed, Rate: _rate, PerUnit: _per_unit, Tiers: _tiers}
