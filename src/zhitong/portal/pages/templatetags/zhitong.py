"""Small things every template needs: icons, lights, money, dates, the doors open to a person."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.deliveries.queries import unread_count
from zhitong.portal.matches.queries import AudienceRow
from zhitong.portal.pages.access import Audience, belongs
from zhitong.portal.pages.appearance import Appearance, appearance_of
from zhitong.portal.pages.business.reasons import reason_mark
from zhitong.portal.pages.choices import WORDS
from zhitong.portal.pages.dates import day_words
from zhitong.portal.pages.marks import (
    bar_mark,
    clause_link,
    icon_of,
    light_mark,
    place_link,
    place_marks,
    window_words,
)
from zhitong.portal.pages.money import money_words, range_words
from zhitong.portal.pages.notices import notice_light, notice_places
from zhitong.portal.pages.standings import shown_standing, standing_mark
from zhitong.portal.provisions.queries import ProvisionRow

register = template.Library()


@dataclass(frozen=True, slots=True)
class Door:
    """A link of the main navigation."""

    name: str
    icon: str
    address: str
    here: bool
    count: int = 0


register.simple_tag(icon_of, name="icon")
register.simple_tag(light_mark, name="light")
register.simple_tag(clause_link, name="clause_address")
register.simple_tag(place_link, name="place_address")
register.simple_tag(place_marks, name="places")
register.simple_tag(reason_mark, name="reason")
register.simple_tag(notice_light, name="notice_light")
register.simple_tag(notice_places, name="notice_places")
register.simple_tag(shown_standing, name="standing", takes_context=True)
register.simple_tag(standing_mark, name="standing_light")


@register.simple_tag(takes_context=True)
def appearance(context: template.Context) -> Appearance:
    """Language, light and print as this person chose them."""
    return appearance_of(context.get("request"))


@register.simple_tag(takes_context=True)
def signed_in_person(context: template.Context) -> Any:
    """The person, or None; also on pages of failure, where nothing is known."""
    request = context.get("request")
    person = getattr(request, "user", None)
    return person if person is not None and person.is_authenticated else None


def _doors_of(request: HttpRequest) -> list[tuple[str, str, str]]:
    doors = [
        ("provisions", _("政策事项"), "list-details"),
        ("documents", _("文件"), "file-text"),
        ("units", _("责任单位"), "building-bank"),
        ("consultations", _("征求意见"), "pencil"),
        ("search", _("检索"), "search"),
    ]
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return doors
    if belongs(person, Audience.OFFICER):
        doors.append(("desk", _("工作台"), "home-2"))
    else:
        doors[:0] = [("statements", _("我的明白卡"), "receipt"), ("inbox", _("收件箱"), "info-circle")]
    if belongs(person, Audience.LEADER):
        doors.append(("figures", _("数字"), "chart-bar"))
    return doors


@register.simple_tag(takes_context=True)
def doors(context: template.Context) -> list[Door]:
    """The main navigation as far as it is open to this person."""
    request = context.get("request")
    if request is None:
        return []
    found = []
    for name, words, drawing in _doors_of(request):
        address = reverse(name)
        here = request.path == address or request.path.startswith(address + "/")
        found.append(Door(words, drawing, address, here, unread_of(request) if name == "inbox" else 0))
    return found


def unread_of(request: HttpRequest) -> int:
    """How many notices the person has not read."""
    return unread_count(request.user)


@register.simple_tag(takes_context=True)
def notices(context: template.Context) -> list[Any]:
    """What was just done, said once; nothing on pages of failure."""
    request = context.get("request")
    return list(get_messages(request)) if request is not None else []


@register.filter
def word_of(key: str, what: str) -> str:
    """The word for a value of a list (`kind|word_of:"provision_kind"`), in the person's language."""
    return str(WORDS[what].get(key, key))


@register.filter
def fact_name(key: str) -> str:
    """What a fact is called, by its key; the key where no pack knows it."""
    definition = vocabulary().facts.get(key)
    return definition.label if definition else key


@register.filter
def money(fen: int | None) -> str:
    """Fen as `10万元`; in English `¥100,000`."""
    return "" if fen is None else money_words(fen)


@register.filter
def number(value: int | None) -> str:
    """A count with thousands apart: `20,000`."""
    return "" if value is None else f"{value:,}"


@register.filter
def day(value: date | None) -> str:
    """A legal date: `2026年1月1日`; in English `2026-01-01`."""
    return "" if value is None else day_words(value)


@register.simple_tag
def window(row: ProvisionRow) -> str:
    """From when to when a provision holds."""
    return window_words(row, day_words)


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: object) -> str:
    """The query of this page with some values replaced; empty values are left out."""
    asked = context["request"].GET.copy()
    for name, value in changes.items():
        if value in ("", None):
            asked.pop(name, None)
        else:
            asked[name] = str(value)
    return f"?{asked.urlencode()}"


@register.filter
def audience_sum(row: AudienceRow) -> str:
    """The sum over an audience, and for how many no amount can be told; a dash where no sum is known."""
    counted = row.met - row.missing
    if counted <= 0 or (row.amount_low is None and row.amount_high is None):
        return "—"
    words = range_words(row.amount_low, row.amount_high)
    if not row.missing:
        return words
    return _("%(sum)s（另 %(missing)s 家待算）") % {"sum": words, "missing": number(row.missing)}


@register.simple_tag
def bar(met: int, unknown: int, largest: int) -> SafeString:
    """Two counts against the largest of the table."""
    words = _("符合 %(met)s，待确认 %(unknown)s") % {"met": number(met), "unknown": number(unknown)}
    return bar_mark(met, unknown, largest, words)
