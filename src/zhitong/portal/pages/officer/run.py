"""The newest run of all rules over all businesses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhitong.portal.businesses.queries import registry_state
from zhitong.portal.matches.queries import latest_run
from zhitong.portal.pages.access import Audience, open_to


@open_to(Audience.OFFICER)
def run(request: HttpRequest) -> HttpResponse:
    """When it ran, over what, and by which rules."""
    return render(request, "officer/run.html", {"run": latest_run(), "registry": registry_state()})
