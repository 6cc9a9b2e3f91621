"""Making a comment without an account, and taking it back while there is time."""

import secrets
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from zhitong.portal.consultations.allowing import count_one
from zhitong.portal.consultations.models import Comment, Consultation, Voice
from zhitong.portal.consultations.problems import ChangedMeanwhile, ConsultationRefused
from zhitong.portal.consultations.states import require
from zhitong.portal.documents.models import Clause
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.problems import NotFound

SHORTEST, LONGEST = 2, 2000
LONGEST_NAME, LONGEST_CONTACT = 60, 100
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without those mistaken for one another


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wrote; `once` is the number of the form, so that a form sent twice is one comment."""

    path: str
    text: str
    once: str
    voice: str = ""
    region: str = ""
    name: str = ""
    contact: str = ""


def secret_of(once: str) -> str:
    """The secret of the writer's link: the same for the same form, not to be guessed from it."""
    return salted_hmac("zhitong.consultations.secret", once, algorithm="sha256").hexdigest()[:40]


def mark_of(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


def checked(said: Said, held: Consultation) -> Said:
    """The words within the limits, or ConsultationRefused; nothing is cut off silently."""
    text = said.text.replace("\r\n", "\n").strip()
    if not SHORTEST <= len(text) <= LONGEST:
        found = f"现在是 {len(text)} 个字。" if text else ""
        raise ConsultationRefused(
            f"意见要有 {SHORTEST} 到 {LONGEST} 个字。{found}", "太长的请分几条提。", code="comment_length"
        )
    name, contact = " ".join(said.name.split()), " ".join(said.contact.split())
    if len(name) > LONGEST_NAME or len(contact) > LONGEST_CONTACT:
        raise ConsultationRefused("称呼或联系方式太长。", "请写短一些，也可以不写。", code="name_length")
    if said.path and not Clause.objects.filter(revision=held.revision_id, path=said.path).exists():
        raise ConsultationRefused(
            f"草案里没有条款“{said.path[:60]}”。", "请从草案的条款进入，或对全文提意见。", code="no_clause"
        )
    voice = said.voice if said.voice in Voice.values else ""
    return Said(said.path, text, said.once, voice, said.region[:12], name, contact)


def new_receipt(on: date) -> str:
    """`YJ` with the month and six signs drawn by lot: names the comment, opens nothing."""
    return f"YJ{on:%y%m}-{''.join(secrets.choice(SIGNS) for _ in range(6))}"


def make_comment(
    *, key: str, said: Said, browser: str, address: str, on: date, is_sample: bool = False
) -> tuple[Comment, str]:
    """Keeps a comment and gives it with its secret; the same form again gives the same comment.

    `browser` and `address` are only counted, by marks that cannot be turned back.
    """
    held = Consultation.objects.filter(key=key).select_related("revision").first()
    if held is None:
        raise NotFound
    require(held, "comment", on)
    words = checked(said, held)
    secret = secret_of(f"{held.key} {words.once}")
    known = Comment.objects.filter(secret_mark=mark_of(secret)).first()
    if known is not None:
        return known, secret
    with transaction.atomic():
        count_one(browser=browser, address=address, on=on)
        made, is_new = Comment.objects.get_or_create(
            secret_mark=mark_of(secret),
            defaults={
                "consultation": held,
                "revision": held.revision,
                "path": words.path,
                "receipt": new_receipt(on),
                "on": on,
                "text": words.text,
                "voice": words.voice,
                "region": words.region,
                "name": words.name,
                "contact": words.contact,
                "is_sample": is_sample,
            },
        )
        if is_new:
            record(
                action="make_comment",
                kind="consultation",
                key=held.key,
                after={"receipt": made.receipt, "path": made.path[:200]},
            )
    return made, secret


def own_comment(secret: str) -> Comment:
    """The comment of a writer's link, or NotFound."""
    found = (
        Comment.objects.filter(secret_mark=mark_of(secret))
        .select_related("consultation__document", "consultation__host", "revision", "change_revision")
        .defer("revision__text", "revision__parse", "change_revision__text", "change_revision__parse")
        .first()
    )
    if found is None:
        raise NotFound("没有这条意见。", "请核对链接是否完整；链接只在提交后显示一次。")
    return found


@transaction.atomic
def withdraw_comment(*, secret: str, on: date) -> Comment:
    """Takes a comment back: its words, name and contact are erased, the receipt number stays."""
    held = own_comment(secret)
    require(held.consultation, "withdraw", on)
    gone = {"withdrawn_on": on, "text": "", "name": "", "contact": "", "voice": "", "region": ""}
    if not Comment.objects.filter(pk=held.pk, withdrawn_on=None).update(turn=F("turn") + 1, **gone):
        raise ChangedMeanwhile("这条意见")
    record(
        action="withdraw_comment",
        kind="consultation",
        key=held.consultation.key,
        after={"receipt": held.receipt},
    )
    held.refresh_from_db()
    return held
