"""Who may open a page. Every view says it, and a test walks every address."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from zhitong.portal.accounts.perms import Viewer, is_leader, is_officer, lacks_second_factor
from zhitong.portal.foundation.problems import NotFound, Refusal, TooLarge, TooMany
from zhitong.portal.pages.failures import refused
from zhitong.portal.pages.rates import late

View = Callable[..., HttpResponseBase]


class Audience(StrEnum):
    """The circles of people a page can be open to; rows inside are bounded further by perms of rooms."""

    EVERYONE = "everyone"
    SIGNED_IN = "signed_in"
    OWNER = "owner"
    OFFICER = "officer"
    LEADER = "leader"


def belongs(person: Viewer, audience: Audience) -> bool:
    """Whether a signed-in person is of an audience; an owner's rows are decided per business."""
    if audience is Audience.OFFICER:
        return bool(is_officer(person))
    if audience is Audience.LEADER:
        return bool(is_leader(person))
    return True


def answer(view: View, request: HttpRequest, *arguments: object, **names: object) -> HttpResponseBase:
    """The view's answer; a refusal of any room becomes a page that says what to do."""
    try:
        return view(request, *arguments, **names)
    except NotFound as problem:
        raise Http404(str(problem)) from problem
    except TooMany as problem:
        return late(request, problem)
    except TooLarge as problem:
        return refused(request, problem, status=413)
    except Refusal as problem:
        return refused(request, problem, status=400)


def open_to(audience: Audience, *, before_second_factor: bool = False) -> Callable[[View], View]:
    """Marks and guards a view: strangers are asked to sign in, others are told why not.

    Staff who must have a second factor and have none are sent to set it up first, except on the pages
    where that is done (`before_second_factor`).
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: object, **names: object) -> HttpResponseBase:
            if audience is not Audience.EVERYONE:
                if not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path())
                if not belongs(request.user, audience):
                    raise PermissionDenied(_("这一页只对有相应职责的账号开放。"))
                if not before_second_factor and lacks_second_factor(request.user):
                    return redirect("mfa_index")
            return answer(view, request, *arguments, **names)

        guarded.open_to = audience  # type: ignore[attr-defined] # read by the test that walks every address
        return guarded

    return guard
