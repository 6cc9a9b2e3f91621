"""Running one consultation: showing and answering comments, changing its days, publishing the answers."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.consultations.answering import Answer, answer_comments, hold_comments, show_comments
from zhitong.portal.consultations.closing import publish_answers, reopen_answers
from zhitong.portal.consultations.opening import cancel, change_end, replace_text
from zhitong.portal.consultations.queries.desk import Asked, desk_page
from zhitong.portal.foundation.problems import NotFound, Refusal
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.choices import COMMENT_DECISIONS

FILTERS = ("unanswered", "undecided", "held", "adopted", "partly", "not_adopted")
Sent = dict[str, str]
Act = Callable[[str, Viewer, date, Sent, dict[str, int]], object]


def new_end(sent: Sent) -> date:
    """The day typed, or a Refusal."""
    try:
        return date.fromisoformat(sent["ends"])
    except ValueError:
        raise Refusal(_("截止日期不是日期。"), _("日期写作 2026-11-24。")) from None


ACTS: dict[str, Act] = {
    "release": lambda key, who, on, _sent, turns: show_comments(key=key, turns=turns, person=who, on=on),
    "hold": lambda key, who, on, sent, turns: hold_comments(
        key=key, turns=turns, reason=sent["reason"], person=who, on=on
    ),
    "answer": lambda key, who, on, sent, turns: answer_comments(
        key=key,
        turns=turns,
        answer=Answer(sent["decision"], sent["reason"], sent["path"].strip()),
        person=who,
        on=on,
    ),
    "change_end": lambda key, who, on, sent, _turns: change_end(
        key=key, ends=new_end(sent), reason=sent["reason"], person=who, on=on
    ),
    "replace_text": lambda key, who, on, sent, _turns: replace_text(
        key=key, reason=sent["reason"], person=who, on=on
    ),
    "cancel": lambda key, who, on, sent, _turns: cancel(key=key, reason=sent["reason"], person=who, on=on),
    "publish": lambda key, who, on, _sent, _turns: publish_answers(key=key, person=who, on=on),
    "reopen": lambda key, who, on, sent, _turns: reopen_answers(
        key=key, reason=sent["reason"], person=who, on=on
    ),
}


def chosen_turns(request: HttpRequest) -> dict[str, int]:
    """The comments ticked, each with the turn it was seen at (`receipt:turn`)."""
    found = {}
    for one in request.POST.getlist("comment")[:300]:
        receipt, _colon, turn = one.partition(":")
        if turn.isascii() and turn.isdigit() and len(turn) < 8:
            found[receipt] = int(turn)
    return found


def shown(request: HttpRequest, key: str, sent: Sent, refusal: Refusal | None) -> dict[str, Any]:
    """The page with its filter; what was typed and ticked stays when it was refused."""
    only = request.GET.get("only", "")
    asked = Asked(only if only in FILTERS else "", request.GET.get("at"))
    page = desk_page(key, request.user, timezone.localdate(), asked)
    return {
        "page": page,
        "one": page.consultation,
        "asked": asked,
        "filters": FILTERS,
        "decisions": list(COMMENT_DECISIONS.items())[1:],
        "sent": sent,
        "ticked": list(chosen_turns(request)) if refusal else [],
        "refusal": refusal,
        "may_answer": "answer" in page.allowed,
        "may_release": "release" in page.allowed,
        "may_hold": "hold" in page.allowed,
        "may_change_end": "extend" in page.allowed,
        "may_publish": "publish" in page.allowed,
        "may_reopen": "reopen" in page.allowed,
    }


@open_to(Audience.OFFICER)
def desk_consultation(request: HttpRequest, key: str) -> HttpResponse:
    """The comments and what can be done; a POST does one thing and returns here."""
    names = ("act", "reason", "decision", "path", "ends")
    sent = {name: request.POST.get(name, "")[:2000] for name in names}
    refusal: Refusal | None = None
    if request.method == "POST":
        act = ACTS.get(sent["act"])
        try:
            if act is None:
                raise Refusal(_("没有这种操作。"), _("请用页面上的按钮。"))
            act(key, request.user, timezone.localdate(), sent, chosen_turns(request))
        except NotFound:
            raise
        except Refusal as found:
            refusal = found
        else:
            messages.success(request, _("已保存。"))
            return redirect(request.get_full_path())
    page = shown(request, key, sent, refusal)
    return render(request, "officer/consultation.html", page, status=400 if refusal else 200)
