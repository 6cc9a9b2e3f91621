"""Whether a pair of indicator and quantity is promised: told from thresholds, grants and past figures."""

import re
from dataclasses import dataclass

from zhitong.engine.documents.promises import goalwords as words
from zhitong.engine.documents.promises.goalheads import Item

_RATES = ("%", "‰", "个百分点")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: among goals, under a date, in a statute, in a plan with a known period.

    `at` is where the item begins and `until` where it ends within its part of the sentence.
    """

    goal: bool
    dated: bool
    statute: bool
    planned: bool
    yearly: bool
    at: int
    until: int


def _chunks(part: str, place: Place) -> tuple[list[str], str, list[str]]:
    """The stretches between commas before, around and after an item."""
    first = part.rfind("，", 0, place.at + 1) + 1
    last = part.find("，", place.until)
    last = len(part) if last < 0 else last
    before = part[: max(0, first - 1)].split("，") if first else []
    return before, part[first:last], part[last + 1 :].split("，") if last < len(part) else []


def _per_head(item: Item) -> bool:
    """Whether a quantity is meant per person, business or piece; per year is no such thing."""
    return bool(item.quantity.per) and not re.match("每[年月]|人均", item.quantity.per)


def _apart_from_grants(part: str, item: Item, place: Place) -> bool:
    """A count beside a grant in one sentence: 每年培育…50家，每家给予…; its conditions do not pass."""
    before, own, after = _chunks(part, place)
    if item.quantity.kind != "count" or words.ENTITLED.search(own):
        return False
    if words.ENTITLED_OWN.match(own) and not re.match("每[年月季]", own):
        return False
    if own.endswith("的") or _per_head(item):
        return False
    if any(words.ENTITLED.search(chunk) for chunk in before):
        return bool(re.match("每年|力争|争取|确保|全年|年内", own))
    granted = next((chunk for chunk in after if words.ENTITLED.search(chunk)), "")
    opened = any(words.ENTITLED_OWN.match(chunk) and not chunk.startswith("每年") for chunk in before)
    return (
        not opened
        and bool(words.GRANTED_NEXT.match(granted))
        and bool(place.yearly or words.ANNOUNCED.search("，".join([*before, own])))
    )


def past(part: str, place: Place) -> bool:
    """Whether an item tells what was reached (目前…已达到), not what shall be."""
    before, own, after = _chunks(part, place)
    said = words.PAST.search("，".join([*before, own])) or re.search(r"取得[^，]{0,6}成效", "，".join(after))
    return (
        bool(said)
        and not words.AHEAD.search(own)
        and not any(re.search("力争|争取|到20", chunk) for chunk in before)
    )


def _planned(part: str, item: Item, place: Place) -> bool:
    """Figures of a work plan (工作要点): its year is the date of all of them."""
    _, own, _ = _chunks(part, place)
    quantity = item.quantity
    if words.ENTITLED.search(part) or words.CONDITIONAL.search(own):
        return False
    if _per_head(item) or words.SERVED.search(own):
        return False
    if quantity.kind == "money":
        moving = item.verb and words.MONEY_VERB.match(item.verb)
        moving = moving or words.GROWN.search(part[: quantity.start]) or words.INVESTED.search(own)
        reached = item.predicate and quantity.comparator == ">=" and not words.BUDGET.search(item.noun)
        return bool(moving or reached)
    if quantity.unit in _RATES:
        return bool(words.RATE_NOUN.search(item.noun)) and not words.PARAMETER_RATE.search(item.noun)
    return quantity.kind == "count" and (item.predicate or item.after_verb or len(item.noun) > 2)


def wanted(part: str, item: Item, place: Place) -> bool:
    """Whether an item promises something: goals do; elsewhere the words must announce it."""
    announced = bool(words.ANNOUNCED.search(part))
    if item.quantity.han and item.quantity.comparator == "=" and item.quantity.unit != "倍":
        return False
    if (
        not place.goal
        and item.quantity.kind == "count"
        and re.match("最多|不超过|最高|至多", item.quantity.prefix)
    ):
        return False
    if item.quantity.kind == "time":
        return (place.goal or place.dated) and bool(words.LASTING.search(item.noun))
    if past(part, place):
        return False
    standard = words.STANDARD.search(part) or (
        item.quantity.comparator == ">=" and words.EQUIPPED.search(item.noun)
    )
    if not place.goal and standard and not re.search("力争|争取|确保|到20", part):
        return False
    if place.goal:
        return not re.search(r"给予|奖励|补助", part) or announced
    if _apart_from_grants(part, item, place):
        return True
    if place.planned and _planned(part, item, place):
        return True
    if words.ENTITLED.search(part) and not (place.dated and announced) and "平均" not in item.noun:
        return False
    if item.quantity.kind == "money" and words.BUDGET.search(item.noun):
        return False
    return _announced(part, item, place, announced)


def _announced(part: str, item: Item, place: Place, announced: bool) -> bool:
    before = part[: item.quantity.start]
    grown = item.predicate and (item.quantity.comparator == ">=" or bool(words.GROWN.search(before)))
    if item.quantity.kind == "rate" and item.quantity.unit in _RATES:
        subject = words.RATE_NOUN.search(item.noun) and not words.PARAMETER_RATE.search(item.noun)
        promised = announced or place.dated or "平均" in item.noun or grown
        return bool(subject) and promised and (place.dated or not place.statute)
    if place.statute:
        return announced and place.dated
    if announced or place.dated:
        return True
    if words.CONDITIONAL.search(part):
        return item.after_verb and not words.CONDITIONAL.match(part)
    if item.quantity.kind == "money":
        return bool(words.MONEY_VERB.match(item.verb))
    return item.after_verb or bool(item.verb) or bool(item.predicate and words.GROWN.search(before))
