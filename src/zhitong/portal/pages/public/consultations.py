"""The list of public consultations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zhitong.portal.consultations.queries.public import public_list
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import page_number


@open_to(Audience.EVERYONE)
def consultations(request: HttpRequest) -> HttpResponse:
    """Open ones first, then those to come, being answered, answered, cancelled."""
    listed = public_list(timezone.localdate(), number=page_number(request))
    groups = [(phase, rows, listed.totals[phase]) for phase, rows in listed.groups]
    shown = {"groups": groups, "page": listed.page}
    return render(request, "public/consultations.html", shown)
