"""Which region a document belongs to: what its issuer tells, confirmed or chosen by the officer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.documents.importing.placing import place_of
from zhitong.portal.documents.perms import editing_regions
from zhitong.portal.documents.review.workbench import may_edit
from zhitong.portal.flows.library import move_document
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.regions import region_name, regions_below


def choices_for(person: Viewer, *also: str) -> list[tuple[str, str]]:
    """(code, name) of the regions a person may choose, with those already named."""
    found = dict(regions_below(editing_regions(person)))
    for one in also:
        if one:
            found.setdefault(one, region_name(one))
    return sorted(found.items())


@open_to(Audience.OFFICER)
def place(request: HttpRequest, key: str) -> HttpResponse:
    """The form, and keeping it; afterwards the workbench, which the choice may just have opened."""
    shown = place_of(key, request.user)
    if not shown.may_change:
        raise PermissionDenied(_("更改地区需要该地区或上级的“编辑”或“审核”职责。"))
    if request.method == "POST":
        sent = request.POST
        move_document(
            key=key,
            region=sent.get("region", "")[:12],
            before=sent.get("before", "")[:12],
            person=request.user,
        )
        messages.success(request, _("地区已确认。"))
        view = "workbench" if may_edit(key, request.user) else "document"
        return HttpResponseRedirect(reverse(view, args=[key]))
    words = {
        "place": shown,
        "region": region_name(shown.region) if shown.region else "",
        "proposed": region_name(shown.proposed) if shown.proposed else "",
        "chosen": shown.region or shown.proposed,
        "choices": choices_for(request.user, shown.region),
    }
    return render(request, "officer/place.html", words)
