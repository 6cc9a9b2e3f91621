"""Claiming a business, and taking an invitation."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhitong.portal.accounts.perms import signed_in
from zhitong.portal.businesses.bindings.claiming import Claiming, claim, withdraw_claim
from zhitong.portal.businesses.bindings.inviting import accept, invitation_of
from zhitong.portal.businesses.bindings.proofs import MEGABYTES
from zhitong.portal.businesses.bindings.queries import my_claims
from zhitong.portal.foundation.limits import check_size
from zhitong.portal.foundation.problems import NotFound, Refusal, TooMany
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.business.my_business import number_of
from zhitong.portal.pages.rates import limited


def proof_in(request: HttpRequest) -> bytes:
    """The uploaded file within the limit, looked at before it is read; b"" when none came."""
    file = request.FILES.get("proof")
    if not isinstance(file, UploadedFile):
        return b""
    check_size(_("证明文件"), file.size or 0, MEGABYTES)
    return bytes(file.read())


@open_to(Audience.SIGNED_IN)
def claims(request: HttpRequest) -> HttpResponse:
    """The form and what was claimed so far; the answer is the same whatever the register holds."""
    sent = {name: request.POST.get(name, "").strip()[:300] for name in ("uscc", "note")}
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            claim(
                person=signed_in(request.user), said=Claiming(sent["uscc"], sent["note"], proof_in(request))
            )
        except (NotFound, TooMany):
            raise
        except Refusal as found:
            refusal = found
        else:
            messages.success(request, _("申请已收到，由登记地旗县的工作人员核验，结果在这里看。"))
            return redirect("claims")
    page = {"claims": my_claims(request.user), "sent": sent, "refusal": refusal, "megabytes": MEGABYTES}
    return render(request, "account/claims.html", page, status=400 if refusal else 200)


@open_to(Audience.SIGNED_IN)
@require_POST
def stop_claim(request: HttpRequest) -> HttpResponse:
    """Takes one's own claim back."""
    withdraw_claim(
        person=signed_in(request.user), number=number_of({"number": request.POST.get("number", "")})
    )
    messages.success(request, _("申请已撤回，证明文件已删除。"))
    return redirect("claims")


@open_to(Audience.SIGNED_IN)
@limited("form", "GET", "POST")
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Asks first, binds on POST; whoever is signed in takes it."""
    today = timezone.localdate()
    held = invitation_of(secret, today)
    if request.method == "POST":
        accept(person=signed_in(request.user), secret=secret, on=today)
        messages.success(request, _("已绑定。"))
        return redirect("my_business", held.business.uscc)
    shown = {"name": held.business.name, "role": held.role, "ends": held.ends}
    return render(request, "account/invitation.html", shown)
