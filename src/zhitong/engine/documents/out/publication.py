"""What is written out: a text with its outline and metadata, wherever they were kept."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from zhitong.engine.documents.outline import Clause
from zhitong.engine.documents.parse import ParsedDocument, to_json
from zhitong.engine.documents.text.marks import SHORT, read_mark
from zhitong.engine.values import Problem

PLAIN_STEPS = {
    "preamble": "pre",
    "closing": "end",
    "attachment": SHORT["attachment"],
    "paragraph": SHORT["paragraph"],
    "dash": SHORT["dash"],
}


@dataclass(frozen=True, slots=True)
class Publication:
    """One revision of a document; `content` is the shape of `zhitong document parse --json`.

    `key` names the document where it is kept, `region` where it holds (GB/T 2260 prefix).
    """

    text: str
    meta: Mapping[str, Any]
    clauses: tuple[Clause, ...]
    content: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    region: str = ""
    revision: int = 1

    @property
    def title(self) -> str:
        """The title, or a word that says there is none."""
        return str(self.meta.get("inner_title") or self.meta.get("title") or "无标题")

    def children(self) -> dict[str | None, list[Clause]]:
        """Clauses by the id of their parent, in order; None holds the top."""
        found: dict[str | None, list[Clause]] = {}
        for clause in self.clauses:
            found.setdefault(clause.parent, []).append(clause)
        return found


def publication_of(document: ParsedDocument, problems: list[Problem] | None = None) -> Publication:
    """The publication of a document that was just read."""
    return Publication(
        document.text, document.meta, tuple(document.outline.clauses), to_json(document, problems)
    )


def _step(text: str, clause: Clause, place: int) -> str:
    if clause.kind in PLAIN_STEPS:
        return f"{PLAIN_STEPS[clause.kind]}_{place}"
    mark = read_mark(text[clause.start : clause.body_end])
    if mark is None or mark.number is None:
        return f"{'dash' if clause.label.startswith('——') else 'p'}_{place}"
    return mark.step


def identified(text: str, rows: Iterable[tuple[Clause, str]]) -> tuple[Clause, ...]:
    """Clauses with ids made anew from their marks; each comes with the path of its parent ("" at the top)."""
    ids: dict[str, str] = {}
    taken: dict[tuple[str, str], int] = {}
    places: dict[tuple[str, str, str], int] = {}
    found = []
    for clause, above in rows:
        parent = ids.get(above)
        counted = (above, clause.kind, clause.label if clause.kind == "preamble" else "")
        place = places[counted] = places.get(counted, 0) + 1
        step = _step(text, clause, place)
        if clause.kind == "preamble" and clause.label == "印发通知":
            step = re.sub(r"^pre_", "notice_", step)
        taken[(above, step)] = taken.get((above, step), 0) + 1
        if taken[(above, step)] > 1:
            step = f"{step}_{taken[(above, step)]}"
        identity = step if parent is None else f"{parent}__{step}"
        ids[clause.path] = identity
        found.append(replace(clause, id=identity, parent=parent))
    return tuple(found)


def parted(text: str, clause: Clause) -> tuple[str, str, list[str]]:
    """The mark as printed, the heading with its stop, and the lines of the clause's own words."""
    own = text[clause.start : clause.body_end]
    num = heading = ""
    if clause.heading and clause.kind != "paragraph":
        place = own.find(clause.heading)
        if 0 <= place <= len(clause.label) + 6:
            end = place + len(clause.heading)
            end += own[end : end + 1] in ("。", "：", ":")
            num, heading, own = own[:place].strip(), own[place:end], own[end:]
    if not heading and clause.kind not in ("paragraph", "preamble", "closing", "attachment"):
        mark = read_mark(own)
        if mark is not None:
            num, own = own[: mark.length].strip(), own[mark.length :]
    return num, heading, lines_of(own)


def lines_of(text: str) -> list[str]:
    """The lines that have words."""
    return [line.strip(" \u3000\r") for line in text.split("\n") if line.strip()]


def in_tables(lines: Sequence[str]) -> Iterator[str | list[list[str]]]:
    """The lines in order; neighbouring lines of cells together as one table, its rows of equal length."""
    for has_cells, run in groupby(lines, key=lambda line: "\t" in line):
        if not has_cells:
            yield from run
            continue
        rows = [line.split("\t") for line in run]
        most = max(map(len, rows))
        yield [row + [""] * (most - len(row)) for row in rows]


def loose_between(text: str, start: int, end: int) -> list[str]:
    """Lines outside every clause."""
    return lines_of(text[start:end]) if end > start else []


def tops(publication: Publication) -> Sequence[Clause]:
    """The clauses that have no parent, in order."""
    return publication.children().get(None, [])
