"""The registry within the officer's regions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhitong.portal.accounts.perms import can_import_businesses, covers, regions_of
from zhitong.portal.businesses.queries import search_businesses
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import one_of, page_number, words
from zhitong.portal.pages.choices import BUSINESS_KINDS
from zhitong.portal.pages.regions import regions_below


@open_to(Audience.OFFICER)
def businesses(request: HttpRequest) -> HttpResponse:
    """Businesses by words, kind and place; others' regions do not exist here."""
    prefixes = regions_of(request.user)
    places = regions_below(prefixes)
    region = one_of(request, "region", dict(places))
    asked = {
        "text": words(request),
        "kind": one_of(request, "kind", BUSINESS_KINDS),
        "region": region if region and covers(prefixes, region) else "",
    }
    shown = {
        "page": search_businesses(
            request.user,
            text=asked["text"],
            kind=asked["kind"],
            region=asked["region"],
            number=page_number(request),
        ),
        "asked": asked,
        "is_narrowed": any(asked.values()),
        "kinds": list(BUSINESS_KINDS.items()),
        "places": places,
        "may_import": can_import_businesses(request.user),
    }
    return render(request, "officer/businesses.html", shown)
