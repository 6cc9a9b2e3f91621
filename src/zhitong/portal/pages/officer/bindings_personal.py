"""What people of the officer's region ask about their own data and their lost phones."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhitong.portal.accounts.perms import signed_in
from zhitong.portal.flows.personal.erasing import erase, erasures_waiting, refuse_erasure
from zhitong.portal.flows.personal.resetting import ask_reset, confirm_reset, drop_reset, resets_waiting
from zhitong.portal.foundation.problems import Refusal
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.business.my_business import number_of

FIELDS = ("act", "number", "reason", "login")


@open_to(Audience.OFFICER)
def personal_requests(request: HttpRequest) -> HttpResponse:
    """Erasures and resets; a POST does one thing and returns here."""
    sent = {name: request.POST.get(name, "").strip()[:400] for name in FIELDS}
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            do(request, sent)
        except Refusal as found:
            refusal = found
        else:
            messages.success(request, _("已办结。"))
            return redirect("personal_requests")
    page = {
        "erasures": erasures_waiting(request.user),
        "resets": resets_waiting(request.user),
        "sent": sent,
        "refusal": refusal,
    }
    return render(request, "officer/personal_requests.html", page, status=400 if refusal else 200)


def do(request: HttpRequest, sent: dict[str, str]) -> None:
    """One act of the page."""
    officer = signed_in(request.user)
    match sent["act"]:
        case "erase":
            erase(officer=officer, number=number_of(sent))
        case "refuse":
            refuse_erasure(officer=officer, number=number_of(sent), reason=sent["reason"])
        case "ask":
            ask_reset(officer=officer, login=sent["login"], reason=sent["reason"])
        case "confirm":
            confirm_reset(officer=officer, number=number_of(sent))
        case "drop":
            drop_reset(officer=officer, number=number_of(sent))
        case _:
            raise Refusal(_("没有这种操作。"), _("请用页面上的按钮。"))
