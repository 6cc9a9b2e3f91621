"""How much a benefit gives: fixed, rate, cap, tiers, per unit, or not stated."""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from zhitong.engine.documents.figures.quantities import Quantity, find_quantities

CAP = re.compile(
    r"(?:最高|不超过|上限|封顶)[^，。；]{0,24}?(?:元|%|倍)(?:/[\u4e00-\u9fff])?|[^，。；]{0,12}(?:元|%|倍)(?:封顶|为限)"
)
_LIST_AMOUNTS = re.compile(r"分别|依次|档")


@dataclass(frozen=True, slots=True)
class Amount:
    """How much, as printed; `cap` the words that bound it."""

    type: str
    value: Decimal | None = None
    unit: str | None = None
    cap: str | None = None


def _given(text: str, core_start: int) -> list[Quantity]:
    """The quantities that measure the benefit: no thresholds of those who qualify."""
    usable = []
    for one in find_quantities(text):
        after = text[one.full_end : one.full_end + 2]
        qualifies = one.start < core_start and re.match(r"的|及|，", after) and one.prefix not in ("最高",)
        before_whom = one.start < core_start and "的" in text[one.end : core_start]
        aside = text.count("（", 0, one.start) > text.count("）", 0, one.start)
        aside = aside and one.start < core_start
        if one.kind in ("money", "rate") and not qualifies and not before_whom and not aside:
            usable.append(one)
    return usable


def amount_of(text: str, core_start: int, kind: str) -> Amount:
    """The amount of a benefit; none where the text names none."""
    given = _given(text, core_start)
    caps = CAP.search(text, core_start if core_start < len(text) else 0)
    cap = caps[0] if caps else None
    main = [one for one in given if one.prefix[:2] not in ("最高", "不超")] or given
    if not main:
        halved = kind == "relief" and "减半" in text
        return Amount("rate", Decimal(50), "%", cap) if halved else Amount("none", cap=cap)
    money = [one for one in main if one.kind == "money"]
    rates = [one for one in main if one.kind == "rate"]
    changed = re.search(r"由[^，。；]{1,12}(?:提高|下降|降低|增加|调整|压缩|上调|下调)(?:到|至|为)", text)
    if rates and (not money or rates[0].start < money[0].start):
        one = rates[-1] if changed else rates[0]
        if "按" in text and "征收" in text and len(rates) > 1:
            one = rates[-1]
        return Amount("rate", one.value, one.unit, cap)
    one = money[-1] if changed else money[0]
    if one.per:
        counted = re.search(r"1(人|名|户|家|个|件|项)", one.per)
        measured = re.match(r"每(平方米|立方米|千瓦时|公斤|[\u4e00-\u9fff])", one.per)
        each = counted[1] if counted else measured[1] if measured else ""
        per = one.per if one.per.startswith("/") else "/" + (each or "人")
        return Amount("per_unit", one.value, one.unit + per, cap)
    graded = len(re.findall(r"(?:奖励|补助|补贴)(?=\d)", text)) > 1
    if len(money) > 1 and not changed and (graded or _LIST_AMOUNTS.search(text) or _adjacent(text, money)):
        return Amount("tiers", None, one.unit, cap)
    capped = (
        one.prefix[:2] in ("最高", "不超", "上限")
        or one.comparator == "<="
        or "最高" in text[: one.start][-24:]
    )
    return Amount("cap" if capped else "fixed", one.value, one.unit, cap if capped else None)


def _adjacent(text: str, money: list[Quantity]) -> bool:
    return any(text[a.full_end : b.start] in ("、", "和", "或", "或者") for a, b in pairwise(money))
