"""Amounts in plain Chinese."""

from zhitong.engine.facts import Vocabulary, value_text
from zhitong.engine.rules.amounts import Amount, Ceiling, Fixed, NotStated, PerUnit, Rate, Tier, Tiers
from zhitong.engine.rules.pro_rata import rule_text
from zhitong.engine.values import print_money, print_share


def phrase_amount(amount: Amount, vocabulary: Vocabulary) -> str:
    """An amount rule in a few words: 应缴“六税两费”的50%，最高5万元."""
    text = _in_full(amount, vocabulary)
    if isinstance(amount, NotStated | Ceiling) or amount.pro_rata is None:
        return text
    return f"{text}，{rule_text(amount.pro_rata, vocabulary.label(amount.pro_rata.of))}"


def _in_full(amount: Amount, vocabulary: Vocabulary) -> str:
    match amount:
        case NotStated(why):
            return why or "文件未载明金额"
        case Fixed():
            return _per(f"{_AT[amount.comparator]}{print_money(amount.fen)}", amount.period)
        case Rate():
            text = f"{amount.of_text}的{_AT[amount.comparator]}{print_share(amount.share)}"
            floor = "" if amount.floor_fen is None else f"，最低{print_money(amount.floor_fen)}"
            return text + floor + _cap(amount.cap_fen)
        case PerUnit():
            text = f"每{amount.unit_text}{_AT[amount.comparator]}{print_money(amount.fen)}"
            return _per(text, amount.period) + _cap(amount.cap_fen)
        case Tiers():
            label, tiers = vocabulary.label(amount.of), amount.tiers
            return (
                f"按{label}分{len(tiers)}档："
                + "；".join(_tier(amount.of, tier, vocabulary) for tier in tiers)
                + _cap(amount.cap_fen)
            )
        case Ceiling():
            figures = [print_money(amount.fen)] if amount.fen is not None else []
            figures += [print_share(amount.share)] if amount.share is not None else []
            return f"{amount.what}{_AT[amount.comparator] or '为'}{'、'.join(figures)}"


_AT = {"=": "", ">=": "不低于", "<=": "不超过"}
_PER = {"": "", "year": "每年", "quarter": "每季度", "month": "每月", "day": "每天"}


def _per(text: str, period: str) -> str:
    return _PER[period] + text


def _cap(fen: int | None) -> str:
    return "" if fen is None else f"，最高{print_money(fen)}"


def _tier(fact: str, tier: Tier, vocabulary: Vocabulary) -> str:
    definition = vocabulary.get(fact)
    bound = value_text(definition, tier.from_amount, vocabulary) if definition else str(tier.from_amount)
    gives = print_money(tier.fen) if tier.fen is not None else print_share(tier.share or 0)
    return f"{bound}起{gives}"
