"""One page of figures for a leader; every number opens its rows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhitong.portal.accounts.queries import desk_of
from zhitong.portal.businesses.queries import registry_state, search_businesses
from zhitong.portal.matches.queries import audience_table
from zhitong.portal.pages.access import Audience, open_to


@open_to(Audience.LEADER)
def figures(request: HttpRequest) -> HttpResponse:
    """Businesses, who meets what, what is unknown, and sums per provision."""
    table = audience_table(request.user)
    live = [row for row in table.rows if row.provision.state in ("open", "not_stated")]
    shown = {
        "desk": desk_of(request.user),
        "table": table,
        "rows": live,
        "largest": max((row.met + row.unknown for row in live), default=0),
        "businesses": search_businesses(request.user, size=1).total,
        "registry": registry_state(),
        "reached": sum(bool(row.met) for row in live),
        "unknown_only": sum(not row.met and bool(row.unknown) for row in live),
    }
    return render(request, "leader/figures.html", shown)
