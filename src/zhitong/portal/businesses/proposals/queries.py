"""Corrections as screens show them."""

from dataclasses import dataclass
from datetime import date, datetime

from zhitong.engine.facts import parse_value, value_text
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.businesses.bindings.perms import in_counties
from zhitong.portal.businesses.models import Proposal, ProposalState
from zhitong.portal.businesses.proposals.proposing import sources_of
from zhitong.portal.businesses.vocabulary import vocabulary

SHOWN = 200


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One correction: what it was, what it should be, how far it is."""

    number: int
    uscc: str
    business: str
    fact: str
    label: str
    before: str
    value: str
    note: str
    as_of: date
    state: str
    made_at: datetime
    reason: str
    sources: tuple[tuple[str, str], ...]


def proposal_row(one: Proposal) -> ProposalRow:
    """A correction as a line."""
    known = vocabulary()
    definition = known[one.fact]
    value, _problem = parse_value(definition, one.value, known)
    return ProposalRow(
        number=one.pk,
        uscc=one.business.uscc,
        business=one.business.name,
        fact=one.fact,
        label=definition.label,
        before=one.before,
        value=value_text(definition, value, known) if value is not None else str(one.value),
        note=one.note,
        as_of=one.as_of,
        state=one.state,
        made_at=one.made_at,
        reason=one.reason,
        sources=tuple((key, known.source_label(key)) for key in sources_of(one.fact)),
    )


def proposals_of(business_uscc: str) -> list[ProposalRow]:
    """What a business proposed, newest first; whoever asks has been let in by the page."""
    found = Proposal.objects.filter(business__uscc=business_uscc).select_related("business")
    return [proposal_row(one) for one in found.order_by("-id")[:SHOWN]]


def proposals_waiting(person: Viewer) -> list[ProposalRow]:
    """The queue of the officer's counties, oldest first."""
    found = Proposal.objects.filter(in_counties(person, "business__region"), state=ProposalState.WAITING)
    return [proposal_row(one) for one in found.select_related("business").order_by("id")[:SHOWN]]


def count_waiting(person: Viewer) -> int:
    """How many wait in the officer's counties."""
    asked = Proposal.objects.filter(in_counties(person, "business__region"), state=ProposalState.WAITING)
    return asked.count()
