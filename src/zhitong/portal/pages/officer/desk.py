"""The officer's desk: what the newest run says about the own region."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from zhitong.portal.accounts.perms import (
    can_import_businesses,
    can_import_documents,
    is_administrator,
)
from zhitong.portal.accounts.queries import desk_of
from zhitong.portal.businesses.queries import registry_state, search_businesses
from zhitong.portal.consultations.queries.desk import reminders
from zhitong.portal.flows.resting import work_of
from zhitong.portal.matches.queries import audience_table
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.officer.bindings import owners_work


@open_to(Audience.SIGNED_IN)
def desk(request: HttpRequest) -> HttpResponse:
    """Counts per provision, each leading to its rows; an owner is led to the own statement."""
    desk = desk_of(request.user)
    if not desk.is_officer:
        return redirect("statements")
    table = audience_table(request.user)
    shown = {
        "consulting": reminders(request.user, timezone.localdate()),
        "desk": desk,
        "owners_work": owners_work(request.user),
        "resting": work_of(request.user, timezone.localdate()),
        "table": table,
        "businesses": search_businesses(request.user, size=1).total,
        "registry": registry_state(),
        "may_import_businesses": can_import_businesses(request.user),
        "may_see_jobs": is_administrator(request.user),
        "may_import_documents": can_import_documents(request.user),
    }
    return render(request, "officer/desk.html", shown)
