"""Lost phone and lost codes: one officer asks, another confirms, then the second factor is gone."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from zhitong.portal.accounts.models import Person, RequestState, SecondFactorReset
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.accounts.sessions import end_all
from zhitong.portal.businesses.bindings.claiming import DecidedAlready
from zhitong.portal.flows.personal.reach import people_in_reach
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.problems import NotFound, Refusal

MAIL = (
    "您账号的两步验证已由两名工作人员重置，所有登录已结束。请用密码登录并重新启用验证器。\n\n"
    "不是您本人要求的，请马上联系主管单位。\n\n这封邮件由“直通”自动发出，请不要回复。"
)


@dataclass(frozen=True, slots=True)
class ResetRow:
    """A reset that waits for a second officer."""

    number: int
    person: str
    asked_by: str
    asked_at: datetime
    reason: str
    may_confirm: bool


def ask_reset(*, officer: Person, login: str, reason: str) -> SecondFactorReset:
    """Asks for a reset of the account of this exact user name or e-mail within the officer's reach."""
    name, said = login.strip(), " ".join(reason.split())
    if not 2 <= len(said) <= 300:
        raise Refusal("请写明重置的理由和核实本人的办法。", "2 到 300 个字。", code="reason_missing")
    within_reach = people_in_reach(officer)
    person = within_reach.filter(username=name).first() or (
        within_reach.filter(email__iexact=name).first() if name else None
    )
    if person is None or not Authenticator.objects.filter(user=person).exists():
        raise NotFound("没有找到可以重置的账号。", "请核对用户名或邮箱；只能重置本地区已启用两步验证的账号。")
    try:
        with transaction.atomic():
            made = SecondFactorReset.objects.create(person=person, asked_by=officer, reason=said)
            record(action="ask_reset", kind="person", key=str(person.pk), actor=officer.pk, reason=said)
    except IntegrityError:
        return SecondFactorReset.objects.get(person=person, state=RequestState.WAITING)
    return made


def resets_waiting(officer: Viewer) -> list[ResetRow]:
    """What waits within the officer's reach."""
    waiting = SecondFactorReset.objects.filter(
        state=RequestState.WAITING, person__in=people_in_reach(officer)
    )
    return [
        ResetRow(
            one.pk,
            str(one.person),
            str(one.asked_by),
            one.asked_at,
            one.reason,
            one.asked_by_id != officer.pk,
        )
        for one in waiting.select_related("person", "asked_by").order_by("id")[:200]
    ]


def confirm_reset(*, officer: Person, number: int) -> None:
    """The second officer confirms: authenticators go, all sessions end, the person is told by mail."""
    held = _held(officer, number)
    if held.asked_by_id == officer.pk:
        raise Refusal("提出和确认须是两个人。", "请由同事确认。", code="two_people")
    with transaction.atomic():
        _decide(held, RequestState.DONE, officer)
        Authenticator.objects.filter(user_id=held.person_id).delete()
        end_all(person=held.person, actor=officer.pk)
        mail = held.person.email
        if mail:
            transaction.on_commit(
                lambda: send_mail("【直通】两步验证已重置", MAIL, None, [mail], fail_silently=True)
            )


def drop_reset(*, officer: Person, number: int) -> None:
    """Calls it off; nothing changes for the person."""
    held = _held(officer, number)
    with transaction.atomic():
        _decide(held, RequestState.REFUSED, officer)


def _held(officer: Person, number: int) -> SecondFactorReset:
    found = (
        SecondFactorReset.objects.filter(pk=number, person__in=people_in_reach(officer))
        .select_related("person")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def _decide(held: SecondFactorReset, state: str, officer: Person) -> None:
    confirmed = {"confirmed_by": officer} if state == RequestState.DONE else {}
    moved = SecondFactorReset.objects.filter(pk=held.pk, state=RequestState.WAITING).update(
        state=state, ended_at=timezone.now(), **confirmed
    )
    if not moved:
        raise DecidedAlready("这份重置")
    record(action=f"reset_{state}", kind="person", key=str(held.person_id), actor=officer.pk)
