"""Words people searched for in vain, and what is done about them; nothing about who asked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhitong.portal.accounts.perms import can_import_documents
from zhitong.portal.documents.search.missed import (
    LONGEST_MEANING,
    LONGEST_NOTE,
    missed_terms,
    reopen_term,
    settle_term,
)
from zhitong.portal.pages.access import Audience, open_to


@open_to(Audience.OFFICER)
def missed_words(request: HttpRequest) -> HttpResponse:
    """The open words first, the settled ones below."""
    shown = {
        "missed": missed_terms(),
        "may_judge": can_import_documents(request.user),
        "longest_note": LONGEST_NOTE,
        "longest_meaning": LONGEST_MEANING,
    }
    return render(request, "officer/missed_terms.html", shown)


@open_to(Audience.OFFICER)
@require_POST
def judge_word(request: HttpRequest) -> HttpResponse:
    """Settles a word by a synonym or a note, or takes that back."""
    if not can_import_documents(request.user):
        raise PermissionDenied(_("处理这些词需要“编辑”或“审核”职责。"))
    sent = request.POST
    term = sent.get("term", "")[:24]
    if "reopen" in sent:
        reopen_term(term=term, person=request.user)
        messages.success(request, _("已恢复为待处理。"))
    else:
        settle_term(term=term, means=sent.get("means", ""), note=sent.get("note", ""), person=request.user)
        messages.success(request, _("已记下，马上生效。"))
    return HttpResponseRedirect(reverse("missed_words"))
