"""One's account at a glance, and what to do there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhitong.portal.accounts.perms import has_second_factor
from zhitong.portal.accounts.queries import desk_of
from zhitong.portal.businesses.queries import my_businesses
from zhitong.portal.pages.access import Audience, open_to


@open_to(Audience.SIGNED_IN, before_second_factor=True)
def overview(request: HttpRequest) -> HttpResponse:
    """What belongs to the account."""
    shown = {
        "desk": desk_of(request.user),
        "has_second_factor": has_second_factor(request.user),
        "businesses": my_businesses(request.user),
    }
    return render(request, "account/overview.html", shown)
