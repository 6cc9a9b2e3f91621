"""A document's blocks prepared for reading: headings apart from words, and addresses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhitong.portal.documents.queries import Block, OutlineItem, Piece


@dataclass(frozen=True, slots=True)
class Passage:
    """One clause's own words; `tag` is h2, h3 or p for the heading; `anchor` is its place on the page."""

    anchor: str
    path: str
    depth: int
    tag: str
    head: Sequence[Piece]
    body: Sequence[Piece]
    measure_number: str


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A line of the outline: the mark as printed with the heading."""

    words: str
    level: int
    start: int


def marked(label: str, heading: str) -> str:
    """`一、成长目标`, `（一）体量`, `1.健全`, `第三条 …`; an unnumbered paragraph is counted."""
    if label.startswith("¶"):
        return f"第{label[1:]}段"
    if not heading or heading == label:
        return label
    if label.isdigit():
        return f"{label}.{heading}"
    if set(label) <= set("一二三四五六七八九十百"):
        return f"{label}、{heading}"
    return f"{label}{heading}" if label.endswith("）") else f"{label} {heading}"


def outline_of(items: Iterable[OutlineItem]) -> list[OutlineLine]:
    """The outline without lines that only repeat the one before."""
    lines: list[OutlineLine] = []
    for item in items:
        words = marked(item.label, item.heading)
        if not lines or lines[-1].words != words:
            lines.append(OutlineLine(words, min(item.level, 7), item.start))
    return lines


def split(pieces: Sequence[Piece], at: int) -> tuple[list[Piece], list[Piece]]:
    """The first `at` characters, and the rest; marks stay where they are."""
    head: list[Piece] = []
    body: list[Piece] = []
    place = 0
    for piece in pieces:
        cut = min(max(at - place, 0), len(piece.text))
        if piece.text[:cut]:
            head.append(Piece(piece.text[:cut], piece.is_marked))
        if piece.text[cut:]:
            body.append(Piece(piece.text[cut:], piece.is_marked))
        place += len(piece.text)
    return head, body


def trimmed(pieces: Sequence[Piece]) -> list[Piece]:
    """Without the line ends before the first and after the last word."""
    kept = [piece for piece in pieces if piece.text.strip()]
    if not kept:
        return []
    kept[0] = Piece(kept[0].text.lstrip(), kept[0].is_marked)
    kept[-1] = Piece(kept[-1].text.rstrip(), kept[-1].is_marked)
    return kept


def heading_length(block: Block) -> int:
    """How many characters of the block's words are its mark and heading; 0 when it has no heading."""
    text = "".join(piece.text for piece in block.pieces)
    if not block.heading:
        return 0
    place = text.find(block.heading)
    if place < 0 or place > len(block.label) + 4:
        return 0
    end = place + len(block.heading)
    return end + 1 if text[end : end + 1] in ("。", "：", ":") else end


def passages_of(blocks: Iterable[Block]) -> list[Passage]:
    """The blocks in order; the highest level becomes h2 whatever its number."""
    listed = list(blocks)
    levels = sorted({block.level for block in listed if block.path})
    depths = {level: depth for depth, level in enumerate(levels)}
    return [passage(block, depths.get(block.level, 0)) for block in listed]


def passage(block: Block, depth: int) -> Passage:
    """One block; only the two highest levels are headings for a reader of the page."""
    head, body = split(block.pieces, heading_length(block))
    tag = ("h2", "h3")[depth] if depth < 2 and head else "p"
    return Passage(
        f"c{block.start}", block.path, min(depth, 4), tag, trimmed(head), trimmed(body), block.measure_number
    )
