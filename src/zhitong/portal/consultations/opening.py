"""Opening a consultation, changing its days or its text, cancelling it."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import F

from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.consultations.models import Change, Consultation, State
from zhitong.portal.consultations.perms import can_run, post_for
from zhitong.portal.consultations.problems import ChangedMeanwhile, ConsultationRefused, reasoned
from zhitong.portal.consultations.states import require
from zhitong.portal.documents.models import Document
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.locks import hold
from zhitong.portal.foundation.problems import NotFound

LONGEST_QUESTION, LONGEST_CONTACT, LONGEST_DAYS = 2000, 200, 366


@dataclass(frozen=True, slots=True)
class Asking:
    """What an officer fills in; `ends` is included."""

    starts: date
    ends: date
    question: str
    contact: str
    short_reason: str = ""


def checked(asking: Asking, on: date) -> Asking:
    """The words with blanks put right, or ConsultationRefused with what to do."""
    question, contact = asking.question.strip(), " ".join(asking.contact.split())
    if not 5 <= len(question) <= LONGEST_QUESTION:
        raise ConsultationRefused("请写明就什么征求意见。", f"5 到 {LONGEST_QUESTION} 字。", code="question")
    if not 2 <= len(contact) <= LONGEST_CONTACT:
        raise ConsultationRefused(
            "请写明公众可以联系谁。", "写办公电话或邮箱，不写个人信息。", code="contact"
        )
    if asking.starts < on:
        raise ConsultationRefused("开始日期不能早于今天。", "请改为今天或以后。", code="starts")
    if asking.ends < asking.starts:
        raise ConsultationRefused("截止日期早于开始日期。", "请改正日期。", code="ends")
    if days_between(asking.starts, asking.ends) > LONGEST_DAYS:
        raise ConsultationRefused("征求意见期限超过一年。", "请核对截止日期。", code="ends")
    return Asking(asking.starts, asking.ends, question, contact, short_or_refused(asking))


def days_between(starts: date, ends: date) -> int:
    """Days of the period, both ends included."""
    return (ends - starts).days + 1


def short_or_refused(asking: Asking) -> str:
    """Why the period is shorter than the setting; "" when it is long enough."""
    least = settings.CONSULTATION_LEAST_DAYS
    days = days_between(asking.starts, asking.ends)
    if days >= least:
        return ""
    said = " ".join(asking.short_reason.split())
    if not 2 <= len(said) <= 300:
        raise ConsultationRefused(
            f"期限只有 {days} 天，少于 {least} 天。",
            "请延长，或写明缩短期限的理由（会向公众公开）。",
            code="too_short",
        )
    return said


@transaction.atomic
def open_consultation(*, document: str, asking: Asking, person: Viewer, on: date) -> Consultation:
    """Puts the newest text of a draft before the public; one at a time per draft."""
    hold("consultations")
    found = Document.objects.filter(key=document).first()
    post = post_for(person, found, on) if found else None
    if found is None or post is None:
        raise NotFound
    said = checked(asking, on)
    revision = found.revisions.defer("text", "parse").order_by("-number").first()
    if revision is None:
        raise ConsultationRefused("这份草案的全文尚未导入。", "先导入全文，再征求意见。", code="no_text")
    earlier = list(Consultation.objects.filter(document=found))
    if any(one.state == State.RUNNING for one in earlier):
        raise ConsultationRefused(
            "这份草案的上一次征求意见还没有反馈。", "公布反馈后再发起新的一次。", code="running"
        )
    opened = Consultation.objects.create(
        key=f"{found.key}-{len(earlier) + 1}",
        document=found,
        revision=revision,
        host=post.organisation,
        question=said.question,
        contact=said.contact,
        starts=said.starts,
        ends=said.ends,
        short_reason=said.short_reason,
    )
    record(
        action="open_consultation",
        kind="consultation",
        key=opened.key,
        actor=person.pk,
        organisation=post.organisation.key,
        after={"starts": str(said.starts), "ends": str(said.ends), "revision": revision.number},
        reason=said.short_reason,
    )
    return opened


def own_consultation(key: str, person: Viewer, on: date) -> Consultation:
    """The consultation, when the person runs it; else it looks as if it did not exist."""
    found = Consultation.objects.filter(key=key).select_related("host", "document", "revision").first()
    if found is None or not can_run(person, found, on):
        raise NotFound
    return found


def change(
    consultation: Consultation,
    *,
    action: str,
    values: dict[str, object],
    shown: tuple[str, str],
    reason: str,
    person: Viewer,
    on: date,
) -> None:
    """One conditional change, told to the public and to the journal; inside a transaction."""
    asked = Consultation.objects.filter(pk=consultation.pk, turn=consultation.turn, state=consultation.state)
    if not asked.update(turn=F("turn") + 1, **values):
        raise ChangedMeanwhile("这次征求意见")
    before, after = shown
    Change.objects.create(
        consultation=consultation, on=on, action=action, before=before, after=after, reason=reason
    )
    record(
        action=f"{action}_consultation",
        kind="consultation",
        key=consultation.key,
        actor=person.pk,
        organisation=consultation.host.key,
        before={"value": before} if before else {},
        after={"value": after} if after else {},
        reason=reason,
    )


@transaction.atomic
def change_end(*, key: str, ends: date, reason: str, person: Viewer, on: date) -> str:
    """A later last day, or an earlier one with a reason; returns `extend` or `shorten`."""
    held = own_consultation(key, person, on)
    action = "extend" if ends > held.ends else "shorten"
    require(held, action, on)
    if ends == held.ends:
        raise ConsultationRefused("截止日期没有变。", "请填写新的截止日期。", code="ends")
    if ends < max(on, held.starts):
        raise ConsultationRefused("截止日期不能早于今天。", "最早截止到今天。", code="ends")
    if days_between(held.starts, ends) > LONGEST_DAYS:
        raise ConsultationRefused("征求意见期限超过一年。", "请核对截止日期。", code="ends")
    needs_reason = action == "shorten" or bool(reason.strip())
    said = reasoned(reason, "提前截止") if needs_reason else ""
    values: dict[str, object] = {"ends": ends}
    change(
        held,
        action=action,
        values=values,
        shown=(str(held.ends), str(ends)),
        reason=said,
        person=person,
        on=on,
    )
    return action


@transaction.atomic
def replace_text(*, key: str, reason: str, person: Viewer, on: date) -> int:
    """Asks about the newest text from now on; comments keep the text they were made on."""
    held = own_consultation(key, person, on)
    require(held, "replace_text", on)
    newest = held.document.revisions.defer("text", "parse").order_by("-number").first()
    if newest is None or newest.number <= held.revision.number:
        raise ConsultationRefused("没有更新的文本。", "先导入草案的新文本。", code="no_newer_text")
    said = reasoned(reason, "换用新文本")
    shown = (str(held.revision.number), str(newest.number))
    values: dict[str, object] = {"revision": newest}
    change(held, action="replace_text", values=values, shown=shown, reason=said, person=person, on=on)
    return int(newest.number)


@transaction.atomic
def cancel(*, key: str, reason: str, person: Viewer, on: date) -> None:
    """Ends the consultation without an answer; the page stays and says why."""
    held = own_consultation(key, person, on)
    require(held, "cancel", on)
    said = reasoned(reason, "取消")
    values: dict[str, object] = {"state": State.CANCELLED}
    change(held, action="cancel", values=values, shown=("", ""), reason=said, person=person, on=on)
