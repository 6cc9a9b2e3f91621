"""What every answer carries: a content security policy, and the language the person chose."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

Answer = Callable[[HttpRequest], HttpResponse]

LANGUAGE_COOKIE = "zhitong_language"

# Images may be `data:` because form controls draw their marks that way in CSS.
OTHER_HOUSE = f"{urlsplit(settings.OIDC_ISSUER).scheme}://{urlsplit(settings.OIDC_ISSUER).netloc}"
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        # Browsers hold redirects after a form against this list: signing in may lead to another house.
        f"form-action 'self' {OTHER_HOUSE}" if settings.OIDC_ISSUER else "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


def content_security_policy(get_response: Answer) -> Answer:
    """Nothing inline, nothing from elsewhere: no page needs an outside request."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return answer


def chosen_language(get_response: Answer) -> Answer:
    """Chinese, unless the person chose another language by the switch.

    The browser's own languages are not asked: a phone set to English still belongs to
    somebody who came for a Chinese document.
    """
    offered = {code for code, _name in settings.LANGUAGES}

    def answer(request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get(LANGUAGE_COOKIE, "")
        language = wanted if wanted in offered else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response

    return answer
