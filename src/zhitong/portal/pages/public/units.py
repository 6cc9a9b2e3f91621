"""The list of units that must do something."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhitong.portal.documents.queries import units_list
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import one_of, words
from zhitong.portal.pages.choices import UNIT_LEVELS


@open_to(Audience.EVERYONE)
def units(request: HttpRequest) -> HttpResponse:
    """Units by how many measures name them."""
    text, level = words(request), one_of(request, "level", UNIT_LEVELS)
    rows = units_list(text=text, level=level)
    shown = {"rows": rows, "text": text, "level": level, "levels": list(UNIT_LEVELS.items())}
    return render(request, "public/units.html", shown)
