"""我的主体: facts with source and freshness, corrections, size class, people, what turned."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitong.portal.accounts.perms import signed_in
from zhitong.portal.businesses.bindings.inviting import end_binding, invite, take_back
from zhitong.portal.businesses.bindings.perms import role_in
from zhitong.portal.businesses.bindings.queries import invitations_of, people_of
from zhitong.portal.businesses.proposals.proposing import propose, withdraw_proposal
from zhitong.portal.businesses.proposals.queries import proposals_of
from zhitong.portal.businesses.queries import FactRow, business_page, facts_of, find_business, my_businesses
from zhitong.portal.businesses.sizing import size_working
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.flows.verdict_history import verdict_history
from zhitong.portal.foundation.problems import NotFound, Refusal
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.business.questions import Asked, field_of
from zhitong.portal.pages.rates import limited

LONGEST = 300
FIELDS = ("act", "fact", "value", "unit", "note", "number", "role", "ends")


@open_to(Audience.SIGNED_IN)
@limited("form")
def my_business(request: HttpRequest, uscc: str) -> HttpResponse:
    """For those who act for the business; a POST does one thing and returns here."""
    if not role_in(request.user, uscc):
        raise NotFound
    sent = {name: request.POST.get(name, "").strip()[:LONGEST] for name in FIELDS}
    refusal: Refusal | None = None
    link = ""
    if request.method == "POST":
        try:
            link = do(request, uscc, sent)
        except NotFound:
            raise
        except Refusal as found:
            refusal = found
        else:
            messages.success(request, _("已保存。"))
            if not role_in(request.user, uscc):
                return redirect("account")
            if not link:
                return redirect("my_business", uscc)
    page = shown(request, uscc, sent, refusal, link)
    return render(request, "business/my_business.html", page, status=400 if refusal else 200)


def do(request: HttpRequest, uscc: str, sent: Mapping[str, str]) -> str:
    """One act; the address of an invitation, else ""."""
    person, on = signed_in(request.user), timezone.localdate()
    match sent["act"]:
        case "propose":
            bare = sent["value"][-1:].isdigit()
            text = sent["value"] + sent["unit"][:4] if bare else sent["value"]
            propose(person=person, uscc=uscc, fact=sent["fact"], text=text, note=sent["note"], on=on)
        case "withdraw":
            withdraw_proposal(person=person, uscc=uscc, number=number_of(sent))
        case "invite":
            secret = invite(person=person, uscc=uscc, role=sent["role"], ends=day_of(sent["ends"]), on=on)
            return request.build_absolute_uri(reverse("invitation", args=[secret]))
        case "take_back":
            take_back(person=person, uscc=uscc, number=number_of(sent))
        case "end":
            end_binding(person=person, uscc=uscc, number=number_of(sent))
        case _:
            raise Refusal(_("没有这种操作。"), _("请用页面上的按钮。"))
    return ""


def number_of(sent: Mapping[str, str]) -> int:
    """The row named by a button, or NotFound."""
    text = sent["number"]
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise NotFound
    return int(text)


def day_of(text: str) -> date | None:
    """A day, None when left open, or a Refusal."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal(_("到期日不是日期。"), _("日期写作 2026-11-24。")) from None


def freshness(row: FactRow, on: date) -> str:
    """Whether a value still counts: `fresh`, `stale`, or `lasting` where it never grows old."""
    definition = vocabulary()[row.key]
    if definition.freshness_days is None:
        return "lasting"
    return "stale" if definition.is_stale(row.as_of, on) else "fresh"


def correcting(request: HttpRequest, sent: Mapping[str, str]) -> Asked | None:
    """The field for the fact somebody wants to correct."""
    key = sent["fact"] or request.GET.get("fact", "")
    definition = vocabulary().get(key)
    if definition is None or definition.derived or definition.inputs:
        return None
    return Asked(
        key, definition.label, definition.label, definition.help, typed=sent["value"], **field_of(definition)
    )


def shown(
    request: HttpRequest, uscc: str, sent: Mapping[str, str], refusal: Refusal | None, link: str
) -> dict[str, Any]:
    """What the page shows; what was typed stays when it was refused."""
    on = timezone.localdate()
    page = business_page(request.user, uscc, on)
    return {
        "business": page.business,
        "role": role_in(request.user, uscc),
        "others": [one for one in my_businesses(request.user) if one.uscc != uscc],
        "used": [(row, freshness(row, on)) for row in page.facts if row.is_used],
        "unused": [row for row in page.facts if not row.is_used],
        "stale": sum(freshness(row, on) == "stale" for row in page.facts if row.is_used),
        "proposals": proposals_of(uscc),
        "size": size_working(facts_of(find_business(request.user, uscc), on), on),
        "people": people_of(request.user, uscc),
        "invitations": invitations_of(request.user, uscc, on),
        "history": verdict_history(request.user, uscc, on),
        "correcting": correcting(request, sent),
        "correctable": [
            (one.key, one.label) for one in vocabulary().values() if not one.derived and not one.inputs
        ],
        "sent": sent,
        "refusal": refusal,
        "link": link,
        "link_days": 7,
    }
