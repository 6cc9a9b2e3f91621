"""Accepting, correcting, rejecting, adding, splitting, merging readings, and taking each back."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from zhitong.engine.documents.readings import (
    ACCEPTED,
    ADDED,
    CORRECTED,
    UNREVIEWED,
    Item,
)
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.documents.models import Action, Correction, Document
from zhitong.portal.documents.review.applying import COLUMNS, apply_readings, column_value
from zhitong.portal.documents.review.judgement import Desk, ReviewRefused, Said, desk_of, keep, stale
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.problems import NotFound

LONGEST_REASON = 200


def same_kind(items: Sequence[Item]) -> str:
    """The one kind of some readings."""
    kinds = {one.kind for one in items}
    if len(kinds) != 1:
        raise ReviewRefused("两条不是同一种内容，不能合并。", "请选择同一种类的相邻两条。", code="kinds")
    return kinds.pop()


@transaction.atomic
def accept_reading(*, key: str, item: str, person: Viewer) -> Correction:
    """The machine read it right."""
    desk = desk_of(key, person)
    source = desk.item(item)
    if source.is_reviewed:
        raise stale()
    row = keep(desk, Action.ACCEPT, [source], [desk.judged(source, ACCEPTED)])
    apply_readings(desk.revision)
    return row


@transaction.atomic
def accept_surest(*, key: str, kind: str, least: float, expected: int, person: Viewer) -> int:
    """Accepts all unreviewed readings of a kind that are so sure; refuses if not as many as shown."""
    desk = desk_of(key, person)
    chosen = [
        one
        for one in desk.merged.items
        if one.kind == kind and one.state == UNREVIEWED and one.confidence >= least
    ]
    if len(chosen) != expected or not chosen:
        raise ReviewRefused(
            f"符合条件的现在是 {len(chosen)} 条，与您看到的 {expected} 条不同，没有认可。",
            "请按最新的条数重新确认。",
            code="stale",
        )
    Correction.objects.bulk_create(
        Correction(
            document=desk.document,
            action=Action.ACCEPT,
            kind=kind,
            bases=[one.to_json()],
            results=[desk.judged(one, ACCEPTED).to_json()],
            by=desk.person,
            unit=desk.unit,
        )
        for one in chosen
    )
    record(
        action="accept_readings",
        kind="document",
        key=key,
        actor=desk.person,
        organisation=desk.unit,
        after={"kind": kind, "least": least, "count": len(chosen)},
    )
    apply_readings(desk.revision)
    return len(chosen)


@transaction.atomic
def reject_reading(*, key: str, item: str, reason: str, person: Viewer) -> Correction:
    """It is not what the machine took it for, and why."""
    said = " ".join(reason.split())
    if not 2 <= len(said) <= LONGEST_REASON:
        raise ReviewRefused("请写明排除的理由。", f"2 到 {LONGEST_REASON} 个字即可。", code="reason_missing")
    desk = desk_of(key, person)
    row = keep(desk, Action.REJECT, [desk.item(item)], [], said)
    apply_readings(desk.revision)
    return row


@transaction.atomic
def correct_reading(*, key: str, items: Sequence[str], said: Sequence[Said], person: Viewer) -> Correction:
    """Other values or words: one for one (correct), one for two (split), two for one (merge)."""
    desk = desk_of(key, person)
    sources = [desk.item(one) for one in items]
    kind = same_kind(sources)
    if not said:
        raise ReviewRefused("请填写核对后的内容。", code="empty")
    action = Action.MERGE if len(sources) > 1 else Action.SPLIT if len(said) > 1 else Action.CORRECT
    first = sources[0]
    results = []
    for one in said:
        stays = (one.start, one.end) == (first.words.start, first.words.end)
        state = ADDED if first.state == ADDED and action == Action.CORRECT else CORRECTED
        made = desk.said(kind, one, state, first.confidence, first.words.path if stays else one.path)
        results.append(with_note(with_rest(made, first), first))
    row = keep(desk, action, sources, results)
    apply_readings(desk.revision)
    return row


def with_rest(item: Item, before: Item) -> Item:
    """What the form does not ask for stays."""
    return replace(item, values={**before.values, **item.values})


def with_note(item: Item, before: Item) -> Item:
    """A measure keeps its printed note unless its words changed, which then are the note."""
    if item.kind != "measure":
        return item
    same = (item.words.start, item.words.end) == (before.words.start, before.words.end)
    raw = before.values.get("responsible_raw", "") if same else item.words.quote
    return replace(item, values={**item.values, "responsible_raw": raw})


@transaction.atomic
def add_reading(*, key: str, kind: str, said: Said, person: Viewer) -> Correction:
    """Something the machine missed."""
    desk = desk_of(key, person)
    item = desk.said(kind, said, ADDED, 1.0)
    if not item.words.quote and kind != "metadata":
        raise ReviewRefused("请指明是原文哪几个字。", "从文中复制原句即可。", code="words")
    if kind == "measure":
        item = replace(item, values={**item.values, "responsible_raw": item.words.quote})
    same = [one for one in desk.merged.items if one.kind == kind and one.order == item.order]
    if same:
        raise ReviewRefused("这一条已经有了。", "请在列表中核对已有的一条。", code="known")
    row = keep(desk, Action.ADD, [], [item])
    apply_readings(desk.revision)
    return row


@transaction.atomic
def undo_judgement(*, key: str, number: int, person: Viewer) -> None:
    """Takes a judgement back; those it replaced hold again."""
    desk = desk_of(key, person)
    row = Correction.objects.filter(pk=number, document=desk.document).first()
    if row is None:
        raise NotFound("没有这条核对记录。", "请在核对页看最新结果。")
    if not Correction.objects.filter(pk=number, ended_at=None).update(ended_at=timezone.now()):
        raise stale()
    Correction.objects.filter(pk__in=row.replaces).update(ended_at=None)
    record(
        action="undo_judgement",
        kind="document",
        key=key,
        actor=desk.person,
        organisation=desk.unit,
        before={"correction": number, "action": row.action, "by": row.by},
    )
    if row.kind == "metadata":
        restore_column(desk, row)
    apply_readings(desk.revision)


def restore_column(desk: Desk, row: Correction) -> None:
    """The machine's word returns to the document's column, unless somebody set another meanwhile."""
    before = {one["values"]["field"]: one["values"]["value"] for one in row.bases}
    for one in row.results:
        field = one["values"]["field"]
        if one.get("state") not in ("corrected", "added") or field not in COLUMNS:
            continue
        set_by_people = column_value(field, one["values"]["value"])
        Document.objects.filter(pk=desk.document.pk, **{field: set_by_people}).update(
            **{field: column_value(field, before.get(field))}
        )


__all__ = [
    "LONGEST_REASON",
    "ReviewRefused",
    "Said",
    "accept_reading",
    "accept_surest",
    "add_reading",
    "correct_reading",
    "reject_reading",
    "undo_judgement",
]
