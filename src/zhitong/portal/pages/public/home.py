"""Home: one question."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from zhitong.portal.accounts.perms import is_officer
from zhitong.portal.businesses.queries import search_businesses
from zhitong.portal.documents.queries import document_list
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import words
from zhitong.portal.pages.rates import limited
from zhitong.portal.provisions.queries import provision_rows

SHOWN_HERE = 8


@open_to(Audience.EVERYONE)
def home(request: HttpRequest) -> HttpResponse:
    """Which business is it? The rest follows from the answer."""
    rows = list(provision_rows(on=timezone.localdate()).values())
    documents = document_list(size=200).rows
    shown = {
        "open_provisions": sum(row.state == "open" for row in rows),
        "ended_provisions": sum(row.state == "ended" for row in rows),
        "documents": len(documents),
        "measures": sum(one.measures for one in documents),
        "topics": sorted({topic for row in rows if row.state == "open" for topic in row.topics}),
        "is_officer": is_officer(request.user),
    }
    return render(request, "public/home.html", shown)


@open_to(Audience.EVERYONE)
@limited("find", "GET")
def find(request: HttpRequest) -> HttpResponse:
    """From a code or a name to a statement; only what the person may open is ever named."""
    text = words(request)
    if not request.user.is_authenticated:
        return render(
            request, "public/find.html", {"text": text, "page": None, "next": reverse("statements")}
        )
    page = search_businesses(request.user, text=text, size=SHOWN_HERE) if text else None
    if page is not None and page.total == 1:
        return redirect("statement", page.rows[0].uscc)
    return render(request, "public/find.html", {"text": text, "page": page, "next": ""})
