"""Consents, a copy of one's data, and erasure."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhitong.portal.accounts.perms import signed_in
from zhitong.portal.accounts.queries import data_requests_of
from zhitong.portal.flows.personal.consenting import agree, consents, withdraw
from zhitong.portal.flows.personal.erasing import ask_erasure, take_back_erasure
from zhitong.portal.flows.personal.exporting import ask_export, export_file
from zhitong.portal.foundation.problems import NotFound, Refusal
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.rates import limited


@open_to(Audience.SIGNED_IN, before_second_factor=True)
@limited("form")
def own_data(request: HttpRequest) -> HttpResponse:
    """What one agreed to and asked for; a POST does one thing and returns here."""
    if request.method == "POST":
        messages.success(request, do(request))
        return redirect("own_data")
    shown = {"consents": consents(request.user), "requests": data_requests_of(request.user)}
    return render(request, "account/own_data.html", shown)


def do(request: HttpRequest) -> str:
    """One act; what to say afterwards."""
    person, key = signed_in(request.user), request.POST.get("purpose", "")
    match request.POST.get("act", ""):
        case "agree":
            agree(person=person, key=key)
            return _("已同意，可随时撤回。")
        case "withdraw":
            withdraw(person=person, key=key)
            return _("已撤回，马上生效。")
        case "export":
            ask_export(person=person)
            return _("正在整理，几分钟后刷新这一页下载。")
        case "erase":
            ask_erasure(person=person)
            return _("删除申请已收到，由工作人员办理；办结前可以撤回。")
        case "keep":
            take_back_erasure(person=person)
            return _("删除申请已撤回。")
    raise Refusal(_("没有这种操作。"), _("请用页面上的按钮。"))


@open_to(Audience.SIGNED_IN, before_second_factor=True)
@reauthentication_required()  # type: ignore[untyped-decorator] # the library has no types
def own_copy(request: HttpRequest, number: int) -> HttpResponse:
    """The copy as a file, for its person only, who says the password again first."""
    if number >= 2**63:
        raise NotFound
    answer = HttpResponse(
        export_file(person=signed_in(request.user), number=number), content_type="application/zip"
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="zhitong-data.zip"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
