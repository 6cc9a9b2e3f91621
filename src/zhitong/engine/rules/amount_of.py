"""What an amount rule comes to for known facts. Money in fen; no number is ever made up.

`compute(amount, facts, vocabulary)` gives an `AmountResult`. A promise without a figure, a ceiling of
something that is no payment, and an unknown fact give no number, never 0.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from zhitong.engine.facts import Facts, Vocabulary, value_text
from zhitong.engine.rules.amounts import (
    WHOLE,
    Amount,
    Ceiling,
    Fixed,
    NotStated,
    PerUnit,
    ProRata,
    Rate,
    Tier,
    Tiers,
)
from zhitong.engine.rules.pro_rata import rounding_text, share_within, take_part
from zhitong.engine.values import Band, print_money, print_share

State = Literal["computed", "missing", "not_stated", "ceiling"]


class Step(NamedTuple):
    """One sentence of the working, with the keys of the references it rests on."""

    text: str
    cites: tuple[str, ...] = ()


class AmountResult(NamedTuple):
    """From `low_fen` to `high_fen`, equal when exact; None: not bounded, or (state) no number at all.

    `missing` names the fact without which nothing can be computed. `period`: year, month … or "" for once.
    """

    state: State
    low_fen: int | None
    high_fen: int | None
    period: str
    steps: tuple[Step, ...]
    note: str = ""
    currency: str = "CNY"
    missing: str | None = None

    @property
    def is_number(self) -> bool:
        """At least one end is known."""
        return self.low_fen is not None or self.high_fen is not None


def compute(amount: Amount, facts: Facts, vocabulary: Vocabulary) -> AmountResult:
    """The amount for these facts, with every step of the working."""
    result = _in_full(amount, facts, vocabulary)
    if isinstance(amount, NotStated | Ceiling) or amount.pro_rata is None or result.state != "computed":
        return result
    return _in_part(result, amount.pro_rata, amount.cites, facts, vocabulary)


def _in_full(amount: Amount, facts: Facts, vocabulary: Vocabulary) -> AmountResult:
    match amount:
        case NotStated(why):
            return AmountResult("not_stated", None, None, "", (), why or "文件未载明金额")
        case Ceiling():
            return _ceiling(amount)
        case Fixed():
            return _fixed(amount)
        case Rate():
            return _rate(amount, facts, vocabulary)
        case PerUnit():
            return _per_unit(amount, facts, vocabulary)
        case Tiers():
            return _tiers(amount, facts, vocabulary)


def _in_part(
    full: AmountResult, rule: ProRata, cites: tuple[str, ...], facts: Facts, vocabulary: Vocabulary
) -> AmountResult:
    """The part of a full period's amount, as a step of its own."""
    if rule.by == "share":
        value = _number(rule.of, facts)
        if value is None:
            return _without(rule.of, vocabulary.label(rule.of), full.period, full.steps)
        first, last = _ends(value)
        lowest = share_within(0 if first is None else first)
        highest = share_within(WHOLE if last is None else last)
        whole, factor = WHOLE, _shown(rule.of, value, vocabulary)
    else:
        assert rule.part is not None, "rule_of_day sets the part"
        lowest, whole = rule.part
        highest, unit = lowest, "个月" if rule.by == "months" else "天"
        factor = f"当期{whole}{unit}中的{lowest}{unit}"
    low = None if full.low_fen is None else take_part(full.low_fen, lowest, whole, rule)
    high = None if full.high_fen is None else take_part(full.high_fen, highest, whole, rule)
    before = range_text(full.low_fen, full.high_fen)
    text = f"折算：{before} × {factor} = {range_text(low, high)}（{rounding_text(rule)}）"
    return full._replace(low_fen=low, high_fen=high, steps=(*full.steps, Step(text, cites)))


def take_share(fen: int, share: int) -> int:
    """A share of an amount, rounded half up to whole fen; of a negative amount, nothing."""
    return (2 * max(fen, 0) * share + WHOLE) // (2 * WHOLE)


def _ceiling(amount: Ceiling) -> AmountResult:
    limit = " ".join(
        ([print_money(amount.fen)] if amount.fen is not None else [])
        + ([print_share(amount.share)] if amount.share is not None else [])
    )
    text = f"{amount.what}{_COMPARED[amount.comparator]}{limit}"
    return AmountResult(
        "ceiling", None, None, "", (Step(text, amount.cites),), "这是限额，不是直接发放的钱，不计入合计"
    )


_COMPARED = {"=": "为", ">=": "不低于", "<=": "不超过"}


def _fixed(amount: Fixed) -> AmountResult:
    low, high = _compared(amount.comparator, amount.fen, amount.fen)
    step = Step(f"标准{_COMPARED[amount.comparator]}{print_money(amount.fen)}", amount.cites)
    return AmountResult("computed", low, high, amount.period, (step,))


def _compared(comparator: str, low: int | None, high: int | None) -> tuple[int | None, int | None]:
    """“不低于” leaves the upper end open, “不超过” the lower."""
    if comparator == ">=":
        return low, None
    return (None, high) if comparator == "<=" else (low, high)


def _ends(value: int | Band) -> tuple[int | None, int | None]:
    return (value.low, value.high) if isinstance(value, Band) else (value, value)


def _number(fact: str | None, facts: Facts) -> int | Band | None:
    value = facts.value(fact) if fact else None
    return value if isinstance(value, int | Band) and not isinstance(value, bool) else None


def _without(fact: str | None, what: str, period: str, steps: Iterable[Step] = ()) -> AmountResult:
    note = f"缺少{what}，暂不能算出金额"
    return AmountResult("missing", None, None, period, tuple(steps), note, missing=fact)


def _rate(amount: Rate, facts: Facts, vocabulary: Vocabulary) -> AmountResult:
    rule = Step(f"按{amount.of_text}的{print_share(amount.share)}计算", amount.cites)
    value = _number(amount.of, facts)
    if value is None:
        return _without(amount.of, amount.of_text, amount.period, [rule, *_limit_steps(amount)])
    low, high = (None if end is None else take_share(end, amount.share) for end in _ends(value))
    base = _shown(amount.of, value, vocabulary)
    working = Step(f"{base} × {print_share(amount.share)} = {range_text(low, high)}", amount.cites)
    low, high = _compared(amount.comparator, low, high)
    return _limited(amount, low, high, [rule, working])


def _per_unit(amount: PerUnit, facts: Facts, vocabulary: Vocabulary) -> AmountResult:
    rule = Step(f"每{amount.unit_text}{print_money(amount.fen)}", amount.cites)
    value = _number(amount.of, facts)
    if value is None:
        return _without(amount.of, vocabulary.label(amount.of), amount.period, [rule, *_limit_steps(amount)])
    low, high = (None if end is None else max(end, 0) * amount.fen for end in _ends(value))
    base = _shown(amount.of, value, vocabulary)
    working = Step(f"{base} × {print_money(amount.fen)} = {range_text(low, high)}", amount.cites)
    low, high = _compared(amount.comparator, low, high)
    return _limited(amount, low, high, [rule, working])


def _tiers(amount: Tiers, facts: Facts, vocabulary: Vocabulary) -> AmountResult:
    value = _number(amount.of, facts)
    label = vocabulary.label(amount.of)
    if value is None:
        return _without(amount.of, label, amount.period, [Step(f"按{label}分档计算", amount.cites)])
    low, high = _ends(value)
    results = [pair for tier in _reached(amount.tiers, low, high) for pair in tier]
    lows, highs = [pair[0] for pair in results], [pair[1] for pair in results]
    least = None if None in lows else min(end for end in lows if end is not None)
    most = None if None in highs else max(end for end in highs if end is not None)
    working = Step(
        f"{_shown(amount.of, value, vocabulary)}，对应档次为{range_text(least, most)}", amount.cites
    )
    return _limited(amount, least, most, [working])


def _reached(
    tiers: tuple[Tier, ...], low: int | None, high: int | None
) -> list[list[tuple[int | None, int | None]]]:
    """What each tier that the range touches gives, from its own lowest to its own highest value."""
    found: list[list[tuple[int | None, int | None]]] = []
    if not tiers or low is None or low < tiers[0].from_amount:
        found.append([(0, 0)])
    for tier, following in zip(tiers, (*tiers[1:], None), strict=True):
        top = following.from_amount - 1 if following is not None else None
        bottom = tier.from_amount if low is None else max(low, tier.from_amount)
        end = top if high is None else high if top is None else min(high, top)
        if end is not None and end < bottom:
            continue
        if tier.fen is not None:
            found.append([(tier.fen, tier.fen)])
        else:
            share = tier.share or 0
            found.append([(take_share(bottom, share), None if end is None else take_share(end, share))])
    return found


def _limited(
    amount: Rate | PerUnit | Tiers, low: int | None, high: int | None, steps: list[Step]
) -> AmountResult:
    """Cap and floor, each a step of its own where it bites."""
    floor = amount.floor_fen if isinstance(amount, Rate) else None
    if floor is not None and (low is None or low < floor):
        steps.append(Step(f"不低于{print_money(floor)}，按此保底", amount.cites))
        low, high = floor, high if high is None else max(high, floor)
    cap = amount.cap_fen
    if cap is not None and (high is None or high > cap):
        steps.append(Step(f"最高不超过{print_money(cap)}，超出部分不计", amount.cites))
        low, high = low if low is None else min(low, cap), cap
    return AmountResult("computed", low, high, amount.period, tuple(steps))


def _limit_steps(amount: Rate | PerUnit) -> list[Step]:
    """The limits, said while the amount itself cannot be computed."""
    cap = [] if amount.cap_fen is None else [Step(f"最高不超过{print_money(amount.cap_fen)}", amount.cites)]
    floor = amount.floor_fen if isinstance(amount, Rate) else None
    return cap if floor is None else [*cap, Step(f"不低于{print_money(floor)}", amount.cites)]


def _shown(fact: str | None, value: int | Band, vocabulary: Vocabulary) -> str:
    definition = vocabulary.get(fact or "")
    return f"{definition.label}{value_text(definition, value, vocabulary)}" if definition else str(value)


def range_text(low: int | None, high: int | None) -> str:
    """`5万元`, `3万元至5万元`, `不低于3万元`, `不超过5万元`, `金额不定`."""
    if low is not None and high is not None:
        return print_money(low) if low == high else f"{print_money(low)}至{print_money(high)}"
    if low is not None:
        return f"不低于{print_money(low)}"
    return f"不超过{print_money(high)}" if high is not None else "金额不定"
