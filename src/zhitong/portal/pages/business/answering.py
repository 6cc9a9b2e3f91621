"""Answering a question on the spot, taking an answer back, starting over."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhitong.engine.facts import parse_value
from zhitong.portal.businesses.queries import find_business
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import asked_day
from zhitong.portal.pages.business.answers import keep as keep_answers
from zhitong.portal.pages.business.answers import put, take_back
from zhitong.portal.pages.business.statement import addresses, prepared
from zhitong.portal.pages.rates import limited

LONGEST_ANSWER = 60


@open_to(Audience.EVERYONE)
@limited("answer")
@require_POST
def answer(request: HttpRequest, uscc: str) -> HttpResponse:
    """Keeps one answer, or gives it back with the reason it cannot be used."""
    allow(request, uscc)
    fact = request.POST.get("fact", "")
    definition = vocabulary().get(fact)
    if definition is None:
        raise NotFound(_("没有这个问题。"), _("请从明白卡上的问题进入。"))
    typed = request.POST.get("value", "").strip()[:LONGEST_ANSWER]
    if "unsure" in request.POST:
        put(request.session, uscc, fact, "")
        return after(request, uscc)
    text = typed + request.POST.get("unit", "")[:4] if typed and typed[-1:].isdigit() else typed
    value, problem = parse_value(definition, text, vocabulary())
    if value is None:
        message = problem.message if problem else _("请先填写，或选“不清楚”。")
        return refused(request, uscc, fact, typed, message)
    put(request.session, uscc, fact, text)
    return after(request, uscc)


@open_to(Audience.EVERYONE)
@require_POST
def undo(request: HttpRequest, uscc: str) -> HttpResponse:
    """Takes back the answer named, or the newest."""
    allow(request, uscc)
    take_back(request.session, uscc, request.POST.get("fact", ""))
    return after(request, uscc)


@open_to(Audience.EVERYONE)
@require_POST
def start_over(request: HttpRequest, uscc: str) -> HttpResponse:
    """Forgets every answer about this business."""
    allow(request, uscc)
    keep_answers(request.session, uscc, [])
    return after(request, uscc)


def allow(request: HttpRequest, uscc: str) -> None:
    """Answers about a business only from those who may see it; NotFound for everybody else."""
    if uscc:
        find_business(request.user, uscc)


def after(request: HttpRequest, uscc: str) -> HttpResponse:
    """The changed result: in place where the page asked for a fragment, else the page anew."""
    if request.headers.get("HX-Request"):
        return render(
            request, "business/_statement_body.html", prepared(request, uscc) | {"is_changed": True}
        )
    on, _not_a_day = asked_day(request)
    day = f"?on={on.isoformat()}" if request.POST.get("on") else ""
    return HttpResponseRedirect(f"{addresses(uscc)['here']}{day}#result")


def refused(request: HttpRequest, uscc: str, fact: str, typed: str, problem: str) -> HttpResponse:
    """The question again, with what was typed and what is wrong with it."""
    shown = prepared(request, uscc, refused=fact, typed=typed, problem=problem)
    part = "business/_statement_body.html" if request.headers.get("HX-Request") else "business/statement.html"
    return render(request, part, shown, status=422)
