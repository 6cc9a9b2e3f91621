"""Questions as a form: which field, which choices, which unit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhitong.engine.facts import FactDef, FactType, value_text
from zhitong.engine.facts.known import Facts
from zhitong.portal.businesses.vocabulary import vocabulary

PERIODS = {"year": "每年", "quarter": "每季度", "month": "每月", "day": "每日"}
REGION_LEVELS = ("banner_county", "county", "district")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Choices under a heading."""

    label: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what its field needs; `money` in fen is what hangs on the answer."""

    fact: str
    label: str
    text: str
    help: str
    field: str  # buttons | list | number | date
    choices: Sequence[Choice] = ()
    groups: Sequence[ChoiceGroup] = ()
    units: Sequence[str] = ()
    unit_note: str = ""
    settles: int = 0
    money: int = 0
    typed: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer already given, as shown beside the button that takes it back."""

    fact: str
    label: str
    text: str


def field_of(definition: FactDef) -> dict[str, Any]:
    """What the field for a fact looks like."""
    period = PERIODS.get(definition.period, "")
    match definition.type:
        case FactType.FLAG:
            return {"field": "buttons", "choices": [Choice("yes", _("是")), Choice("no", _("否"))]}
        case FactType.CHOICE:
            return {"field": "buttons", "choices": [Choice(key, label) for key, label in definition.options]}
        case FactType.MONEY:
            return {"field": "number", "units": ["万元", "元"], "unit_note": period}
        case FactType.SHARE:
            return {"field": "number", "units": ["%"]}
        case FactType.COUNT:
            return {"field": "number", "units": [definition.unit or "个"], "unit_note": period}
        case FactType.DATE:
            return {"field": "date"}
        case FactType.CODE:
            return {"field": "list", "groups": code_groups(definition.tree)}


def code_groups(tree: str) -> list[ChoiceGroup]:
    """Two levels of a code list: counties under their city, divisions under their section."""
    codes = vocabulary().trees[tree]
    tops = codes.children("") if tree == "industry" else codes.children("15")
    return [
        ChoiceGroup(top.name, [Choice(one.code, one.name) for one in codes.children(top.code)])
        for top in tops
        if codes.children(top.code)
    ]


def asked(
    questions: Iterable[Mapping[str, Any]],
    skip: set[str],
    typed: str = "",
    refused: str = "",
    problem: str = "",
) -> list[Asked]:
    """The questions still open; what was typed and refused comes back with the reason."""
    known = vocabulary()
    return [
        Asked(
            fact=one["fact"],
            label=known.label(one["fact"]),
            text=one["text"],
            help=one["help"],
            settles=len({*one["settles"], *one["amount_of"], *one["narrows"]}),
            money=one["money"],
            typed=typed if one["fact"] == refused else "",
            problem=problem if one["fact"] == refused else "",
            **field_of(known[one["fact"]]),
        )
        for one in questions
        if one["fact"] not in skip
    ]


def answered(answers: Sequence[tuple[str, str]], facts: Facts) -> list[Answered]:
    """The answers given, newest first, in words."""
    known = vocabulary()
    return [
        Answered(
            fact,
            known.label(fact),
            value_text(known[fact], facts[fact].value, known) if fact in facts else _("不清楚"),
        )
        for fact, _text in reversed(answers)
        if fact in known
    ]
