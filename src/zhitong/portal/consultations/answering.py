"""What an officer does with comments: shows them or not, answers them, links the change in the text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F

from zhitong.portal.accounts.models import Person
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.consultations.models import Comment, Consultation, Decision, Showing
from zhitong.portal.consultations.opening import own_consultation
from zhitong.portal.consultations.problems import ChangedMeanwhile, ConsultationRefused, reasoned
from zhitong.portal.consultations.states import require
from zhitong.portal.documents.models import Clause, Revision
from zhitong.portal.foundation.journal import record

LONGEST_REASON = 1000
MOST_AT_ONCE = 200
Turns = Mapping[str, int]  # receipt → the turn the officer saw


@dataclass(frozen=True, slots=True)
class Answer:
    """What is made of a comment; `path` is a clause of the next text, "" for none."""

    decision: str
    reason: str
    path: str = ""


def chosen(consultation: Consultation, turns: Turns) -> list[Comment]:
    """The comments named, all of this consultation and not withdrawn; refused as a whole otherwise."""
    if not turns:
        raise ConsultationRefused("没有选中意见。", "请先勾选要处理的意见。", code="none_chosen")
    if len(turns) > MOST_AT_ONCE:
        raise ConsultationRefused(
            f"一次最多处理 {MOST_AT_ONCE} 条。", "请分几次处理。", code="too_many_at_once"
        )
    found = list(
        Comment.objects.filter(consultation=consultation, receipt__in=turns)
        .select_related("revision")
        .defer("revision__text", "revision__parse")
    )
    gone = [one.receipt for one in found if one.withdrawn_on]
    if len(found) != len(turns) or gone:
        raise ConsultationRefused(
            f"有意见已撤回或不属于这次征求意见：{'、'.join(gone) or '请刷新页面'}。",
            "请刷新页面后重新勾选。",
            code="comment_gone",
        )
    return found


def write(comments: list[Comment], turns: Turns, values: Mapping[str, object]) -> None:
    """All of them or none: a comment that was changed since it was seen refuses the whole."""
    for one in comments:
        asked = Comment.objects.filter(pk=one.pk, turn=turns[one.receipt], withdrawn_on=None)
        if not asked.update(turn=F("turn") + 1, **values):
            one.refresh_from_db()
            raise ChangedMeanwhile(f"意见 {one.receipt} ", theirs(one))


def theirs(comment: Comment) -> str:
    """What the other officer wrote."""
    if not comment.decision:
        return f"现在的公开情况是“{comment.get_showing_display()}”。"
    who = Person.objects.filter(pk=comment.answered_by or 0).first()
    return f"{who or '他人'}的答复是“{comment.get_decision_display()}：{comment.reason}”。"


def note(consultation: Consultation, action: str, person: Viewer, after: dict[str, object], why: str) -> None:
    """One journal line for all of them."""
    record(
        action=action,
        kind="consultation",
        key=consultation.key,
        actor=person.pk,
        organisation=consultation.host.key,
        after=after,
        reason=why[:300],
    )


@transaction.atomic
def show_comments(*, key: str, turns: Turns, person: Viewer, on: date) -> int:
    """Releases comments to the public page."""
    held = own_consultation(key, person, on)
    require(held, "release", on)
    comments = chosen(held, turns)
    write(comments, turns, {"showing": Showing.RELEASED, "held_reason": ""})
    note(held, "release_comments", person, {"receipts": sorted(turns)}, "")
    return len(comments)


@transaction.atomic
def hold_comments(*, key: str, turns: Turns, reason: str, person: Viewer, on: date) -> int:
    """Keeps comments from the public page, with the reason that is shown in their place."""
    held = own_consultation(key, person, on)
    require(held, "hold", on)
    said = reasoned(reason, "不公开")
    comments = chosen(held, turns)
    write(comments, turns, {"showing": Showing.HELD, "held_reason": said})
    note(held, "hold_comments", person, {"receipts": sorted(turns)}, said)
    return len(comments)


def next_text(consultation: Consultation, comments: list[Comment], path: str) -> Revision | None:
    """The newest text, when a clause of it is named; refused when it is no newer than the comments'."""
    if not path:
        return None
    newest = consultation.document.revisions.defer("text", "parse").order_by("-number").first()
    if newest is None or any(newest.number <= one.revision.number for one in comments):
        raise ConsultationRefused(
            "还没有修改后的文本，不能关联条款。", "先导入修改稿，再关联。", code="no_newer_text"
        )
    if not Clause.objects.filter(revision=newest, path=path).exists():
        raise ConsultationRefused(
            f"第 {newest.number} 版没有条款“{path[:60]}”。", "请从列出的条款中选择。", code="no_clause"
        )
    return newest


@transaction.atomic
def answer_comments(*, key: str, turns: Turns, answer: Answer, person: Viewer, on: date) -> int:
    """Answers one comment or several alike, each with the reason; later answers replace earlier ones."""
    held = own_consultation(key, person, on)
    require(held, "answer", on)
    if answer.decision not in Decision.values or answer.decision == Decision.NONE:
        raise ConsultationRefused(
            "请选择采纳、部分采纳或未采纳。", "每条意见都要有处理结果。", code="decision"
        )
    said = reasoned(answer.reason, "处理", LONGEST_REASON)
    comments = chosen(held, turns)
    changed = next_text(held, comments, answer.path)
    values: dict[str, object] = {
        "decision": answer.decision,
        "reason": said,
        "answered_by": person.pk,
        "answered_on": on,
        "change_revision": changed,
        "change_path": answer.path if changed else "",
    }
    write(comments, turns, values)
    after: dict[str, object] = {"receipts": sorted(turns), "decision": answer.decision}
    note(held, "answer_comments", person, after, said)
    return len(comments)
