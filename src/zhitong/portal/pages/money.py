"""Sums of money in words: the amount, from, to, and how often."""

import re

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhitong.engine.values.money import print_money


def money_words(fen: int) -> str:
    """`10万元`, `1,469,309元`; in English `¥100,000`."""
    if get_language() == "en":
        return f"¥{fen / 100:,.2f}".removesuffix(".00")
    return re.sub(r"\d{4,}(?=元|\.)", lambda digits: f"{int(digits[0]):,}", print_money(fen))


def range_words(low: int | None, high: int | None) -> str:
    """`10万元`, `3万元至5万元`, `不低于3万元`, `不超过5万元`; both in fen."""
    if low is not None and high is not None:
        if low == high:
            return money_words(low)
        return _("%(low)s至%(high)s") % {"low": money_words(low), "high": money_words(high)}
    if low is not None:
        return _("不低于%(low)s") % {"low": money_words(low)}
    return _("不超过%(high)s") % {"high": money_words(high)} if high is not None else _("金额不定")


def amount_words(low: int | None, high: int | None, period: str) -> str:
    """The range with how often it is paid; nothing is added where it is paid once."""
    words = range_words(low, high)
    match period:
        case "year":
            return _("每年%(amount)s") % {"amount": words}
        case "quarter":
            return _("每季度%(amount)s") % {"amount": words}
        case "month":
            return _("每月%(amount)s") % {"amount": words}
        case "day":
            return _("每日%(amount)s") % {"amount": words}
    return words
