"""A text cut into blocks, one per clause, so that every word is shown exactly once."""

from collections.abc import Iterable, Mapping, Sequence

from zhitong.portal.documents.models import Clause
from zhitong.portal.documents.queries.shapes import Block, Piece


def pieces_of(text: str, start: int, end: int, marks: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """The words from start to end, the marked runs apart."""
    made: list[Piece] = []
    place = start
    for mark_start, mark_end in sorted(marks):
        low, high = max(place, mark_start), min(end, mark_end)
        if low >= high:
            continue
        if low > place:
            made.append(Piece(text[place:low]))
        made.append(Piece(text[low:high], is_marked=True))
        place = high
    if place < end:
        made.append(Piece(text[place:end]))
    return tuple(made)


def blocks_of(
    text: str,
    clauses: Sequence[Clause],
    measure_numbers: Mapping[str, str],
    start: int = 0,
    end: int | None = None,
    marks: Sequence[tuple[int, int]] = (),
) -> list[Block]:
    """Blocks in text order: each clause's own words, and the words between clauses (path "")."""
    stop = len(text) if end is None else end
    made: list[Block] = []
    place = start

    def loose(until: int) -> None:
        if text[place:until].strip():
            made.append(Block("", "", "", 0, "loose", place, until, pieces_of(text, place, until, marks)))

    for clause in clauses:
        if clause.start < place or clause.body_end > stop:
            continue
        loose(clause.start)
        made.append(
            Block(
                path=clause.path,
                label=clause.label,
                heading=clause.heading,
                level=clause.level,
                kind=clause.kind,
                start=clause.start,
                end=clause.body_end,
                pieces=pieces_of(text, clause.start, clause.body_end, marks),
                measure_number=measure_numbers.get(clause.path, ""),
            )
        )
        place = clause.body_end
    loose(stop)
    return made
