"""Conditions and amounts in plain Chinese, generated from the rule."""

from zhitong.engine.facts import PERIODS
from zhitong.engine.rules.amounts import Amount, Ceiling, Fixed, NotStated, PerUnit, Rate, Tier, Tiers
from zhitong.engine.rules.of_day import RuleOfDay
from zhitong.engine.rules.phrase import phrase_lines, phrase_short
from zhitong.engine.rules.pro_rata import rule_text
from zhitong.engine.values import print_money, print_share
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.provisions.queries.shapes import WordingLine

COMPARED = {">=": "不低于", "<=": "最高", "=": ""}


def amount_text(amount: Amount) -> str:
    """How much, in a few words: `每年100000元` has its period in front, limits in brackets."""
    if isinstance(amount, NotStated | Ceiling) or amount.pro_rata is None:
        return full_text(amount)
    return f"{full_text(amount)}，{rule_text(amount.pro_rata, vocabulary().label(amount.pro_rata.of))}"


def full_text(amount: Amount) -> str:
    """The amount of a full period."""
    match amount:
        case NotStated():
            return "文件未载明金额"
        case Fixed(fen, comparator, period):
            return f"{PERIODS.get(period, '')}{COMPARED[comparator]}{print_money(fen)}"
        case Rate():
            said = f"{amount.of_text}的{COMPARED[amount.comparator]}{print_share(amount.share)}"
            return PERIODS.get(amount.period, "") + said + limits_text(amount.cap_fen, amount.floor_fen)
        case PerUnit():
            said = f"每{amount.unit_text}{COMPARED[amount.comparator]}{print_money(amount.fen)}"
            return PERIODS.get(amount.period, "") + said + limits_text(amount.cap_fen, None)
        case Tiers():
            steps = "、".join(tier_text(tier) for tier in amount.tiers)
            return f"按{vocabulary().label(amount.of)}分档：{steps}{limits_text(amount.cap_fen, None)}"
        case Ceiling(what, fen, share, comparator):
            limit = print_money(fen) if fen is not None else print_share(share) if share is not None else ""
            return f"{what}{COMPARED[comparator]}{limit}"


def tier_text(tier: Tier) -> str:
    """One step of a table."""
    return print_money(tier.fen) if tier.fen is not None else print_share(tier.share or 0)


def limits_text(cap: int | None, floor: int | None) -> str:
    """（不超过10万元，不低于1万元）, or nothing."""
    said = [f"不超过{print_money(cap)}"] if cap is not None else []
    said += [f"不低于{print_money(floor)}"] if floor is not None else []
    return f"（{'，'.join(said)}）" if said else ""


def condition_text(rule: RuleOfDay) -> str:
    """The whole condition, region included, as one sentence."""
    return phrase_short(rule.condition, vocabulary())


def wording_lines(rule: RuleOfDay) -> list[WordingLine]:
    """The whole condition line by line, as a nested list is read."""
    return [
        WordingLine(line.depth, line.mark, line.text, line.cites, "（需人工判断）" in line.text)
        for line in phrase_lines(rule.condition, vocabulary())
    ]
