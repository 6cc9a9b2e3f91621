"""A lower document against its upper one, side by side; a person confirms or corrects what answers what."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhitong.portal.accounts.perms import can_import_documents
from zhitong.portal.documents.review.comparing import ComparePage, UpperRow, compare_page
from zhitong.portal.documents.review.linking import LONGEST_NOTE, confirm_link, withdraw_link
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import one_of

COVERAGES = ("full", "partial", "none")


def shown_rows(page: ComparePage, only: str) -> list[UpperRow]:
    """The upper measures of one coverage, or all; those a person settled stay in sight under any filter."""
    return [
        one
        for one in page.measures
        if not only or one.coverage == only or (one.suggested == only and one.coverage != one.suggested)
    ]


def share_words(share: float | None) -> str:
    """A share as `12.5%`; a dash where it has no meaning."""
    return "—" if share is None else f"{round(share * 100, 1):g}%"


@open_to(Audience.OFFICER)
def compare_documents(request: HttpRequest, key: str, upper: str) -> HttpResponse:
    """All upper measures, or those of one coverage (`?only=none`)."""
    page = compare_page(key, upper)
    only = one_of(request, "only", COVERAGES)
    counted = page.counted()
    shown = {
        "page": page,
        "rows": shown_rows(page, only),
        "only": only,
        "targets": [(one["upper"], one["lower"], share_words(one["share"])) for one in page.targets],
        "counts": [(name, counted[name]) for name in COVERAGES],
        "may_judge": can_import_documents(request.user),
        "longest_note": LONGEST_NOTE,
    }
    return render(request, "officer/compare_documents.html", shown)


@open_to(Audience.OFFICER)
@require_POST
def judge_link(request: HttpRequest, key: str, upper: str) -> HttpResponse:
    """Confirms, corrects or withdraws one link and returns to its measure."""
    if not can_import_documents(request.user):
        raise PermissionDenied(_("确认承接关系需要“编辑”或“审核”职责。"))
    sent = request.POST
    upper_path, lower_path = sent.get("upper_path", "")[:500], sent.get("lower_path", "").strip()[:500]
    turn = sent.get("turn", "")
    known = int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 7 else 0
    places = {"lower": (key, lower_path), "upper": (upper, upper_path)}
    if "withdraw" in sent:
        withdraw_link(**places, known_turn=known, person=request.user)
        messages.success(request, _("已撤销，恢复为程序的建议。"))
    else:
        confirm_link(
            **places,
            grade=sent.get("grade", ""),
            note=sent.get("note", ""),
            known_turn=known,
            person=request.user,
        )
        messages.success(request, _("已确认，今后以此为准。"))
    place = sent.get("place", "")
    anchor = f"#u{place}" if place.isascii() and place.isdigit() else ""
    only = sent.get("only", "")
    query = f"?{urlencode({'only': only})}" if only in COVERAGES else ""
    return HttpResponseRedirect(reverse("compare_documents", args=[key, upper]) + query + anchor)
