"""The life of a document: its stages, what replaced it, who rests on it, two revisions in red and green."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhitong.portal.consultations.queries.public import of_document
from zhitong.portal.documents.queries.life import life_page
from zhitong.portal.documents.review.extending import LONGEST_REASON, LONGEST_WORDS
from zhitong.portal.documents.review.workbench import may_edit
from zhitong.portal.flows.resting import rests_on
from zhitong.portal.foundation.problems import Refusal
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import asked_day, whole_number

KINDS = ("changed", "added", "removed", "moved")
SENT = ("act", "number", "source", "path", "words", "until", "long", "outside", "reason", "kind", "name")


@open_to(Audience.EVERYONE)
def versions(request: HttpRequest, key: str) -> HttpResponse:
    """As of today, or of a day asked; the two newest revisions, or those named (`?old=1&new=3`)."""
    return shown_life(request, key, dict.fromkeys(SENT, ""), None)


def shown_life(request: HttpRequest, key: str, sent: dict[str, str], refusal: Refusal | None) -> HttpResponse:
    """The page; what was typed stays when it was refused."""
    on, not_a_day = asked_day(request)
    page = life_page(key, on=on, old=whole_number(request, "old"), new=whole_number(request, "new"))
    counted = Counter(one.kind for one in page.changes)
    shown = {
        "page": page,
        "document": page.document,
        "on": on,
        "not_a_day": not_a_day,
        "asks_day": bool(request.GET.get("on")) and not not_a_day,
        "consultations": of_document(key, on),
        "rests": rests_on(key, page.standing, person=request.user, on=on),
        "changes": [one for one in page.changes if one.kind != "same"],
        "counts": [(kind, counted[kind]) for kind in KINDS],
        "unchanged": counted["same"],
        "may_edit": may_edit(key, request.user),
        "sent": sent,
        "refusal": refusal,
        "longest_words": LONGEST_WORDS,
        "longest_reason": LONGEST_REASON,
    }
    return render(request, "public/versions.html", shown, status=400 if refusal else 200)
