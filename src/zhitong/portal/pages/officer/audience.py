"""The businesses behind a figure."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.matches.queries import audience_businesses, latest_run
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import page_number, whole_number
from zhitong.portal.pages.regions import region_name
from zhitong.portal.provisions.queries import provision_rows


@open_to(Audience.OFFICER)
def audience(request: HttpRequest, key: str, verdict: str) -> HttpResponse:
    """Met, unknown or not met, within the officer's regions, narrowed to `?region=`."""
    run = latest_run()
    region = str(whole_number(request, "region") or "")
    page = audience_businesses(request.user, key, verdict=verdict, region=region, number=page_number(request))
    row = provision_rows(on=run.as_of, keys=[key]).get(key) if run else None
    if row is None:
        raise NotFound()
    shown = {
        "run": run,
        "provision": row,
        "verdict": verdict,
        "page": page,
        "region": region,
        "region_name": region_name(region) if region else "",
    }
    return render(request, "officer/audience.html", shown)
