"""Reads about people and organisations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from zhitong.portal.accounts.models import DataRequest, Organisation
from zhitong.portal.accounts.perms import Viewer, memberships_of, regions_of, signed_in


@dataclass(frozen=True, slots=True)
class Post:
    """One role in one organisation."""

    organisation: str
    organisation_key: str
    role: str
    role_label: str
    region: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Who is signed in and what for; an owner has no posts."""

    name: str
    posts: Sequence[Post]
    regions: Sequence[str]
    is_leader: bool

    @property
    def is_officer(self) -> bool:
        """Works for an organisation."""
        return bool(self.posts)


def desk_of(person: Viewer) -> Desk:
    """The person's posts as of today; one query a request."""
    posts = [
        Post(
            one.organisation.name,
            one.organisation.key,
            one.role,
            one.get_role_display(),
            one.organisation.region,
        )
        for one in memberships_of(person)
    ]
    return Desk(str(person), posts, regions_of(person), any(post.role == "leader" for post in posts))


def organisation_keys(names: Sequence[str]) -> dict[str, str]:
    """Keys by full name, for linking units named by provisions."""
    return dict(Organisation.objects.filter(name__in=names).values_list("name", "key"))


@dataclass(frozen=True, slots=True)
class DataRequestRow:
    """A request about one's own data: `kept` says what stays after an erasure, and why."""

    number: int
    kind: str
    state: str
    asked_at: datetime
    done_at: datetime | None
    reason: str
    has_file: bool
    kept: Sequence[str]


def data_requests_of(person: Viewer) -> list[DataRequestRow]:
    """What a person asked about their own data, newest first."""
    return [
        DataRequestRow(
            one.pk, one.kind, one.state, one.asked_at, one.done_at, one.reason, bool(one.file), one.kept
        )
        for one in DataRequest.objects.filter(person=signed_in(person))[:50]
    ]
