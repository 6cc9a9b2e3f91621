"""A statement prepared for its page: groups of cards, every figure with the address of its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.documents.queries import Located
from zhitong.portal.matches.queries import Statement
from zhitong.portal.pages.money import amount_words
from zhitong.portal.provisions.queries import ProvisionRow

Json = Mapping[str, Any]
SOON_DAYS = 90


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence of the working with the places it rests on."""

    text: str
    places: Sequence[Located]


@dataclass(frozen=True, slots=True)
class Amount:
    """How much: the words to show large, and where they come from (None: no reference)."""

    state: str
    words: str
    note: str
    steps: Sequence[Step]
    place: Located | None


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition with its verdict, the fact behind it, and the places of its words."""

    text: str
    verdict: str
    value: str = ""
    source: str = ""
    as_of: date | None = None
    missing: str = ""
    fact: str = ""
    can_ask: bool = False
    places: Sequence[Located] = ()
    parts: Sequence["Reason"] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """What would change the verdict, and by when."""

    texts: Sequence[str]
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Card:
    """One provision on the statement."""

    row: ProvisionRow
    verdict: str
    state: str
    amount: Amount
    reason: Reason
    near: Sequence[Near]
    how: Json
    units: Sequence[str]
    notes: Sequence[str]
    missing: Sequence[str]
    successor: ProvisionRow | None
    places: Sequence[Located]
    failing: Sequence[Reason]
    days_left: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under one heading, in reading order."""

    key: str
    title: str
    explanation: str
    cards: Sequence[Card] = field(default_factory=list)


def day_of(text: str | None) -> date | None:
    """A day as the engine prints it."""
    return date.fromisoformat(text) if text else None


def places_for(references: Sequence[Json], places: Mapping[str, Located]) -> list[Located]:
    """The located places of an engine's references."""
    return [places[one["key"]] for one in references if one["key"] in places]


def amount_of(item: Json, places: Mapping[str, Located]) -> Amount:
    """A figure only where the engine computed one."""
    given = item["amount"]
    steps = [Step(one["text"], places_for(one["references"], places)) for one in given["steps"]]
    cited = [place for step in steps for place in step.places] or list(places.values())
    match given["state"]:
        case "computed":
            words = amount_words(given["low"], given["high"], given["period"])
        case "ceiling":
            words = steps[-1].text if steps else given["note"]
        case "missing":
            words = _("金额待算")
        case _:
            words = _("文件未载明金额")
    return Amount(given["state"], words, given["note"], steps, cited[0] if cited else None)


def reason_of(node: Json, rows: Sequence[Json], places: Mapping[str, Located], asks: set[str]) -> Reason:
    """A node of the judged tree, and all below it."""
    if "row" not in node:
        parts = [reason_of(part, rows, places, asks) for part in node["parts"]]
        return Reason(node["text"], node["verdict"], parts=parts)
    row = rows[node["row"]]
    known = vocabulary()
    return Reason(
        text=row["text"],
        verdict=row["verdict"],
        value=row["value_text"],
        source=known.source_label(row["source"]) if row["source"] else "",
        as_of=day_of(row["as_of"]),
        missing=row["missing"],
        fact=row["fact"] or "",
        can_ask=(row["fact"] or "") in asks,
        places=places_for(row["references"], places),
    )


def failing_of(reason: Reason) -> list[Reason]:
    """The conditions that make it not met, leaves only."""
    if reason.verdict != "not_met":
        return []
    if not reason.parts:
        return [reason]
    return [leaf for part in reason.parts for leaf in failing_of(part)]


def days_left(item: Json, on: date) -> int | None:
    """Days until the last day, when that is near enough to hurry."""
    ends = day_of(item["window"]["to"])
    left = (ends - on).days if ends else None
    return left if left is not None and 0 <= left <= SOON_DAYS else None


def card_of(item: Json, statement: Statement, asks: set[str]) -> Card:
    """One item of the engine's answer."""
    key = item["provision"]
    places = statement.places.get(key, {})
    receipt = item["receipt"]
    after = item["successor"]
    reason = reason_of(receipt["tree"], receipt["conditions"], places, asks)
    return Card(
        row=statement.provisions[key],
        verdict=item["verdict"],
        state=item["window"]["state"],
        amount=amount_of(item, places),
        reason=reason,
        near=[
            Near([change["text"] for change in one["changes"]], day_of(one["last_day"]))
            for one in item["near_miss"]
        ],
        how=item["how"],
        units=item["units"],
        notes=[*limit_notes(item), *item["notes"]],
        missing=[vocabulary().label(fact) for fact in item["missing"]],
        successor=statement.provisions.get(after["provision"]) if after else None,
        places=list(places.values()),
        failing=failing_of(reason),
        days_left=days_left(item, statement.as_of),
    )


def limit_notes(item: Json) -> list[str]:
    """What is left of budget and quota, beside the notes."""
    left = item["window"]["availability"]
    return [left["text"]] if left else []


def group_key(item: Json) -> str:
    """Which heading an item comes under on the day."""
    state = item["window"]["state"]
    return str(state) if state in ("upcoming", "ended") else str(item["verdict"])


def groups_of(statement: Statement) -> list[Group]:
    """All groups in reading order, empty ones included, so that nothing looks forgotten."""
    groups = {
        "met": Group("met", _("可享受"), _("条件都已满足。"), []),
        "unknown": Group("unknown", _("可能可享受"), _("还缺数据，或需经办人判断。回答问题就能确定。"), []),
        "not_met": Group("not_met", _("不符合"), _("写明是哪一项条件不满足。"), []),
        "upcoming": Group("upcoming", _("尚未开始"), _("到起始日才开始执行。"), []),
        "ended": Group("ended", _("已到期"), _("所选日期已过截止日；有替代的写明由什么替代。"), []),
    }
    asks = {one["fact"] for one in statement.questions}
    for item in statement.items:
        cards: list[Card] = groups[group_key(item)].cards  # type: ignore[assignment] # made as lists above
        cards.append(card_of(item, statement, asks))
    return list(groups.values())
