"""Agreeing to a use of one's data, and withdrawing from it at once."""

from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone

from zhitong.portal.accounts.models import Consent, Person
from zhitong.portal.accounts.perms import Viewer, signed_in
from zhitong.portal.foundation.journal import record


def has_consent(person: Viewer, purpose: str, version: int) -> bool:
    """Whether the person agrees now to this version; a changed text asks anew."""
    held = Consent.objects.filter(person=signed_in(person), purpose=purpose, withdrawn_at=None)
    return held.filter(version=version).exists()


def give_consent(*, person: Person, purpose: str, version: int, text: str, channel: str) -> Consent:
    """Keeps that the person agreed to this text; the same again changes nothing."""
    held = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None)
    known = held.filter(version=version).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            held.update(withdrawn_at=timezone.now())  # an older text is replaced
            made = Consent.objects.create(
                person=person,
                purpose=purpose,
                version=version,
                text_sha256=sha256(text.encode()).hexdigest(),
                channel=channel,
            )
            record(
                action="give_consent",
                kind="person",
                key=str(person.pk),
                actor=person.pk,
                after={"purpose": purpose, "version": version},
            )
    except IntegrityError:  # the other tab was faster
        return Consent.objects.get(person=person, purpose=purpose, withdrawn_at=None)
    return made


@transaction.atomic
def withdraw_consent(*, person: Person, purpose: str) -> bool:
    """Withdraws; False when there was nothing to withdraw."""
    held = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None)
    if not held.update(withdrawn_at=timezone.now()):
        return False
    record(
        action="withdraw_consent",
        kind="person",
        key=str(person.pk),
        actor=person.pk,
        after={"purpose": purpose},
    )
    return True


def consents_of(person: Viewer) -> list[Consent]:
    """All that was agreed to and withdrawn, newest first."""
    return list(Consent.objects.filter(person=signed_in(person)))
