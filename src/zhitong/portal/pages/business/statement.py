"""惠企明白卡 of one business, and the same for somebody who only answers questions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from zhitong.portal.accounts.perms import is_officer
from zhitong.portal.businesses.queries import business_page, find_business
from zhitong.portal.matches.queries import Statement, statement_for
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import asked_day
from zhitong.portal.pages.business.answers import declared, given, unsure
from zhitong.portal.pages.business.cards import groups_of
from zhitong.portal.pages.business.questions import answered, asked
from zhitong.portal.pages.money import amount_words

FIRST_QUESTIONS = 3  # shown at once; the others are behind one more fold
TRIAL = ""  # the key under which answers without a business are kept


@open_to(Audience.SIGNED_IN)
def statement(request: HttpRequest, uscc: str) -> HttpResponse:
    """As of today or `?on=`; only a business the person may see exists."""
    return render(request, "business/statement.html", prepared(request, uscc))


@open_to(Audience.EVERYONE)
def trial(request: HttpRequest) -> HttpResponse:
    """Nothing is known and nothing is stored beyond the session: only the answers count."""
    return render(request, "business/statement.html", prepared(request, TRIAL))


def prepared(
    request: HttpRequest, uscc: str, *, refused: str = "", typed: str = "", problem: str = ""
) -> dict[str, Any]:
    """What the page shows; a refused answer comes back beside its question."""
    on, not_a_day = asked_day(request)
    answers = given(request.session, uscc)
    facts = declared(answers, timezone.localdate())
    business = find_business(request.user, uscc) if uscc else None
    found = statement_for(business, as_of=on, answers=facts)
    page = business_page(request.user, uscc, on) if uscc else None
    groups = groups_of(found)
    questions = asked(found.questions, unsure(answers), typed, refused, problem)
    facts_in_order = [question.fact for question in questions]
    open_question = refused or next(iter(facts_in_order), "")
    return {
        "business": found.business,
        "facts": [fact for fact in page.facts if fact.is_used] if page else [],
        "on": on,
        "is_today": on == timezone.localdate(),
        "not_a_day": not_a_day,
        "groups": groups,
        "counts": [
            (group.key, group.title, len(group.cards))
            for group in groups
            if group.cards or group.key != "upcoming"
        ],
        "drafts": drafts_for(found),
        "questions": questions,
        "open_question": open_question,
        "is_late": open_question in facts_in_order[FIRST_QUESTIONS:],
        "answers": answered(answers, facts),
        "totals": [
            (amount_words(one["low"], one["high"], one["period"]), titles(found, one["provisions"]))
            for one in found.totals["sums"]
        ],
        "not_counted": [
            (found.provisions[one["provision"]], one["why"]) for one in found.totals["not_counted"]
        ],
        "addresses": addresses(uscc),
        "is_print": "print" in request.GET,
        "may_correct": bool(uscc) and not is_officer(request.user),  # an owner, or it had not been found
    }


def titles(found: Statement, keys: list[str]) -> list[Any]:
    """The provisions of a sum."""
    return [found.provisions[key] for key in keys]


def drafts_for(found: Statement) -> list[Any]:
    """What draft documents would give in this place; it is shown, never matched."""
    region = found.business.region if found.business else ""
    return [
        row
        for row in found.provisions.values()
        if row.state == "draft" and (not region or region.startswith(row.region))
    ]


def addresses(uscc: str) -> dict[str, str]:
    """Where the page's forms lead."""
    if not uscc:
        return {
            "here": reverse("trial"),
            "answer": reverse("trial_answer"),
            "undo": reverse("trial_undo"),
            "start_over": reverse("trial_start_over"),
            "pdf": reverse("trial_file", args=["pdf"]),
            "docx": reverse("trial_file", args=["docx"]),
        }
    names = {"here": "statement", "answer": "answer", "undo": "undo", "start_over": "start_over"}
    files = {form: reverse("statement_file", args=[uscc, form]) for form in ("pdf", "docx")}
    return {name: reverse(view, args=[uscc]) for name, view in names.items()} | files
