"""People, organisations and posts; consents and requests about one's own data."""

from zhitong.portal.accounts.models.people import Level, Membership, Organisation, Person, Role
from zhitong.portal.accounts.models.personal import Consent, DataRequest, RequestState, SecondFactorReset

__all__ = [
    "Consent",
    "DataRequest",
    "Level",
    "Membership",
    "Organisation",
    "Person",
    "RequestState",
    "Role",
    "SecondFactorReset",
]
