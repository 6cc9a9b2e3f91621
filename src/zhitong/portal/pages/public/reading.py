"""The switches at the foot of every page: language, light or dark, size of print."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.appearance import COOKIES

A_YEAR_SECONDS = 365 * 24 * 3600


@open_to(Audience.EVERYONE)
@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """Keeps what was chosen in a cookie and goes back to where the person was."""
    wanted = request.POST.get("next", "/")
    address = wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/"
    response = HttpResponseRedirect(address)
    for field, (cookie, offered) in COOKIES.items():
        value = request.POST.get(field, "")
        if value in offered:
            response.set_cookie(
                cookie,
                value,
                max_age=A_YEAR_SECONDS,
                samesite="Lax",
                httponly=True,
                secure=request.is_secure(),
            )
    return response
