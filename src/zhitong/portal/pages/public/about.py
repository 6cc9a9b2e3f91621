"""How figures are made, in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhitong.portal.matches.queries import latest_run
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.provisions.queries import pack_list


@open_to(Audience.EVERYONE)
def about(request: HttpRequest) -> HttpResponse:
    """The thread from a sentence to a figure, the packs loaded, and the newest run."""
    return render(request, "public/about.html", {"packs": pack_list(), "run": latest_run()})
