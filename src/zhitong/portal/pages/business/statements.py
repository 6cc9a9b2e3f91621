"""The businesses a person runs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhitong.portal.businesses.queries import my_businesses
from zhitong.portal.pages.access import Audience, open_to


@open_to(Audience.SIGNED_IN)
def statements(request: HttpRequest) -> HttpResponse:
    """Straight to the statement when there is only one business."""
    mine = my_businesses(request.user)
    if len(mine) == 1:
        return redirect("statement", mine[0].uscc)
    return render(request, "business/statements.html", {"businesses": mine})
