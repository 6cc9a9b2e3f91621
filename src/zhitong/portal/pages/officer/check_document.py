"""Checking a document, and judging that a finding does not apply."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhitong.portal.accounts.perms import can_import_documents
from zhitong.portal.documents.review.checking import CheckPage, check_page
from zhitong.portal.documents.review.dismissing import LONGEST_REASON, dismiss_finding, restore_finding
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import asked_day, words

SEVERITIES = ("error", "warning", "info")


def groups_of(page: CheckPage) -> list[tuple[str, list[object]]]:
    """The standing findings by severity, gravest first; empty groups are left out."""
    return [(name, list(found)) for name in SEVERITIES if (found := page.of(name))]


@open_to(Audience.OFFICER)
def check_document(request: HttpRequest, key: str) -> HttpResponse:
    """The findings as of today, or of a day asked."""
    as_of, _not_a_day = asked_day(request)
    page = check_page(key, against=words(request, "against", 80), as_of=as_of)
    shown = {
        "page": page,
        "document": page.document,
        "groups": groups_of(page),
        "upper": page.upper.key if page.upper else "",
        "may_judge": can_import_documents(request.user),
        "longest_reason": LONGEST_REASON,
    }
    return render(request, "officer/check_document.html", shown)


@open_to(Audience.OFFICER)
@require_POST
def judge_finding(request: HttpRequest, key: str) -> HttpResponse:
    """Dismisses a finding with a reason, or takes that back, and returns to the list."""
    if not can_import_documents(request.user):
        raise PermissionDenied(_("排除提示需要“编辑”或“审核”职责。"))
    rule, mark = request.POST.get("rule", "")[:60], request.POST.get("mark", "")[:64]
    if "restore" in request.POST:
        restore_finding(key=key, rule=rule, mark=mark, person=request.user)
        messages.success(request, _("已恢复，这条提示重新列出。"))
    else:
        reason = request.POST.get("reason", "")
        dismiss_finding(key=key, rule=rule, mark=mark, reason=reason, person=request.user)
        messages.success(request, _("已排除，可在页面末尾恢复。"))
    against = request.POST.get("against", "")
    query = f"?{urlencode({'against': against})}" if against else ""
    return HttpResponseRedirect(reverse("check_document", args=[key]) + query)
