"""Claims of the officer's county: the queue, one claim beside the register's word, its proof."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhitong.portal.accounts.perms import Viewer, signed_in
from zhitong.portal.businesses.bindings.claiming import approve_claim, proof_of, refuse_claim
from zhitong.portal.businesses.bindings.perms import deciding_counties
from zhitong.portal.businesses.bindings.proofs import SUFFIXES
from zhitong.portal.businesses.bindings.queries import claim_page, claims_waiting, count_waiting
from zhitong.portal.businesses.proposals.queries import count_waiting as count_corrections
from zhitong.portal.flows.personal.reach import handling_regions
from zhitong.portal.foundation.problems import NotFound, Refusal
from zhitong.portal.pages.access import Audience, open_to


@dataclass(frozen=True, slots=True)
class OwnersWork:
    """What owners wait for in the officer's county; not shown to whoever decides nothing."""

    is_shown: bool
    claims: int = 0
    corrections: int = 0


def owners_work(person: Viewer) -> OwnersWork:
    """For the desk; two queries for those who decide."""
    if not deciding_counties(person):
        return OwnersWork(bool(handling_regions(person)))
    return OwnersWork(True, count_waiting(person), count_corrections(person))


@open_to(Audience.OFFICER)
def bindings(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first."""
    return render(request, "officer/bindings.html", {"rows": claims_waiting(request.user)})


@open_to(Audience.OFFICER)
def binding(request: HttpRequest, number: int) -> HttpResponse:
    """One claim; a POST approves or refuses it and goes on to the queue."""
    refusal: Refusal | None = None
    reason = request.POST.get("reason", "")[:400]
    if request.method == "POST":
        try:
            if request.POST.get("act") == "approve":
                approve_claim(person=signed_in(request.user), number=number)
            else:
                refuse_claim(person=signed_in(request.user), number=number, reason=reason)
        except NotFound:
            raise
        except Refusal as found:
            refusal = found
        else:
            messages.success(request, _("已办结。"))
            return redirect("bindings")
    page = {"one": claim_page(request.user, number), "refusal": refusal, "reason": reason}
    return render(request, "officer/binding.html", page, status=400 if refusal else 200)


@open_to(Audience.OFFICER)
@require_POST
def binding_proof(request: HttpRequest, number: int) -> HttpResponse:
    """The proof as a download, for the officer who decides; opening it is written down, hence a POST."""
    kind, content = proof_of(request.user, number)
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="claim-{number}.{SUFFIXES[kind]}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
