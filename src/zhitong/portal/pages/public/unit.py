"""Everything one unit must do, across documents."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhitong.portal.documents.queries import unit_page
from zhitong.portal.pages.access import Audience, open_to


@open_to(Audience.EVERYONE)
def unit(request: HttpRequest, key: str) -> HttpResponse:
    """The unit's measures, document by document."""
    page = unit_page(key)
    by_document = [
        list(group) for _key, group in groupby(page.measures, key=lambda measure: measure.document_key)
    ]
    shown = {"page": page, "unit": page.unit, "by_document": by_document}
    return render(request, "public/unit.html", shown)
