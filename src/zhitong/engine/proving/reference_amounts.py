"""What an amount comes to, spelled out with fractions: a yardstick that shares no code with the engine.

A range is tried at its ends and on both sides of every step of a table, which is where extremes lie.
"""

from collections.abc import Iterator
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from zhitong.engine.facts import Facts
from zhitong.engine.rules.amounts import Amount, Ceiling, Fixed, NotStated, PerUnit, ProRata, Rate, Tiers
from zhitong.engine.values import Band

Ends = tuple[int | None, int | None]
NOTHING: Ends = (None, None)


def reference_amount(amount: Amount, facts: Facts) -> Ends:
    """Lower and upper end in fen, (None, None) where there is no number."""
    if isinstance(amount, NotStated | Ceiling):
        return NOTHING
    found = (amount.fen, amount.fen) if isinstance(amount, Fixed) else _over(amount, _ends(amount.of, facts))
    if found is None:
        return NOTHING
    low, high = found
    if not isinstance(amount, Tiers):
        low = None if amount.comparator == "<=" else low
        high = None if amount.comparator == ">=" else high
    floor = amount.floor_fen if isinstance(amount, Rate) else None
    cap = None if isinstance(amount, Fixed) else amount.cap_fen
    if floor is not None:
        if low is None or low < floor:
            high = high if high is None else max(high, floor)
        low = floor if low is None else max(low, floor)
    if cap is not None and (high is None or high > cap):
        low, high = (low if low is None else min(low, cap)), cap
    return (low, high) if amount.pro_rata is None else _part((low, high), amount.pro_rata, facts)


def _ends(fact: str | None, facts: Facts) -> Ends | None:
    value = facts.value(fact) if fact else None
    if isinstance(value, Band):
        return value.low, value.high
    return (value, value) if isinstance(value, int) and not isinstance(value, bool) else None


def _over(amount: Rate | PerUnit | Tiers, ends: Ends | None) -> Ends | None:
    if ends is None:
        return None
    if not isinstance(amount, Tiers):
        low, high = (None if end is None else _at(amount, end) for end in ends)
        return low, high
    tried = [_at(amount, point) for point in _points(amount, *ends)]
    last = amount.tiers[-1] if amount.tiers else None
    is_open = ends[1] is None and last is not None and last.share is not None
    return min(tried), None if is_open else max(tried)


def _points(amount: Tiers, low: int | None, high: int | None) -> Iterator[int]:
    """The ends, and both sides of every step between them; far out where an end is open."""
    steps = [tier.from_amount for tier in amount.tiers] or [0]
    least = min(steps) - 1 if low is None else low
    most = max(*steps, least) + 1 if high is None else high
    yield from (least, most)
    for step in steps:
        yield from (point for point in (step - 1, step) if least <= point <= most)


def _at(amount: Rate | PerUnit | Tiers, value: int) -> int:
    if isinstance(amount, Rate):
        return _rounded(Fraction(max(value, 0) * amount.share, 10_000), "half_up", 1)
    if isinstance(amount, PerUnit):
        return max(value, 0) * amount.fen
    reached = [tier for tier in amount.tiers if tier.from_amount <= value]
    if not reached:
        return 0
    if reached[-1].fen is not None:
        return reached[-1].fen
    return _rounded(Fraction(max(value, 0) * (reached[-1].share or 0), 10_000), "half_up", 1)


def _part(full: Ends, rule: ProRata, facts: Facts) -> Ends:
    if rule.by == "share":
        ends = _ends(rule.of, facts)
        if ends is None:
            return NOTHING
        least = Fraction(min(max(ends[0] or 0, 0), 10_000), 10_000)
        most = Fraction(1) if ends[1] is None else Fraction(min(max(ends[1], 0), 10_000), 10_000)
    else:
        assert rule.part is not None
        least = most = Fraction(*rule.part)
    low, high = full
    return (
        None if low is None else _rounded(low * least, rule.rounding, rule.unit_fen),
        None if high is None else _rounded(high * most, rule.rounding, rule.unit_fen),
    )


def _rounded(exact: Fraction, rounding: str, unit: int) -> int:
    with localcontext(prec=60):
        units = Decimal(exact.numerator) / Decimal(exact.denominator) / unit
        way = ROUND_FLOOR if rounding == "down" else ROUND_HALF_UP
        return int(units.quantize(Decimal(1), way)) * unit
