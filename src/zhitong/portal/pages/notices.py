"""Marks of a notice: its light, and the links to the words it rests on."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhitong.portal.pages.choices import NOTICE_EVENTS
from zhitong.portal.pages.marks import clause_link, icon_of

LOOKS = {
    "newly": ("met", "check"),
    "lost": ("not-met", "x"),
    "amount": ("unknown", "coin"),
    "closing": ("unknown", "clock"),
    "document": ("draft", "file-text"),
}


def notice_light(event: str) -> SafeString:
    """What changed as shape, word and colour."""
    tone, drawing = LOOKS.get(event, ("not-met", "info-circle"))
    return format_html(
        '<span class="light light-{}">{}<span>{}</span></span>',
        tone,
        icon_of(drawing),
        NOTICE_EVENTS.get(event, event),
    )


def notice_places(content: Mapping[str, Any]) -> SafeString:
    """Links to the sentences of the conditions that turned, else to that of the provision."""
    turned = [one["place"] for one in content.get("why", ()) if one.get("place")]
    places = turned or [one for one in [content.get("place")] if one]
    seen: dict[str, SafeString] = {}
    for place in places:
        address = place_address(place)
        seen.setdefault(address, _mark(place, address))
    return format_html_join(" ", "{}", ((mark,) for mark in seen.values()))


def place_address(place: Mapping[str, Any]) -> str:
    """The highlighted words when the text is here, else the document's page."""
    if place["start"] is None:
        return reverse("document", args=[place["document"]])
    return clause_link(place["document"], place["path"], place["start"], place["end"])


def _mark(place: Mapping[str, Any], address: str) -> SafeString:
    return format_html(
        '<a class="place" href="{}" title="{} {}">{}{}'
        '<span class="visually-hidden" lang="zh-Hans"> {} {}</span></a>',
        address,
        place["title"],
        place["label"],
        icon_of("quote"),
        _("原文"),
        place["number"],
        place["label"],
    )
