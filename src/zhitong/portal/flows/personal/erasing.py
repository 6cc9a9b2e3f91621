"""Erasure on request: what can go goes, what must stay is named with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from zhitong.portal.accounts.models import DataRequest, Person, RequestState
from zhitong.portal.accounts.perms import Viewer, memberships_of
from zhitong.portal.accounts.sessions import end_all
from zhitong.portal.businesses.bindings.claiming import DecidedAlready, withdraw_claim
from zhitong.portal.businesses.models import Claim, ClaimState, Owner
from zhitong.portal.flows.personal.reach import people_in_reach
from zhitong.portal.flows.personal.rules import RULES, rows_of
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.problems import NotFound, Refusal

GONE = "已注销用户"
MAIL = "您的账号已按申请删除。\n\n依法保留的内容：\n{kept}\n\n这封邮件由“直通”自动发出，请不要回复。"


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """A request for erasure as the officer sees it."""

    number: int
    person: str
    asked_at: datetime
    businesses: Sequence[str]


def ask_erasure(*, person: Person) -> DataRequest:
    """Keeps the request; asked again, the one that waits. Staff in office is refused."""
    if memberships_of(person):
        raise Refusal("在职工作人员的账号不能删除。", "请先由单位办理免职。", code="in_office")
    try:
        with transaction.atomic():
            made = DataRequest.objects.create(person=person, kind=DataRequest.ERASURE)
            record(action="ask_erasure", kind="person", key=str(person.pk), actor=person.pk)
    except IntegrityError:
        return DataRequest.objects.get(person=person, kind=DataRequest.ERASURE, state=RequestState.WAITING)
    return made


@transaction.atomic
def take_back_erasure(*, person: Person) -> None:
    """Nothing is erased."""
    waiting = DataRequest.objects.filter(person=person, kind=DataRequest.ERASURE, state=RequestState.WAITING)
    if not waiting.update(state=RequestState.WITHDRAWN, done_at=timezone.now()):
        raise DecidedAlready("这份请求")
    record(action="take_back_erasure", kind="person", key=str(person.pk), actor=person.pk)


def erasures_waiting(officer: Viewer) -> list[ErasureRow]:
    """The queue within the officer's reach, oldest first."""
    waiting = DataRequest.objects.filter(
        kind=DataRequest.ERASURE, state=RequestState.WAITING, person__in=people_in_reach(officer)
    )
    return [
        ErasureRow(
            one.pk,
            str(one.person),
            one.asked_at,
            [held.business.name for held in one.person.owned.select_related("business")],
        )
        for one in waiting.select_related("person").order_by("id")[:200]
    ]


def request_for(officer: Viewer, number: int) -> DataRequest:
    """A request within the officer's reach, or NotFound."""
    found = (
        DataRequest.objects.filter(pk=number, kind=DataRequest.ERASURE, person__in=people_in_reach(officer))
        .select_related("person")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def refuse_erasure(*, officer: Person, number: int, reason: str) -> None:
    """Says why it is not done."""
    held = request_for(officer, number)
    said = " ".join(reason.split())
    if not 2 <= len(said) <= 300:
        raise Refusal("请写明不能删除的理由。", "2 到 300 个字，本人会看到。", code="reason_missing")
    with transaction.atomic():
        _decide(held, RequestState.REFUSED, officer, said)


def erase(*, officer: Person, number: int) -> list[str]:
    """Erases the person by the table of rules in one transaction; returns what stays, with the reason."""
    held = request_for(officer, number)
    person = held.person
    if memberships_of(person):
        raise Refusal("在职工作人员的账号不能删除。", "请先由单位办理免职。", code="in_office")
    mail = person.email
    for one in Claim.objects.filter(person=person, state=ClaimState.WAITING):
        withdraw_claim(person=person, number=one.pk)
    with transaction.atomic():
        kept = kept_about(person)
        _decide(held, RequestState.DONE, officer, "", kept)
        end_all(person=person, actor=officer.pk)
        Owner.objects.filter(person=person, ended_at=None).update(ended_at=timezone.now())
        for rule in RULES:
            rows = rows_of(rule, person.pk)
            if rows is not None and rule.erasure == "erased":
                rows.delete()
            elif rows is not None and rule.blank:
                rows.update(**dict.fromkeys(rule.blank, ""))
        gone = {"username": f"erased-{person.pk}", "display_name": GONE, "email": "", "is_active": False}
        Person.objects.filter(pk=person.pk).update(**gone, password="!")  # noqa: S106 - no password fits
        if mail:
            words = MAIL.format(kept="\n".join(kept) or "无")
            transaction.on_commit(
                lambda: send_mail("【直通】账号已删除", words, None, [mail], fail_silently=True)
            )
    return kept


def kept_about(person: Person) -> list[str]:
    """What stays: title, how many, why and for how long."""
    found = []
    with translation.override("zh-hans"):
        for rule in RULES:
            rows = rows_of(rule, person.pk) if rule.erasure == "kept" else None
            total = rows.count() if rows is not None else 0
            if total:
                found.append(f"{rule.title} {total} 条：{rule.why}；{rule.until}")
    return found


def _decide(held: DataRequest, state: str, officer: Person, reason: str, kept: Sequence[str] = ()) -> None:
    moved = DataRequest.objects.filter(pk=held.pk, state=RequestState.WAITING).update(
        state=state, decided_by=officer, done_at=timezone.now(), reason=reason, kept=list(kept)
    )
    if not moved:
        raise DecidedAlready("这份请求")
    record(
        action=f"erasure_{state}",
        kind="person",
        key=str(held.person_id),
        actor=officer.pk,
        after={"kept": len(kept)},
        reason=reason,
    )
