"""Proposing a correction, and deciding about it.

A proposal is the business's own word from the moment it is made: it lies in the sheet of what was declared
and counts wherever no more trusted source speaks. Verified, it becomes the word of the source looked into.
"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from zhitong.engine.facts import FactDef, parse_value, value_text
from zhitong.portal.accounts.models import Person
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.businesses.bindings.claiming import DecidedAlready
from zhitong.portal.businesses.bindings.perms import in_counties, role_in
from zhitong.portal.businesses.checking import plain
from zhitong.portal.businesses.models import Business, FactSheet, Proposal, ProposalState, Source
from zhitong.portal.businesses.queries import facts_of
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.locks import hold
from zhitong.portal.foundation.problems import NotFound, Refusal

LONGEST = 300


class ProposalRefused(Refusal):
    """The correction cannot be taken; nothing was written."""


def correctable(key: str) -> FactDef:
    """The fact, when a business may speak about it; derived facts are computed, never declared."""
    definition = vocabulary().get(key)
    if definition is None or definition.derived or definition.inputs:
        raise ProposalRefused("这一项不能更正。", "推算的数据请更正它所依据的数据。", code="fact_fixed")
    return definition


def propose(*, person: Person, uscc: str, fact: str, text: str, note: str, on: date) -> Proposal:
    """Keeps a correction and declares it; NotFound for whoever does not act for the business."""
    if not role_in(person, uscc):
        raise NotFound
    definition = correctable(fact)
    value, problem = parse_value(definition, text.strip(), vocabulary())
    if value is None:
        raise ProposalRefused(
            problem.message if problem else "请填写更正后的数据。", "改正后再提交。", code="value_unreadable"
        )
    business = Business.objects.get(uscc=uscc)
    known = facts_of(business, on).get(fact)
    before = value_text(definition, known.value, vocabulary()) if known else ""
    if known is not None and known.value == value:
        raise ProposalRefused("与现在的数据相同。", "不用更正。", code="value_same")
    try:
        with transaction.atomic():
            hold("businesses")
            made = Proposal.objects.create(
                business=business,
                person=person,
                fact=fact,
                value=plain(value),
                before=before[:200],
                note=" ".join(note.split())[:LONGEST],
                as_of=on,
            )
            _say(business, Source.DECLARED, on, fact, plain(value))
            record(action="propose", kind="business", key=uscc, actor=person.pk, after={"fact": fact})
    except IntegrityError:
        raise ProposalRefused(
            "这一项已有一份更正在核实。", "要改，请先撤回前一份。", code="proposal_waiting"
        ) from None
    return made


def proposal_for(person: Viewer, number: int) -> Proposal:
    """A correction of the officer's own county, or NotFound."""
    asked = Proposal.objects.filter(in_counties(person, "business__region"), pk=number)
    found = asked.select_related("business", "person").first()
    if found is None:
        raise NotFound
    return found


def withdraw_proposal(*, person: Person, uscc: str, number: int) -> None:
    """Takes it back; what was declared is no longer said."""
    held = Proposal.objects.filter(pk=number, business__uscc=uscc).select_related("business").first()
    if held is None or not role_in(person, uscc):
        raise NotFound
    _decide(held, ProposalState.WITHDRAWN, person, "", Source.DECLARED)


def verify_proposal(*, person: Person, number: int, source: str) -> None:
    """The officer looked into the source named: the value becomes its word as of the day it was proposed."""
    held = proposal_for(person, number)
    if held.person_id == person.pk:
        raise ProposalRefused("不能核实自己提出的更正。", "请由同事办理。", code="own_proposal")
    if source not in sources_of(held.fact):
        raise ProposalRefused("请选择核对了哪个来源。", "没有可核对的来源时请退回。", code="source_unknown")
    _decide(held, ProposalState.VERIFIED, person, "", source)


def refuse_proposal(*, person: Person, number: int, reason: str) -> None:
    """Not taken over, with a reason the business sees; what was declared is no longer said."""
    held = proposal_for(person, number)
    said = " ".join(reason.split())
    if not 2 <= len(said) <= LONGEST:
        raise ProposalRefused("请写明未采纳的理由。", "2 到 300 个字，经营者会看到。", code="reason_missing")
    _decide(held, ProposalState.REFUSED, person, said, Source.DECLARED)


def sources_of(fact: str) -> tuple[str, ...]:
    """The registers a fact can be checked against, most trusted first."""
    return tuple(one for one in vocabulary()[fact].sources if one in Source.values and one != Source.DECLARED)


@transaction.atomic
def _decide(held: Proposal, state: str, person: Person, reason: str, source: str) -> None:
    hold("businesses")
    moved = Proposal.objects.filter(pk=held.pk, state=ProposalState.WAITING).update(
        state=state, decided_by=person, decided_at=timezone.now(), reason=reason
    )
    if not moved:
        raise DecidedAlready("这份更正")
    if state == ProposalState.VERIFIED:
        _say(held.business, source, held.as_of, held.fact, held.value)
    else:
        _unsay(held)
    record(
        action=f"proposal_{state}",
        kind="business",
        key=held.business.uscc,
        actor=person.pk,
        before={"fact": held.fact, "state": "waiting"},
        after={"state": state, "source": source},
        reason=reason,
    )


def _say(business: Business, source: str, day: date, fact: str, value: Any) -> None:
    """Writes one value into the sheet of a source and day; under the lock of the registry."""
    sheet, _is_new = FactSheet.objects.select_for_update().get_or_create(
        business=business, source=source, as_of=day, defaults={"values": {}}
    )
    sheet.values = sheet.values | {fact: value}
    sheet.save(update_fields=["values", "recorded_at"])


def _unsay(held: Proposal) -> None:
    sheet = (
        FactSheet.objects.select_for_update()
        .filter(business=held.business, source=Source.DECLARED, as_of=held.as_of)
        .first()
    )
    if sheet is not None and sheet.values.get(held.fact) == held.value:
        sheet.values = {key: value for key, value in sheet.values.items() if key != held.fact}
        sheet.save(update_fields=["values", "recorded_at"])
