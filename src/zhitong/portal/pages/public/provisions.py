"""The list of provisions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import one_of, page_number, words
from zhitong.portal.pages.choices import PROVISION_KINDS, PROVISION_STATES
from zhitong.portal.pages.regions import region_choices
from zhitong.portal.provisions.queries import provision_list, provision_rows


@open_to(Audience.EVERYONE)
def provisions(request: HttpRequest) -> HttpResponse:
    """Provisions by words, kind, state, topic and region; those in force first."""
    today = timezone.localdate()
    rows = provision_rows(on=today).values()
    topics = sorted({topic for row in rows for topic in row.topics})
    regions = region_choices({row.region for row in rows})
    asked = {
        "text": words(request),
        "kind": one_of(request, "kind", PROVISION_KINDS),
        "state": one_of(request, "state", PROVISION_STATES),
        "topic": one_of(request, "topic", topics),
        "region": one_of(request, "region", dict(regions)),
    }
    return render(
        request,
        "public/provisions.html",
        {
            "page": provision_list(on=today, number=page_number(request), size=40, **asked),
            "asked": asked,
            "is_narrowed": any(asked.values()),
            "kinds": list(PROVISION_KINDS.items()),
            "states": list(PROVISION_STATES.items()),
            "topics": topics,
            "regions": regions,
        },
    )
