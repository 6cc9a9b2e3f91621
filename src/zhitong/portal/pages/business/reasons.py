"""The tree of conditions as a nested list; written in Python since a statement holds hundreds of them."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhitong.portal.pages.business.cards import Reason
from zhitong.portal.pages.dates import day_words
from zhitong.portal.pages.marks import icon_of, place_marks

DRAWINGS = {"met": "check", "not_met": "x", "unknown": "question-mark"}


def verdict_word(verdict: str) -> str:
    """The word that a reader of the page hears before a condition."""
    return {"met": _("符合"), "not_met": _("不符合")}.get(verdict, _("待确认"))


def evidence_mark(reason: Reason) -> SafeString:
    """The fact behind a condition with source and day, or what is missing and where to answer it."""
    if reason.value:
        day = day_words(reason.as_of) if reason.as_of else ""
        parts = [part for part in (reason.value, reason.source, day) if part]
        return format_html('<p class="evidence">{}</p>', " · ".join(parts))
    if not reason.missing:
        return SafeString("")
    if not reason.can_ask:
        return format_html('<p class="evidence">{}</p>', reason.missing)
    return format_html(
        '<p class="evidence">{} <a href="#q-{}">{}</a></p>', reason.missing, reason.fact, _("现在回答")
    )


def reason_mark(reason: Reason) -> SafeString:
    """A condition with its verdict and evidence, and those below it."""
    below = (
        format_html(
            "<ul>{}</ul>", format_html_join("", "{}", ((reason_mark(part),) for part in reason.parts))
        )
        if reason.parts
        else SafeString("")
    )
    return format_html(
        '<li class="reason reason-{}"><div class="reason-line">{}<div>'
        '<span class="visually-hidden">{}：</span>'
        "<span>{}</span> {}{}</div></div>{}</li>",
        reason.verdict,
        icon_of(DRAWINGS[reason.verdict]),
        verdict_word(reason.verdict),
        reason.text,
        place_marks(reason.places),
        evidence_mark(reason),
        below,
    )
