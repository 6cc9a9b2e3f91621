"""Icons, lights and links to words; written in Python since a page holds hundreds of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhitong.portal.documents.queries import Located
from zhitong.portal.provisions.queries import ProvisionRow

SHORT_TITLE = 20


@dataclass(frozen=True, slots=True)
class Light:
    """Shape, word and colour of a state; no one of them alone carries the meaning."""

    tone: str
    icon: str
    word: str


@cache
def icon_of(name: str) -> SafeString:
    """A drawing from the icon sheet; the word beside it carries the meaning."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("zhitong/icons.svg"),
        name,
    )


def light_of(state: str) -> Light:
    """The light of a verdict or of a provision's state."""
    match state:
        case "met":
            return Light("met", "check", _("符合"))
        case "not_met":
            return Light("not-met", "x", _("不符合"))
        case "unknown":
            return Light("unknown", "question-mark", _("待确认"))
        case "open":
            return Light("met", "check", _("执行中"))
        case "upcoming":
            return Light("unknown", "clock", _("尚未开始"))
        case "ended":
            return Light("ended", "history", _("已到期"))
        case "not_stated":
            return Light("unknown", "question-mark", _("期限未载明"))
        case "draft":
            return Light("draft", "pencil", _("草案"))
        case "sample":
            return Light("draft", "info-circle", _("示例"))
        case "unverified":
            return Light("unknown", "alert-triangle", _("待核实"))
    return Light("not-met", "question-mark", _("状态待核实"))


def light_mark(state: str, word: str = "") -> SafeString:
    """A state as shape, word and colour."""
    known = light_of(state)
    return light_in(known.tone, known.icon, word or known.word)


def light_in(tone: str, icon: str, word: str) -> SafeString:
    """A light of a tone, with its drawing and its word."""
    return format_html('<span class="light light-{}">{}<span>{}</span></span>', tone, icon_of(icon), word)


def clause_link(key: str, path: str, start: int | None = None, end: int | None = None) -> str:
    """The address of a clause, with a run of its words highlighted when one is named."""
    address = reverse("clause", args=[key, path])
    return address if start is None or end is None else f"{address}?from={start}&to={end}"


def is_here(place: Located) -> bool:
    """Whether the words themselves can be shown."""
    return place.is_imported and place.clause_found and place.start is not None


def place_link(place: Located) -> str:
    """Where a reference leads: the highlighted words when they are here, else the document's page."""
    if is_here(place):
        return clause_link(place.document_key, place.clause_path, place.start, place.end)
    return reverse("document", args=[place.document_key])


def place_mark(place: Located) -> SafeString:
    """A link to the words, or, where they are not here, the number and clause to look up."""
    if is_here(place):
        words = format_html(
            '{}{}<span class="visually-hidden"> {} {}</span>',
            icon_of("quote"),
            _("原文"),
            place.doc_number,
            place.clause_label,
        )
    else:
        words = format_html(
            "{} {}", place.doc_number or place.document_title[:SHORT_TITLE], place.clause_label
        )
    return format_html(
        '<a class="place" href="{}" lang="zh-Hans" title="{} {}">{}</a>',
        place_link(place),
        place.document_title,
        place.clause_label,
        words,
    )


def place_marks(places: Sequence[Located]) -> SafeString:
    """Links to several places."""
    return format_html_join(" ", "{}", ((place_mark(place),) for place in places))


def window_words(row: ProvisionRow, day: Any) -> str:
    """From when to when, in words; `day` writes a date."""
    if row.ends and row.starts:
        return f"{day(row.starts)} – {day(row.ends)}"
    if row.ends:
        return _("到 %(last)s 止") % {"last": day(row.ends)}
    if row.long_term:
        return _("长期有效")
    if row.starts:
        return _("自 %(first)s 起，止日未载明") % {"first": day(row.starts)}
    return _("文件未载明期限")


def bar_mark(met: int, unknown: int, largest: int, words: str) -> SafeString:
    """Two counts against the largest of a table; an SVG, since styles in line are not allowed."""
    whole = largest or 1
    return format_html(
        '<svg class="bar-drawing" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="bar-rest" width="100" height="10"/><rect class="bar-met" width="{}" height="10"/>'
        '<rect class="bar-unknown" x="{}" width="{}" height="10"/></svg>',
        words,
        round(100 * met / whole),
        round(100 * met / whole),
        round(100 * unknown / whole),
    )
