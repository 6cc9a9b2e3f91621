"""Letting others act for one's business until a day, and ending it."""

import secrets
from datetime import date, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from zhitong.portal.accounts.models import Person
from zhitong.portal.businesses.bindings.claiming import DecidedAlready
from zhitong.portal.businesses.bindings.perms import role_in
from zhitong.portal.businesses.models import Business, Invitation, Owner, OwnerRole
from zhitong.portal.businesses.perms import acting
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.problems import NotFound, Refusal

LINK_DAYS = 7
LONGEST_DAYS = 366
INVITED = (OwnerRole.CLERK, OwnerRole.AGENT)


def mark_of(secret: str) -> str:
    """What is kept of a link."""
    return sha256(secret.encode()).hexdigest()


def owned(person: Person, uscc: str) -> Business:
    """The business a person owns, or NotFound: clerks and agents invite nobody."""
    if role_in(person, uscc) != OwnerRole.OWNER:
        raise NotFound
    return Business.objects.get(uscc=uscc)


def invite(*, person: Person, uscc: str, role: str, ends: date | None, on: date) -> str:
    """The secret of a link that makes whoever opens it a clerk or agent; shown once, holds a week."""
    business = owned(person, uscc)
    if role not in INVITED:
        raise Refusal("请选择经办人或代理人。", "经营者须自己申请绑定。", code="role_unknown")
    if role == OwnerRole.AGENT and ends is None:
        raise Refusal("代理人须写明到期日。", "最长一年，到期可再邀请。", code="end_missing")
    if ends is not None and not on <= ends <= on + timedelta(days=LONGEST_DAYS):
        raise Refusal("到期日应在今天以后、一年以内。", "日期写作 2027-06-30。", code="end_wrong")
    secret = secrets.token_urlsafe(24)
    with transaction.atomic():
        made = Invitation.objects.create(
            business=business,
            invited_by=person,
            role=role,
            ends=ends,
            mark=mark_of(secret),
            until=on + timedelta(days=LINK_DAYS),
        )
        record(
            action="invite",
            kind="business",
            key=uscc,
            actor=person.pk,
            after={"role": role, "number": made.pk},
        )
    return secret


def invitation_of(secret: str, on: date) -> Invitation:
    """The living invitation of a link, or NotFound."""
    found = (
        Invitation.objects.filter(mark=mark_of(secret), ended_at=None, until__gte=on)
        .select_related("business")
        .first()
    )
    if found is None:
        raise NotFound("邀请链接已失效。", "链接七天内有效、只能用一次，请让经营者重新发。")
    return found


@transaction.atomic
def accept(*, person: Person, secret: str, on: date) -> Owner:
    """Takes the invitation; a link holds once."""
    held = invitation_of(secret, on)
    if role_in(person, held.business.uscc):
        raise Refusal("您已绑定这家经营主体。", "不必再接受邀请。", code="bound_already")
    if not Invitation.objects.filter(pk=held.pk, ended_at=None).update(
        taken_by=person, ended_at=timezone.now()
    ):
        raise DecidedAlready("这份邀请")
    # An expired binding is over: it makes room for the new one.
    Owner.objects.filter(person=person, business=held.business, ended_at=None).update(ended_at=timezone.now())
    owner = Owner.objects.create(person=person, business=held.business, role=held.role, ends=held.ends)
    record(action="accept_invitation", kind="business", key=held.business.uscc, actor=person.pk)
    return owner


@transaction.atomic
def take_back(*, person: Person, uscc: str, number: int) -> None:
    """Withdraws an invitation nobody took."""
    business = owned(person, uscc)
    held = Invitation.objects.filter(pk=number, business=business)
    if not held.exists():
        raise NotFound
    if not held.filter(ended_at=None).update(ended_at=timezone.now()):
        raise DecidedAlready("这份邀请")
    record(action="take_back_invitation", kind="business", key=uscc, actor=person.pk)


@transaction.atomic
def end_binding(*, person: Person, uscc: str, number: int) -> None:
    """Ends one's own binding, or as owner that of a clerk or agent."""
    mine = role_in(person, uscc)
    held = acting(Owner.objects.filter(pk=number, business__uscc=uscc)).first()
    if not mine or held is None:
        raise NotFound
    if held.person_id != person.pk and (mine != OwnerRole.OWNER or held.role == OwnerRole.OWNER):
        raise NotFound
    if not Owner.objects.filter(pk=held.pk, ended_at=None).update(ended_at=timezone.now()):
        raise DecidedAlready("这份绑定")
    record(action="end_binding", kind="business", key=uscc, actor=person.pk, after={"person": held.person_id})
