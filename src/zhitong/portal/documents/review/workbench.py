"""The workbench: the text in marked pieces, and a page of readings with what people made of them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from zhitong.engine.documents.readings import (
    KINDS,
    STATES,
    UNREVIEWED,
    Ground,
    Item,
    Lost,
    Words,
    anchored,
)
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.documents.models import Document
from zhitong.portal.documents.perms import can_edit_document
from zhitong.portal.documents.queries.library import named, row_of
from zhitong.portal.documents.queries.shapes import DocumentRow
from zhitong.portal.documents.reading import newest_revision
from zhitong.portal.documents.review.checking import names_of
from zhitong.portal.documents.review.standing import ground_of, merged_of
from zhitong.portal.foundation.paging import Page, bounds
from zhitong.portal.foundation.problems import NotFound

ROWS = 40
WHOLE_TEXT = 60_000  # characters; of a longer text only the passages with words of this page are shown
DOUBTFUL = 0.8


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text; `key` leads to its row ("" unmarked), `begins` are rows whose words begin here."""

    text: str
    key: str = ""
    begins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A reading on the page; `number` is the judgement it stems from, `who` its person's name."""

    item: Item
    number: int | None
    who: str
    next_key: str = ""


@dataclass(frozen=True, slots=True)
class Workbench:
    """One page of readings beside the text."""

    document: DocumentRow
    revision: int
    rows: Page[Row]
    runs: Sequence[Run]
    lost: Sequence[Lost]
    reviewed: int
    total: int
    kinds: Sequence[tuple[str, int]]
    states: Sequence[tuple[str, int]]


def may_edit(key: str, person: Viewer) -> bool:
    """Whether the person may correct what was read out of the document."""
    document = Document.objects.filter(key=key).first()
    if document is None:
        raise NotFound("没有这份文件。", "请从政策文件列表进入。")
    return can_edit_document(person, document)


def urgency(item: Item) -> tuple[int, float, tuple[int, int, int, str]]:
    """Doubtful and unreviewed first, then by confidence in steps, then as printed."""
    doubtful = item.state == UNREVIEWED and (bool(item.doubts) or item.confidence < DOUBTFUL)
    return (
        0 if doubtful else 1 if item.state == UNREVIEWED else 2,
        item.confidence if doubtful else 1,
        item.order,
    )


def number_of(item: Item) -> int | None:
    """The judgement a key names; None for the machine's own."""
    return None if item.key.startswith("m") or not item.key else int(item.key[1:].split(".")[0])


def runs_of(text: str, items: Sequence[Item]) -> list[Run]:
    """The text cut where words of readings begin and end; the shortest reading owns a run."""
    marked = [one for one in items if one.words.quote]
    cuts = sorted({0, len(text), *(one.words.start for one in marked), *(one.words.end for one in marked)})
    inside = sorted(marked, key=lambda one: one.words.end - one.words.start)
    whole = len(text) <= WHOLE_TEXT
    runs: list[Run] = []
    for low, high in pairwise(cuts):
        owner = next((one for one in inside if one.words.start <= low and high <= one.words.end), None)
        begins = tuple(one.key for one in marked if one.words.start == low)
        words = text[low:high]
        if owner is None and not whole and len(words) > 800:
            words = words[:300] + "\n……\n" + words[-300:]
        runs.append(Run(words, owner.key if owner else "", begins))
    return runs


def workbench(key: str, *, kind: str = "", state: str = "", number: int = 1, size: int = ROWS) -> Workbench:
    """The readings of the newest text, of one kind or state or all, the doubtful first."""
    revision = newest_revision(key)
    merged = merged_of(revision)
    everything = [*merged.items, *merged.rejected]
    wanted = [
        one for one in everything if (not kind or one.kind == kind) and (not state or one.state == state)
    ]
    wanted.sort(key=urgency)
    number, start, stop = bounds(number, size, len(wanted))
    shown = wanted[start:stop]
    people = names_of({one.person for one in shown})
    following = next_of_kind(merged.items)
    rows = [Row(one, number_of(one), people.get(one.person, ""), following.get(one.key, "")) for one in shown]
    kinds, states = Counter(one.kind for one in everything), Counter(one.state for one in everything)
    return Workbench(
        document=row_of(named(key)),
        revision=revision.number,
        rows=Page(rows, number, size, len(wanted)),
        runs=runs_of(revision.text, shown),
        lost=merged.lost,
        reviewed=merged.reviewed,
        total=merged.total,
        kinds=[(one, kinds[one]) for one in KINDS if kinds[one]],
        states=[(one, states[one]) for one in STATES if states[one] or one == UNREVIEWED],
    )


def is_lost(key: str, item: Item) -> bool:
    """Whether the words of a reading are no longer where it says they are."""
    words = item.words
    return bool(words.quote) and newest_revision(key).text[words.start : words.end] != words.quote


def text_near(key: str, near: Words | None) -> str:
    """The words to choose from: of the clause at hand with what is above it, else of the whole text."""
    revision = newest_revision(key)
    if near is None or not near.path:
        return revision.text[:WHOLE_TEXT]
    span = ground_of(revision).span(near.path)
    return revision.text[span[0] : span[1]] if span else revision.text[:WHOLE_TEXT]


def next_of_kind(items: Sequence[Item]) -> dict[str, str]:
    """For each reading the next one of its kind in print, to merge with."""
    found: dict[str, str] = {}
    last: dict[str, Item] = {}
    for one in items:
        if one.kind in last and one.kind != "metadata":
            found[last[one.kind].key] = one.key
        last[one.kind] = one
    return found


def chosen(key: str, keys: Sequence[str]) -> list[Item]:
    """The readings to be changed; NotFound when one of them is no longer as it was."""
    merged = merged_of(newest_revision(key))
    held = {one.key: one for one in (*merged.items, *(lost.item for lost in merged.lost)) if one.key}
    if any(one not in held for one in keys):
        raise NotFound("这一条已经改动。", "请回到核对页看最新结果。")
    return [held[one] for one in keys]


def sure_enough(key: str, kind: str, least: float) -> int:
    """How many unreviewed readings of a kind are at least so sure."""
    items = merged_of(newest_revision(key)).items
    return sum(one.kind == kind and one.state == UNREVIEWED and one.confidence >= least for one in items)


def words_at(key: str, quote: str, near: Words | None = None) -> Words | None:
    """Where a person's words literally stand: in the clause at hand first, else where they stand alone."""
    revision = newest_revision(key)
    ground: Ground = ground_of(revision)
    said = quote.strip().replace("\r\n", "\n")
    if not said:
        return None
    if near is not None and near.quote == said:
        return near
    span = ground.span(near.path) if near is not None and near.path else None
    places = list(ground.within(said, *span)) if span else []
    places = places or list(ground.within(said, 0, len(ground.text)))
    if len(places) != 1 and not (span and places):
        return None
    return anchored(ground, places[0], places[0] + len(said))


def sentences_near(key: str, near: Words | None) -> list[str]:
    """The sentences of the clause at hand, to choose from."""
    if near is None or not near.path:
        return []
    revision = newest_revision(key)
    span = ground_of(revision).span(near.path)
    if span is None:
        return []
    cut = re.split(r"(?<=[。；！？\n])", revision.text[span[0] : span[1]])
    return [one.strip() for one in cut if len(one.strip()) > 3][:40]
