"""The list of public consultations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zhitong.portal.consultations.queries.public import public_list
from zhitong.portal.pages.access import Audience, open_to


@open_to(Audience.EVERYONE)
def consultations(request: HttpRequest) -> HttpResponse:
    """Open ones first, then those to come, being answered, answered, cancelled."""
    listed = public_list(timezone.localdate())
    shown = {"groups": [(phase, rows) for phase, rows in listed.items() if rows or phase == "open"]}
    return render(request, "public/consultations.html", shown)
