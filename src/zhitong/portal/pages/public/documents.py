"""The list of documents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhitong.portal.accounts.perms import can_import_documents
from zhitong.portal.documents.queries import document_list
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import asked_day, one_of, page_number, words
from zhitong.portal.pages.choices import DOCUMENT_STANDINGS


@open_to(Audience.EVERYONE)
def documents(request: HttpRequest) -> HttpResponse:
    """Documents by standing on a day (today, or `?on=`) and words, newest first."""
    text, state = words(request), one_of(request, "state", DOCUMENT_STANDINGS)
    on, not_a_day = asked_day(request)
    page = document_list(text=text, state=state, on=on, number=page_number(request), size=50)
    return render(
        request,
        "public/documents.html",
        {
            "page": page,
            "text": text,
            "state": state,
            "on": on,
            "asks_day": bool(request.GET.get("on", "").strip()) and not not_a_day,
            "not_a_day": not_a_day,
            "states": list(DOCUMENT_STANDINGS.items()),
            "may_import": can_import_documents(request.user),
        },
    )
