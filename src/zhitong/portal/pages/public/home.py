"""Home: one question."""

from django.http import HttpRequest, HttpResponse


def home(request: HttpRequest) -> HttpResponse:
    """The first page."""
    return HttpResponse("直通")
