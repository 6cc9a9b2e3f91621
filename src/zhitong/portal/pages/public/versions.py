"""The life of a document: its stages, what replaced it, who cites it, two revisions in red and green."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhitong.portal.consultations.queries.public import of_document
from zhitong.portal.documents.queries.life import life_page
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import asked_day, whole_number

KINDS = ("changed", "added", "removed", "moved")


@open_to(Audience.EVERYONE)
def versions(request: HttpRequest, key: str) -> HttpResponse:
    """As of today, or of a day asked; the two newest revisions, or those named (`?old=1&new=3`)."""
    on, _not_a_day = asked_day(request)
    page = life_page(key, on=on, old=whole_number(request, "old"), new=whole_number(request, "new"))
    counted = Counter(one.kind for one in page.changes)
    shown = {
        "page": page,
        "document": page.document,
        "on": on,
        "consultations": of_document(key, on),
        "changes": [one for one in page.changes if one.kind != "same"],
        "counts": [(kind, counted[kind]) for kind in KINDS],
        "unchanged": counted["same"],
    }
    return render(request, "public/versions.html", shown)
