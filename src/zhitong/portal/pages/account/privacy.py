"""What the site does with personal data, from the same table by which it is exported and erased."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhitong.portal.flows.personal.rules import PURPOSES, RULES
from zhitong.portal.pages.access import Audience, open_to


@open_to(Audience.EVERYONE)
def privacy(request: HttpRequest) -> HttpResponse:
    """The notice: purposes, kinds, how long, rights."""
    return render(request, "account/privacy.html", {"rules": RULES, "purposes": PURPOSES})
