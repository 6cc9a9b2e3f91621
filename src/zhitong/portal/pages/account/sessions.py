"""How long a session lives, seeing one's own sessions and ending them."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhitong.portal.accounts.sessions import end_others, end_session, sessions_of
from zhitong.portal.pages.access import Audience, open_to

BEGAN, SEEN = "began_at", "seen_at"
STEP_SECONDS = 60  # the time last seen is written once a minute at most
Answer = Callable[[HttpRequest], HttpResponse]


def began(request: HttpRequest) -> None:
    """Notes when this sign-in began."""
    request.session[BEGAN] = request.session[SEEN] = int(timezone.now().timestamp())


def session_limits(get_response: Answer) -> Answer:
    """Ends a session that lay idle or lasted too long; says so on the next page."""

    def answer(request: HttpRequest) -> HttpResponse:
        if BEGAN in request.session:
            now = int(timezone.now().timestamp())
            start, seen = request.session[BEGAN], request.session.get(SEEN, now)
            idle = timedelta(minutes=settings.SESSION_IDLE_MINUTES).total_seconds()
            longest = timedelta(hours=settings.SESSION_LONGEST_HOURS).total_seconds()
            if now - seen > idle or now - start > longest:
                logout(request)
                messages.info(request, _("登录已超时，请重新登录。"))
            elif now - seen >= STEP_SECONDS:
                request.session[SEEN] = now
        return get_response(request)

    return answer


@open_to(Audience.SIGNED_IN, before_second_factor=True)
def sessions(request: HttpRequest) -> HttpResponse:
    """Where this account is signed in."""
    shown = {"sessions": sessions_of(request.user, request.session.session_key or "")}
    return render(request, "account/sessions.html", shown)


@open_to(Audience.SIGNED_IN, before_second_factor=True)
@require_POST
def stop_session(request: HttpRequest) -> HttpResponse:
    """Ends one session, or all others."""
    current = request.session.session_key or ""
    number = request.POST.get("number", "")
    if number.isascii() and number.isdigit() and len(number) < 16:
        end_session(person=request.user, number=int(number))
    else:
        end_others(person=request.user, current=current)
    messages.success(request, _("已结束所选的登录。"))
    return redirect("sessions")
