"""Corrections businesses of the officer's county proposed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhitong.portal.accounts.perms import signed_in
from zhitong.portal.businesses.proposals.proposing import refuse_proposal, verify_proposal
from zhitong.portal.businesses.proposals.queries import proposals_waiting
from zhitong.portal.foundation.problems import NotFound, Refusal
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.business.my_business import number_of


@open_to(Audience.OFFICER)
def corrections(request: HttpRequest) -> HttpResponse:
    """The queue, oldest first; a POST decides one and returns here."""
    sent = {name: request.POST.get(name, "")[:400] for name in ("act", "number", "source", "reason")}
    refusal: Refusal | None = None
    if request.method == "POST":
        number = number_of(sent)
        try:
            if sent["act"] == "verify":
                verify_proposal(person=signed_in(request.user), number=number, source=sent["source"])
            else:
                refuse_proposal(person=signed_in(request.user), number=number, reason=sent["reason"])
        except NotFound:
            raise
        except Refusal as found:
            refusal = found
        else:
            messages.success(request, _("已办结。"))
            return redirect("corrections")
    page = {"rows": proposals_waiting(request.user), "refusal": refusal, "sent": sent}
    return render(request, "officer/corrections.html", page, status=400 if refusal else 200)
