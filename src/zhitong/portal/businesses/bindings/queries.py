"""Claims and people of a business as screens show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zhitong.portal.accounts.perms import Viewer, signed_in
from zhitong.portal.businesses.bindings.claiming import claim_for
from zhitong.portal.businesses.bindings.perms import in_counties, role_in
from zhitong.portal.businesses.models import Business, Claim, ClaimState, Invitation, Owner, OwnerRole
from zhitong.portal.businesses.perms import acting
from zhitong.portal.businesses.queries import BusinessRow, business_row
from zhitong.portal.businesses.queries.registry import code_name

SHOWN = 200


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as its maker sees it: nothing the register knows."""

    number: int
    uscc: str
    state: str
    made_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ClaimToDecide:
    """A claim as the officer sees it; `business` is None where the register has no such code."""

    claim: ClaimRow
    person: str
    region_name: str
    note: str
    has_proof: bool
    proof_kind: str
    business: BusinessRow | None
    others: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who acts for a business."""

    number: int
    name: str
    role: str
    ends: date | None
    is_self: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """A link nobody took yet."""

    number: int
    role: str
    ends: date | None
    until: date


def claim_row(one: Claim) -> ClaimRow:
    """A claim as a line."""
    return ClaimRow(one.pk, one.uscc, one.state, one.made_at, one.reason)


def my_claims(person: Viewer) -> list[ClaimRow]:
    """What a person claimed, newest first."""
    return [claim_row(one) for one in Claim.objects.filter(person=signed_in(person)).order_by("-id")[:SHOWN]]


def claims_waiting(person: Viewer) -> list[ClaimToDecide]:
    """The queue of the officer's counties, oldest first; three queries."""
    waiting = Claim.objects.filter(in_counties(person, "region"), state=ClaimState.WAITING)
    rows = list(waiting.select_related("person").order_by("id")[:SHOWN])
    known = {one.uscc: one for one in Business.objects.filter(uscc__in=[row.uscc for row in rows])}
    return [_to_decide(row, known.get(row.uscc), 0) for row in rows]


def count_waiting(person: Viewer) -> int:
    """How many wait in the officer's counties."""
    return Claim.objects.filter(in_counties(person, "region"), state=ClaimState.WAITING).count()


def claim_page(person: Viewer, number: int) -> ClaimToDecide:
    """One claim with the register's word beside it."""
    held = claim_for(person, number)
    business = Business.objects.filter(uscc=held.uscc).first()
    others = acting(Owner.objects.filter(business=business, role=OwnerRole.OWNER)).count() if business else 0
    return _to_decide(held, business, others)


def _to_decide(held: Claim, business: Business | None, others: int) -> ClaimToDecide:
    return ClaimToDecide(
        claim=claim_row(held),
        person=str(held.person),
        region_name=code_name("region", held.region),
        note=held.note,
        has_proof=bool(held.proof) and held.state == ClaimState.WAITING,
        proof_kind=held.proof_kind,
        business=business_row(business) if business else None,
        others=others,
    )


def people_of(person: Viewer, uscc: str) -> Sequence[PersonRow]:
    """Who acts for a business, for those who act for it themselves."""
    mine = role_in(person, uscc)
    if not mine:
        return []
    found = acting(Owner.objects.filter(business__uscc=uscc)).select_related("person")
    return [
        PersonRow(
            one.pk,
            str(one.person),
            one.role,
            one.ends,
            one.person_id == person.pk,
            one.person_id == person.pk or (mine == OwnerRole.OWNER and one.role != OwnerRole.OWNER),
        )
        for one in found.order_by("id")
    ]


def invitations_of(person: Viewer, uscc: str, on: date) -> Sequence[InvitationRow]:
    """Open links of a business, for its owner."""
    if role_in(person, uscc) != OwnerRole.OWNER:
        return []
    found = Invitation.objects.filter(business__uscc=uscc, ended_at=None, until__gte=on)
    return [InvitationRow(one.pk, one.role, one.ends, one.until) for one in found]
