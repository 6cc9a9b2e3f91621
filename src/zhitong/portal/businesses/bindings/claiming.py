"""Claiming a business, and deciding about a claim."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from zhitong.engine.standards.uscc import check_uscc
from zhitong.portal.accounts.models import Person
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.businesses.bindings.perms import COUNTY_DIGITS, in_counties, role_in
from zhitong.portal.businesses.bindings.proofs import drop_proof, keep_proof, read_proof
from zhitong.portal.businesses.models import Business, Claim, ClaimState, Owner, OwnerRole
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.problems import NotFound, Refusal
from zhitong.portal.foundation.rates import take

LONGEST = 300


class ClaimRefused(Refusal):
    """The claim cannot be taken; nothing was written."""


class DecidedAlready(Refusal):
    """Somebody was faster; nothing was written."""

    def __init__(self, what: str = "这份申请") -> None:
        super().__init__(f"{what}已由他人办结或已撤回。", "请刷新后看结果。", code="decided_already")


@dataclass(frozen=True, slots=True)
class Claiming:
    """What a person sends: the code as typed, a word, the proof."""

    uscc: str
    note: str
    proof: bytes


def claim(*, person: Person, said: Claiming) -> Claim:
    """Keeps a claim; the same code again gives the one that waits, whatever the register holds."""
    uscc, problem = check_uscc(said.uscc)
    if uscc is None:
        raise ClaimRefused(
            problem.message if problem else "代码不对。", "照营业执照填写。", code="uscc_invalid"
        )
    if role_in(person, uscc) == OwnerRole.OWNER:
        raise ClaimRefused("这家经营主体已绑定在您的账号上。", "到“我的主体”查看。", code="bound_already")
    known = Claim.objects.filter(person=person, uscc=uscc, state=ClaimState.WAITING).first()
    if known is not None:
        return known
    if not said.proof:
        raise ClaimRefused("请上传营业执照照片。", "JPG、PNG 或 PDF，5 MB 以内。", code="proof_missing")
    take("claim", f"person {person.pk}", "今天提出的绑定申请太多")
    proof = keep_proof(said.proof)
    region = Business.objects.filter(uscc=uscc).values_list("region", flat=True).first() or uscc[2:8]
    try:
        with transaction.atomic():
            made = Claim.objects.create(
                person=person,
                uscc=uscc,
                region=region,
                note=" ".join(said.note.split())[:LONGEST],
                proof=proof.name,
                proof_kind=proof.kind,
                proof_sha256=proof.sha256,
            )
            record(action="claim", kind="claim", key=str(made.pk), actor=person.pk)
    except IntegrityError:
        drop_proof(proof.name)  # the other tab was faster
        return Claim.objects.get(person=person, uscc=uscc, state=ClaimState.WAITING)
    return made


def withdraw_claim(*, person: Person, number: int) -> None:
    """Takes one's own claim back."""
    held = Claim.objects.filter(pk=number, person=person).first()
    if held is None:
        raise NotFound
    _decide(held, ClaimState.WITHDRAWN, person, "")
    drop_proof(held.proof)


def claim_for(person: Viewer, number: int) -> Claim:
    """A claim of the officer's own county, or NotFound."""
    found = Claim.objects.filter(in_counties(person, "region"), pk=number).select_related("person").first()
    if found is None:
        raise NotFound
    return found


def proof_of(person: Viewer, number: int) -> tuple[str, bytes]:
    """Kind and content of the proof, for the officer who decides."""
    held = claim_for(person, number)
    record(action="open_proof", kind="claim", key=str(held.pk), actor=person.pk)
    return held.proof_kind, read_proof(held.proof)


def approve_claim(*, person: Person, number: int) -> Owner:
    """Binds the person; refused where the register has no such business, or for one's own claim."""
    held = claim_for(person, number)
    if held.person_id == person.pk:
        raise ClaimRefused("不能核验自己的申请。", "请由同事办理。", code="own_claim")
    business = Business.objects.filter(uscc=held.uscc, region__startswith=held.region[:COUNTY_DIGITS]).first()
    if business is None:
        raise ClaimRefused(
            "登记库里没有这个代码，或它已不在本旗县。",
            "请先核对登记信息，或退回申请。",
            code="not_registered",
        )
    with transaction.atomic():
        _decide(held, ClaimState.APPROVED, person, "")
        # Who was a clerk, or whose time was over, becomes the owner.
        Owner.objects.filter(person=held.person, business=business, ended_at=None).update(
            ended_at=timezone.now()
        )
        owner = Owner.objects.create(person=held.person, business=business, role=OwnerRole.OWNER)
    drop_proof(held.proof)
    return owner


def refuse_claim(*, person: Person, number: int, reason: str) -> None:
    """Sends it back with a reason the person sees."""
    held = claim_for(person, number)
    said = " ".join(reason.split())
    if not 2 <= len(said) <= LONGEST:
        raise ClaimRefused("请写明未通过的理由。", "2 到 300 个字，申请人会看到。", code="reason_missing")
    _decide(held, ClaimState.REFUSED, person, said)
    drop_proof(held.proof)


@transaction.atomic
def _decide(held: Claim, state: str, person: Person, reason: str) -> None:
    moved = Claim.objects.filter(pk=held.pk, state=ClaimState.WAITING).update(
        state=state, decided_by=person, decided_at=timezone.now(), reason=reason
    )
    if not moved:
        raise DecidedAlready
    record(
        action=f"claim_{state}",
        kind="claim",
        key=str(held.pk),
        actor=person.pk,
        before={"state": "waiting"},
        after={"state": state},
        reason=reason,
    )
