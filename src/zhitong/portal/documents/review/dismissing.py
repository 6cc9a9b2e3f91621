"""Judging that a finding of the check does not apply, with a reason, and taking that back."""

from hashlib import sha256

from django.db import transaction

from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.documents.models import DismissedFinding, Document
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.locks import hold
from zhitong.portal.foundation.problems import NotFound, Refusal

SHORTEST_REASON, LONGEST_REASON = 2, 200
ALONE = 12  # characters from which a quote can be told apart without the words around it
AROUND = 12


class ReasonMissing(Refusal):
    """A finding is not dismissed without saying why."""

    def __init__(self) -> None:
        super().__init__(
            "请写明排除的理由。", f"{SHORTEST_REASON} 到 {LONGEST_REASON} 个字即可。", code="reason_missing"
        )


def words_mark(text: str, start: int, end: int, message: str) -> str:
    """What a finding is about, whatever its place: its words, with their surroundings where they are few.

    A finding about something that is not in the text goes by its message.
    """
    words = text[start:end] if end - start >= ALONE else text[max(0, start - AROUND) : end + AROUND]
    about = "".join(words.split()) if end > start else message
    return sha256(about.encode()).hexdigest()


@transaction.atomic
def dismiss_finding(*, key: str, rule: str, mark: str, reason: str, person: Viewer) -> DismissedFinding:
    """Keeps the judgement; the first one stands when two people judge at the same time."""
    said = " ".join(reason.split())
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        raise ReasonMissing
    hold("findings")
    if not Document.objects.filter(key=key).exists():
        raise NotFound("没有这份文件。", "请从政策文件列表进入。")
    kept, is_new = DismissedFinding.objects.get_or_create(
        document_key=key, rule=rule, words_mark=mark, defaults={"reason": said, "by": person.pk}
    )
    if is_new:
        record(
            action="dismiss_finding",
            kind="document",
            key=key,
            actor=person.pk,
            after={"rule": rule, "words": mark},
            reason=said,
        )
    return kept


@transaction.atomic
def restore_finding(*, key: str, rule: str, mark: str, person: Viewer) -> bool:
    """Takes a judgement back; False when there was none."""
    hold("findings")
    kept = DismissedFinding.objects.filter(document_key=key, rule=rule, words_mark=mark).first()
    if kept is None:
        return False
    record(
        action="restore_finding",
        kind="document",
        key=key,
        actor=person.pk,
        before={"rule": rule, "words": mark, "reason": kept.reason, "by": kept.by},
    )
    kept.delete()
    return True
