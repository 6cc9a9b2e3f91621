"""Publishing what became of the comments, and taking that back to put it right."""

from datetime import date

from django.db import transaction

from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.consultations.models import Comment, Decision, Showing, State
from zhitong.portal.consultations.opening import change, own_consultation
from zhitong.portal.consultations.problems import NotAllAnswered, reasoned
from zhitong.portal.consultations.states import require
from zhitong.portal.foundation.locks import hold


@transaction.atomic
def publish_answers(*, key: str, person: Viewer, on: date) -> int:
    """Closes with every comment answered and its showing decided, else NotAllAnswered names them.

    Returns how many answers are published.
    """
    hold("consultations")
    held = own_consultation(key, person, on)
    require(held, "publish", on)
    standing = Comment.objects.filter(consultation=held, withdrawn_on=None).order_by("id")
    rows = list(standing.values_list("receipt", "decision", "showing"))
    unanswered = [receipt for receipt, decision, _showing in rows if decision == Decision.NONE]
    undecided = [receipt for receipt, _decision, showing in rows if showing == Showing.WAITING]
    if unanswered or undecided:
        raise NotAllAnswered(unanswered, undecided)
    values: dict[str, object] = {"state": State.ANSWERED, "answered_on": on}
    shown = ("", str(len(rows)))
    change(held, action="publish", values=values, shown=shown, reason="", person=person, on=on)
    return len(rows)


@transaction.atomic
def reopen_answers(*, key: str, reason: str, person: Viewer, on: date) -> None:
    """Takes the published answers back so that they can be put right; said to the public."""
    held = own_consultation(key, person, on)
    require(held, "reopen", on)
    said = reasoned(reason, "收回反馈")
    values: dict[str, object] = {"state": State.RUNNING, "answered_on": None}
    change(held, action="reopen", values=values, shown=("", ""), reason=said, person=person, on=on)
