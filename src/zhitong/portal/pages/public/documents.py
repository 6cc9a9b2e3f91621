"""The list of documents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhitong.portal.accounts.perms import can_import_documents
from zhitong.portal.documents.queries import document_list
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import one_of, page_number, words
from zhitong.portal.pages.choices import DOCUMENT_STATES


@open_to(Audience.EVERYONE)
def documents(request: HttpRequest) -> HttpResponse:
    """Documents by state and words, newest first."""
    text, status = words(request), one_of(request, "status", DOCUMENT_STATES)
    page = document_list(text=text, status=status, number=page_number(request), size=50)
    return render(
        request,
        "public/documents.html",
        {
            "page": page,
            "text": text,
            "status": status,
            "states": list(DOCUMENT_STATES.items()),
            "may_import": can_import_documents(request.user),
        },
    )
