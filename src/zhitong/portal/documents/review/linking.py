"""A person confirms or corrects which lower measure answers an upper one, and takes that back."""

from typing import Any

from django.db import transaction

from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.documents.models import AnswerGrade, Clause, ConfirmedLink, Revision
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.locks import hold
from zhitong.portal.foundation.problems import Refusal

LONGEST_NOTE = 200


class LinkRefused(Refusal):
    """The link is not kept; the message says why."""


def is_clause(key: str, path: str) -> bool:
    """Whether the newest text of a document has this clause."""
    newest = Revision.objects.filter(document__key=key).order_by("-number").values("pk")[:1]
    return Clause.objects.filter(revision__in=list(newest.values_list("pk", flat=True)), path=path).exists()


def said_of(link: ConfirmedLink) -> dict[str, Any]:
    """A link as the journal keeps it."""
    return {
        "upper": link.upper_key,
        "upper_path": link.upper_path,
        "lower_path": link.lower_path,
        "grade": link.grade,
        "note": link.note,
        "turn": link.turn,
    }


def changed_meanwhile() -> LinkRefused:
    """Somebody else was quicker."""
    return LinkRefused(
        "这一处刚刚被别人改过，您的确认没有保存。", "请回到对照页看最新结果后再定。", code="stale"
    )


@transaction.atomic
def confirm_link(
    *,
    lower: tuple[str, str],
    upper: tuple[str, str],
    grade: str,
    note: str = "",
    known_turn: int = 0,
    person: Viewer,
) -> ConfirmedLink:
    """Keeps the grade of (document, path) below against (document, path) above.

    `known_turn` is the turn the person saw, 0 for none; another one in between is a refusal.
    """
    if grade not in AnswerGrade.values:
        raise LinkRefused("请选择承接程度。", "可选完全承接、部分承接、不是对应。", code="grade")
    hold("links")
    for key, path in (lower, upper):
        if not is_clause(key, path):
            raise LinkRefused(f"没有条款“{path[:60]}”。", "请从列表中选择现有的条款。", code="clause")
    places = {"lower_key": lower[0], "lower_path": lower[1], "upper_key": upper[0], "upper_path": upper[1]}
    link = ConfirmedLink.objects.filter(**places).first()
    if (link.turn if link else 0) != known_turn:
        raise changed_meanwhile()
    before = said_of(link) if link else None
    link = link or ConfirmedLink(**places, turn=0)
    link.grade, link.note, link.by = grade, " ".join(note.split())[:LONGEST_NOTE], person.pk
    link.turn += 1
    link.save()
    record(
        action="confirm_link",
        kind="document",
        key=lower[0],
        actor=person.pk,
        before=before,
        after=said_of(link),
        reason=link.note,
    )
    return link


@transaction.atomic
def withdraw_link(*, lower: tuple[str, str], upper: tuple[str, str], known_turn: int, person: Viewer) -> bool:
    """Goes back to the machine's suggestion; False when nothing was confirmed."""
    hold("links")
    link = ConfirmedLink.objects.filter(
        lower_key=lower[0], lower_path=lower[1], upper_key=upper[0], upper_path=upper[1]
    ).first()
    if link is None:
        return False
    if link.turn != known_turn:
        raise changed_meanwhile()
    record(action="withdraw_link", kind="document", key=lower[0], actor=person.pk, before=said_of(link))
    link.delete()
    return True
