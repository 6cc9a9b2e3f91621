"""The registry, who acts for a business, and what its people say is wrong in it."""

from zhitong.portal.businesses.models.bindings import Claim, ClaimState, Invitation
from zhitong.portal.businesses.models.proposals import Proposal, ProposalState
from zhitong.portal.businesses.models.registry import (
    Business,
    FactSheet,
    ImportRun,
    Kind,
    Owner,
    OwnerRole,
    Source,
    Status,
)

__all__ = [
    "Business",
    "Claim",
    "ClaimState",
    "FactSheet",
    "ImportRun",
    "Invitation",
    "Kind",
    "Owner",
    "OwnerRole",
    "Proposal",
    "ProposalState",
    "Source",
    "Status",
]
