"""One judgement on the readings of a document: held, checked against the screen, kept and journalled."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from zhitong.engine.documents.readings import REJECTED, Item, Merged, Words, anchored
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.documents.models import Action, Correction, Document, Revision
from zhitong.portal.documents.perms import editing_membership
from zhitong.portal.documents.review.standing import ground_of, machine_items, merged_of
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.locks import hold
from zhitong.portal.foundation.problems import NotFound, Refusal


class ReviewRefused(Refusal):
    """The judgement is not kept; the message says why."""


def stale() -> ReviewRefused:
    """Somebody else was quicker, or the text was read anew."""
    return ReviewRefused(
        "这一条刚刚被别人改过，您的操作没有保存。", "请在核对页看最新结果后再定。", code="stale"
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says is there: typed values, and the run of the text that says it (0–0: no words)."""

    values: dict[str, Any]
    start: int
    end: int
    path: str | None = None


@dataclass(slots=True)
class Desk:
    """A document held for one judgement."""

    document: Document
    revision: Revision
    merged: Merged
    unit: str
    person: int
    at: str

    def item(self, key: str) -> Item:
        """A standing reading or one that lost its words, or a refusal when it is not the one on screen."""
        lost = (one.item for one in self.merged.lost)
        found = next((one for one in (*self.merged.items, *lost) if key and one.key == key), None)
        if found is None:
            raise stale()
        return found

    def judged(self, item: Item, state: str, reason: str = "") -> Item:
        """The item in this person's judgement."""
        return item.judged(state, unit=self.unit, person=self.person, at=self.at, reason=reason)

    def said(self, kind: str, said: Said, state: str, sure: float, path: str | None = None) -> Item:
        """What the person said, on the words of the text."""
        ground = ground_of(self.revision)
        words = anchored(ground, said.start, said.end, path) if said.end else Words("", 0, 0, "")
        return self.judged(Item(kind, words, said.values, sure), state)


def desk_of(key: str, person: Viewer) -> Desk:
    """Holds the document until the end of the transaction; only its own region's editors pass."""
    hold(f"corrections:{key}")
    revision = (
        Revision.objects.filter(document__key=key).select_related("document").order_by("-number").first()
    )
    if revision is None:
        raise NotFound("这份文件的全文尚未导入。", "导入全文后即可核对。")
    office = editing_membership(person, revision.document)
    if office is None or person.pk is None:
        raise NotFound
    if not revision.machine:
        revision.machine = [one.to_json() for one in machine_items(revision)]
    now = timezone.now().isoformat(timespec="seconds")
    return Desk(revision.document, revision, merged_of(revision), office.organisation.name, person.pk, now)


def numbers_of(sources: Sequence[Item]) -> list[int]:
    """The judgements the sources stem from."""
    return sorted({int(one.key[1:].split(".")[0]) for one in sources if one.key.startswith("c")})


def keep(
    desk: Desk, action: str, sources: Sequence[Item], results: Sequence[Item], reason: str = ""
) -> Correction:
    """One judgement in place of those its sources stem from, whose other results go on."""
    replaced = numbers_of(sources)
    keys = {one.key for one in sources}
    bases = [one for one in sources if one.key.startswith("m")]
    others: list[Item] = []
    for row in Correction.objects.filter(pk__in=replaced).order_by("pk"):
        bases += [Item.from_json(one) for one in row.bases]
        others += [
            Item.from_json(one) for place, one in enumerate(row.results) if f"c{row.pk}.{place}" not in keys
        ]
    if action == Action.REJECT:
        bases = [one for one in bases if one.key not in keys]
        bases += [desk.judged(one, REJECTED, reason) for one in sources]
    ended = Correction.objects.filter(pk__in=replaced, ended_at=None).update(ended_at=timezone.now())
    if ended != len(replaced):
        raise stale()
    row = Correction.objects.create(
        document=desk.document,
        action=action,
        kind=(sources or results)[0].kind,
        bases=[one.to_json() for one in bases],
        results=[one.to_json() for one in (*others, *results)],
        reason=reason,
        replaces=replaced,
        by=desk.person,
        unit=desk.unit,
    )
    record(
        action=f"{action}_reading",
        kind="document",
        key=desk.document.key,
        actor=desk.person,
        organisation=desk.unit,
        before={"readings": [one.to_json() for one in sources]},
        after={"readings": [one.to_json() for one in results], "correction": row.pk},
        reason=reason,
    )
    return row
