"""A document's standing on screen: joined with what is open to comments, in words, as a light."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhitong.portal.consultations.queries.public import open_drafts
from zhitong.portal.documents.queries.standing import Life, Standing
from zhitong.portal.pages.choices import DOCUMENT_STANDINGS
from zhitong.portal.pages.dates import day_words
from zhitong.portal.pages.marks import light_in

TONES = {
    "draft": ("draft", "pencil"),
    "consulting": ("draft", "pencil"),
    "not_issued": ("unknown", "clock"),
    "not_yet": ("unknown", "clock"),
    "in_force": ("met", "check"),
    "claimed": ("met", "check"),
    "amended": ("met", "check"),
    "extended": ("met", "check"),
    "superseded": ("ended", "x"),
    "repealed": ("ended", "x"),
    "expired": ("ended", "history"),
}


def asked_on(context: Mapping[str, Any]) -> date:
    """The day the page is asked for, today where it asks for none."""
    on = context.get("on")
    return on if isinstance(on, date) else timezone.localdate()


def open_to_comments(context: Mapping[str, Any], key: str, on: date) -> bool:
    """Whether a draft is before the public on the day; asked once a page, for the first draft on it."""
    request = context.get("request")
    kept: dict[date, dict[str, str]] = vars(request).setdefault("open_drafts", {}) if request else {}
    if on not in kept:
        kept[on] = open_drafts(on)
    return key in kept[on]


def shown_standing(context: Mapping[str, Any], life: Life, key: str) -> Standing:
    """The standing on the page's day; a draft that is before the public is `consulting`."""
    on = asked_on(context)
    now = life.at(on)
    if now.state == "draft" and open_to_comments(context, key, on):
        return replace(now, state="consulting")
    return now


def standing_word(now: Standing) -> str:
    """The word of a badge."""
    if now.state == "consulting":
        return _("正在征求意见")
    if now.state == "not_issued":
        return _("尚未印发")
    if now.state == "repealed" and now.is_claim:
        return _("登记为已废止")
    if now.state == "extended":
        return _("延续至 %(day)s") % {"day": day_words(now.until)} if now.until else _("延续，长期有效")
    return str(DOCUMENT_STANDINGS[now.state])


def standing_mark(now: Standing) -> SafeString:
    """Shape, word and colour; what nobody knows has the light of unknown."""
    tone, icon = TONES.get(now.state, ("unknown", "question-mark"))
    return light_in(tone, icon, standing_word(now))
