"""What may lawfully be added up: met and open, one per exclusive group, same period and currency."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhitong.engine.values import Verdict
from zhitong.engine.verdicts.availability import Availability
from zhitong.engine.verdicts.evaluate import Evaluation


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of one period and currency, in fen. An end is None where an amount leaves it open."""

    period: str
    currency: str
    low_fen: int | None
    high_fen: int | None
    provisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A met provision that is not in the sums, and why."""

    provision: str
    why: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums by period, and everything met that they leave out."""

    sums: tuple[Sum, ...]
    not_counted: tuple[NotCounted, ...]


def totals_of(
    evaluations: Sequence[Evaluation], availability: Mapping[str, Availability] | None = None
) -> Totals:
    """The lawful totals of a business's evaluations. What is used up does not count; of what may be used
    up, only the upper end does."""
    left = availability or {}
    met = [each for each in evaluations if each.verdict is Verdict.MET]
    left_out: list[NotCounted] = []
    counted: list[Evaluation] = []
    met_keys = {each.provision.key for each in met}
    for each in met:
        why = _why_not(each, met_keys, left.get(each.provision.key))
        if why:
            left_out.append(NotCounted(each.provision.key, why))
        else:
            counted.append(each)
    counted, doubled = _one_per_group(counted)
    unsure = frozenset(key for key, one in left.items() if one.state != "open")
    return Totals(_sums(counted, unsure), (*left_out, *doubled))


def _why_not(each: Evaluation, met_keys: set[str], left: Availability | None) -> str:
    if each.amount.state != "computed":
        return each.amount.note
    if each.provision.stage != "published":
        return "依据的文件是草案，尚未施行"
    if each.window_state == "not_stated":
        return "文件没有写明截止日期，请先向责任单位确认是否仍在执行"
    if each.provision.replaced_by in met_keys:
        return "已由后来的规定接替，按后者计算"
    if left is not None and left.state == "exhausted":
        return left.text
    return ""


def _one_per_group(counted: list[Evaluation]) -> tuple[list[Evaluation], list[NotCounted]]:
    """Of each exclusive group the most favourable stays."""
    best: dict[str, Evaluation] = {}
    for each in counted:
        group = each.provision.group
        if group and (group not in best or _worth(each) > _worth(best[group])):
            best[group] = each
    kept, doubled = [], []
    for each in counted:
        chosen = best.get(each.provision.group or "")
        if chosen is None or chosen is each:
            kept.append(each)
        else:
            why = f"与“{chosen.provision.title}”只能享受一项，按较高的一项计算"
            doubled.append(NotCounted(each.provision.key, why))
    return kept, doubled


def _worth(each: Evaluation) -> tuple[int, int]:
    amount = each.amount
    sure = amount.low_fen if amount.low_fen is not None else 0
    return sure, sure if amount.high_fen is None else amount.high_fen


def _sums(counted: list[Evaluation], unsure: frozenset[str]) -> tuple[Sum, ...]:
    by_period: dict[tuple[str, str], list[Evaluation]] = {}
    for each in counted:
        by_period.setdefault((each.amount.period, each.amount.currency), []).append(each)
    return tuple(
        Sum(
            period,
            currency,
            _low([None if each.provision.key in unsure else each.amount.low_fen for each in group]),
            _high([each.amount.high_fen for each in group]),
            tuple(each.provision.key for each in group),
        )
        for (period, currency), group in sorted(by_period.items(), key=lambda pair: pair[0])
    )


def _low(ends: list[int | None]) -> int | None:
    """Amounts without a lower end (“不超过”) promise nothing for sure."""
    known = [end for end in ends if end is not None]
    return sum(known) if known else None


def _high(ends: list[int | None]) -> int | None:
    """One amount without an upper end leaves the sum open."""
    known = [end for end in ends if end is not None]
    return sum(known) if len(known) == len(ends) else None
