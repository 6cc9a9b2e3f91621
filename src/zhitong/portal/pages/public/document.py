"""One document: its text with the outline beside it, and every clause at its own address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhitong.portal.consultations.queries.public import of_document
from zhitong.portal.documents.queries import document_page
from zhitong.portal.documents.queries.permalinks import LastingClause, former_clause, lasting_clause
from zhitong.portal.pages.access import Audience, belongs, open_to
from zhitong.portal.pages.asked import asked_day, whole_number
from zhitong.portal.pages.described import described
from zhitong.portal.pages.public.passages import marked, outline_of, passages_of
from zhitong.portal.pages.public.promises import promises_of


@open_to(Audience.EVERYONE)
def document(request: HttpRequest, key: str) -> HttpResponse:
    """The newest text, or what is known of a document whose text is not here yet."""
    page = document_page(key, whole_number(request, "revision"))
    shown: dict[str, Any] = {"page": page, "document": page.document, "passages": passages_of(page.blocks)}
    shown["on"], shown["not_a_day"] = asked_day(request)
    shown["consultations"] = of_document(key, shown["on"])
    shown["outline"] = outline_of(page.outline)
    shown["promises"] = promises_of(page)
    shown["described"] = described(request, page)
    shown["may_review"] = request.user.is_authenticated and belongs(request.user, Audience.OFFICER)
    return render(request, "public/document.html", shown)


@open_to(Audience.EVERYONE)
def clause(request: HttpRequest, key: str, path: str) -> HttpResponse:
    """One clause with the asked sentence (`?s=2`) or run (`?from=&to=`) highlighted."""
    found = lasting_clause(
        key,
        path,
        sentence=whole_number(request, "s"),
        start=whole_number(request, "from"),
        end=whole_number(request, "to"),
        revision=whole_number(request, "revision"),
    )
    asked = any(name in request.GET for name in ("s", "from"))
    return shown_clause(request, found, is_lost=asked and not found.page.quote)


@open_to(Audience.EVERYONE)
def clause_of_revision(request: HttpRequest, key: str, number: int, path: str) -> HttpResponse:
    """One clause as it stood in a named revision, at an address that never changes its words."""
    return shown_clause(request, former_clause(key, path, number), is_lost=False)


def shown_clause(request: HttpRequest, lasting: LastingClause, *, is_lost: bool) -> HttpResponse:
    """The clause's page, saying when its words are not those of the newest text."""
    page = lasting.page
    shown = {
        "page": page,
        "document": page.document,
        "title": marked(page.label, page.heading),
        "passages": passages_of(page.blocks),
        "is_lost": is_lost,
        "lasting": lasting,
        "on": asked_day(request)[0],
    }
    return render(request, "public/clause.html", shown)
