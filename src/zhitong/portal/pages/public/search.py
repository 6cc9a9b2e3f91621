"""Search in the words of all documents: filters, answers by document, reasons when there are none."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhitong.portal.documents.search.finding import Found, Offered, find_clauses, offered
from zhitong.portal.documents.search.keeping import note_missed
from zhitong.portal.documents.search.shapes import Filters
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import asked_day, one_of, words
from zhitong.portal.pages.regions import region_choices

FILTER_NAMES = {
    "region": _("在哪里能用"),
    "unit": _("责任单位"),
    "kind": _("文种"),
    "topic": _("主题"),
    "whom": _("面向谁"),
    "on": _("哪一天有效"),
    "with_amount": _("写明金额"),
}
PARAMETERS = {"with_amount": "amount"}  # all others are asked by their own name
LONGEST_QUESTION = 80


def asked_filters(
    request: HttpRequest, given: Offered, regions: list[tuple[str, str]]
) -> tuple[Filters, str]:
    """The filters of the address, and the text that was no day; values not offered ask nothing."""
    on, not_a_day = asked_day(request)
    filters = Filters(
        region=one_of(request, "region", dict(regions)),
        unit=words(request, "unit", 60),
        kind=one_of(request, "kind", given.kinds),
        topic=one_of(request, "topic", given.topics),
        whom=one_of(request, "whom", given.people),
        on=on if request.GET.get("on", "").strip() and not not_a_day else None,
        with_amount=request.GET.get("amount") == "1",
    )
    return filters, not_a_day


@open_to(Audience.EVERYONE)
def search(request: HttpRequest) -> HttpResponse:
    """`?q=` and filters; `?document=` shows all answering clauses of one document.

    Words no clause has are counted per day, without anything about who asked.
    """
    given = offered()
    regions = region_choices(given.regions)
    filters, not_a_day = asked_filters(request, given, regions)
    text = words(request, longest=LONGEST_QUESTION)
    one_document = words(request, "document", 80)
    found = find_clauses(text, filters, per_document=one_document)
    if found.reasons is not None and found.reasons.unknown_terms:
        note_missed(terms=found.reasons.unknown_terms, day=timezone.localdate())
    shown = {
        "found": found,
        "text": text,
        "filters": filters,
        "not_a_day": not_a_day,
        "offered": given,
        "regions": regions,
        "units": units_of(given, filters.unit),
        "is_asked": bool(text or filters.active()),
        "one_document": one_document,
        "blocking": blocking(request, found),
        "today": today_if_useful(filters),
        "on": filters.on,
    }
    return render(request, "public/search.html", shown)


def units_of(given: Offered, chosen: str) -> list[str]:
    """The units offered, and the one asked for even when it is not among them."""
    return [*given.units, *([chosen] if chosen and chosen not in given.units else [])]


def blocking(request: HttpRequest, found: Found) -> list[tuple[str, str]]:
    """(name, address without it) of the filters without which something would be found."""
    listed = []
    for name in found.reasons.blocking_filters if found.reasons else ():
        asked = request.GET.copy()
        asked.pop(PARAMETERS.get(name, name), None)
        listed.append((str(FILTER_NAMES[name]), f"?{asked.urlencode()}"))
    return listed


def today_if_useful(filters: Filters) -> date | None:
    """Today, for the link that keeps only what is in force; nothing when a day is asked already."""
    return None if filters.on else timezone.localdate()
