"""One provision's audience by league, city or county."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.matches.queries import audience_regions, latest_run
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.provisions.queries import provision_page


@open_to(Audience.OFFICER)
def spread(request: HttpRequest, key: str) -> HttpResponse:
    """Where the businesses are that meet it, and where it is unknown."""
    run = latest_run()
    if run is None:
        raise NotFound()
    page = provision_page(key, on=run.as_of)
    rows = audience_regions(request.user, key)
    shown = {
        "run": run,
        "provision": page.provision,
        "places": list(page.references.values()),
        "rows": rows,
        "met": sum(row.met for row in rows),
        "unknown": sum(row.unknown for row in rows),
        "largest": max((row.met + row.unknown for row in rows), default=0),
    }
    return render(request, "leader/spread.html", shown)
