"""Small things every template needs: icons, lights, money, dates, the doors open to a person."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhitong.portal.documents.queries import Located
from zhitong.portal.matches.queries import AudienceRow
from zhitong.portal.pages.access import Audience, belongs
from zhitong.portal.pages.appearance import Appearance, appearance_of
from zhitong.portal.pages.choices import WORDS
from zhitong.portal.pages.money import money_words, range_words

register = template.Library()


@dataclass(frozen=True, slots=True)
class Door:
    """A link of the main navigation."""

    name: str
    icon: str
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class Light:
    """Shape, word and colour of a state; no one of them alone carries the meaning."""

    tone: str
    icon: str
    word: str


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing from the icon sheet; the word beside it carries the meaning."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("zhitong/icons.svg"),
        name,
    )


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
    ]
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return doors
    if belongs(person, Audience.OFFICER):
        doors.append(("desk", _("工作台"), "home-2"))
    else:
        doors.insert(0, ("statements", _("我的明白卡"), "receipt"))
    if belongs(person, Audience.LEADER):
        doors.append(("figures", _("数字"), "chart-bar"))
    return doors


@register.simple_tag(takes_context=True)
def doors(context: template.Context) -> list[Door]:
    """The main navigation as far as it is open to this person."""
    request = context.get("request")
    if request is None:
        return []
    addresses = [(name, words, drawing, reverse(name)) for name, words, drawing in _doors_of(request)]
    return [
        Door(words, drawing, address, request.path == address or request.path.startswith(address + "/"))
        for _name, words, drawing, address in addresses
    ]


@register.simple_tag(takes_context=True)
def notices(context: template.Context) -> list[Any]:
    """What was just done, said once; nothing on pages of failure."""
    request = context.get("request")
    return list(get_messages(request)) if request is not None else []


def light_of(state: str) -> Light:
    """The light of a verdict or of a provision's or document's state."""
    lights = {
        "met": ("met", "check", _("符合")),
        "not_met": ("not-met", "x", _("不符合")),
        "unknown": ("unknown", "question-mark", _("待确认")),
        "open": ("met", "check", _("执行中")),
        "upcoming": ("unknown", "clock", _("尚未开始")),
        "ended": ("ended", "history", _("已到期")),
        "not_stated": ("unknown", "question-mark", _("期限未载明")),
        "draft": ("draft", "pencil", _("草案")),
        "in_force": ("met", "check", _("现行有效")),
        "expired": ("ended", "history", _("已到期")),
        "repealed": ("ended", "x", _("已废止")),
        "sample": ("draft", "info-circle", _("示例")),
        "unverified": ("unknown", "alert-triangle", _("待核实")),
    }
    return Light(*lights.get(state, ("not-met", "question-mark", _("状态待核实"))))


@register.inclusion_tag("_light.html")
def light(state: str, word: str = "") -> dict[str, str]:
    """A state as shape, word and colour."""
    known = light_of(state)
    return {"tone": known.tone, "drawing": known.icon, "word": word or known.word}


@register.simple_tag
def clause_address(key: str, path: str, start: int | None = None, end: int | None = None) -> str:
    """The address of a clause, with a run of its words highlighted when one is named."""
    address = reverse("clause", args=[key, path])
    return address if start is None or end is None else f"{address}?from={start}&to={end}"


@register.simple_tag
def place_address(place: Located) -> str:
    """Where a reference leads: the highlighted words when they are here, else the document's page."""
    if place.is_imported and place.clause_found and place.start is not None:
        return clause_address(place.document_key, place.clause_path, place.start, place.end)
    return reverse("document", args=[place.document_key])


@register.filter
def word_of(key: str, what: str) -> str:
    """The word for a value of a list (`kind|word_of:"provision_kind"`), in the person's language."""
    return str(WORDS[what].get(key, key))


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
    if value is None:
        return ""
    if get_language() == "en":
        return value.isoformat()
    return f"{value.year}年{value.month}月{value.day}日"


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
    """The sum over an audience; a dash where no sum is known or the view is only part of the region."""
    if not row.met or (row.amount_low is None and row.amount_high is None):
        return "—"
    return range_words(row.amount_low, row.amount_high)


@register.inclusion_tag("_bar.html")
def bar(met: int, unknown: int, largest: int) -> dict[str, object]:
    """Two counts against the largest of the table, in per cent."""
    whole = largest or 1
    words = _("符合 %(met)s，待确认 %(unknown)s") % {"met": number(met), "unknown": number(unknown)}
    return {"met": round(100 * met / whole), "unknown": round(100 * unknown / whole), "words": words}
