"""Who asks too often is told when to ask again; counted per person, else per address as a keyed mark."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from zhitong.portal.foundation.problems import TooMany
from zhitong.portal.foundation.rates import take
from zhitong.portal.pages.failures import refused

View = Callable[..., Any]


def asker(request: HttpRequest) -> str:
    """The person signed in, else the address behind trusted proxies; only a mark of it is kept."""
    if request.user.is_authenticated:
        return f"person {request.user.pk}"
    try:
        return f"address {get_adapter(request).get_client_ip(request)}"
    except PermissionDenied:  # a proxy that hides every address: all of them share one limit
        return "address"


def limited(name: str, *methods: str) -> Callable[[View], View]:
    """At most so many requests of these methods (POST when none is given) as `RATE_LIMITS` allows."""
    counted = methods or ("POST",)

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: object, **names: object) -> Any:
            if request.method in counted:
                take(name, asker(request))
            return view(request, *arguments, **names)

        return guarded

    return guard


def late(request: HttpRequest, problem: TooMany) -> HttpResponse:
    """429 with when to ask again."""
    answer = refused(request, problem, status=429)
    answer.headers["Retry-After"] = str(problem.wait_seconds)
    return answer


def too_many(request: HttpRequest) -> HttpResponse:
    """429 from the sign-in library, which does not say for how long."""
    return late(request, TooMany(60))
