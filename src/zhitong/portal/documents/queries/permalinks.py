"""Addresses of clauses that last: a clause that went with a new revision is still shown, from the old one."""

from collections.abc import Iterable
from dataclasses import dataclass

from zhitong.engine.documents.words import indexed_tokens, normalise
from zhitong.portal.documents.models import Clause, Revision
from zhitong.portal.documents.queries.clauses import clause_page
from zhitong.portal.documents.queries.shapes import ClausePage
from zhitong.portal.foundation.problems import NotFound

ALIKE_ENOUGH = 0.3


@dataclass(frozen=True, slots=True)
class LastingClause:
    """The page of a clause.

    `is_former` when its words are of an older revision; `current_path` leads to the same path in
    the newest text, or to the clause most like it; "" when there is none.
    """

    page: ClausePage
    is_former: bool = False
    is_gone: bool = False  # the newest text has no such path
    current_path: str = ""


def likeness(one: set[str], other: set[str]) -> float:
    """The share of tokens two texts have in common."""
    return len(one & other) / (len(one | other) or 1)


def tokens(text: str) -> set[str]:
    """The tokens of a text."""
    return set(indexed_tokens(normalise(text)))


def nearest_path(words: str, revision: Revision, clauses: Iterable[Clause]) -> str:
    """The clause of a revision whose own words are most like these; "" when none is like them."""
    wanted = tokens(words)
    scored = [
        (likeness(wanted, tokens(revision.text[one.start : one.end])), -one.order, one.path)
        for one in clauses
    ]
    best = max(scored, default=(0.0, 0, ""))
    return best[2] if best[0] >= ALIKE_ENOUGH else ""


def newest_of(key: str) -> Revision | None:
    """The newest revision, without the parser's answer."""
    found = Revision.objects.filter(document__key=key).defer("parse").order_by("-number")
    return found.first()


def former_clause(key: str, path: str, number: int) -> LastingClause:
    """The clause in a named revision, with the way to the newest text."""
    page = clause_page(key, path, revision=number)
    newest = newest_of(key)
    if newest is None or newest.number == number:
        return LastingClause(page)
    clauses = list(newest.clauses.all())
    if any(one.path == path for one in clauses):
        return LastingClause(page, is_former=True, current_path=path)
    words = "".join(piece.text for block in page.blocks for piece in block.pieces)
    return LastingClause(page, True, True, nearest_path(words, newest, clauses))


def lasting_clause(
    key: str,
    path: str,
    *,
    sentence: int | None = None,
    start: int | None = None,
    end: int | None = None,
    revision: int | None = None,
) -> LastingClause:
    """The clause of the newest (or named) revision; of the newest older one that has it when it is gone.

    Raises NotFound only for a path that no revision ever had.
    """
    try:
        found = clause_page(key, path, sentence=sentence, start=start, end=end, revision=revision)
    except NotFound:
        older = Clause.objects.filter(revision__document__key=key, path=path).order_by("-revision__number")
        number = older.values_list("revision__number", flat=True).first()
        if number is None or revision is not None:
            raise
        return former_clause(key, path, number)
    return LastingClause(found, is_former=not found.revision.is_latest, current_path=path)
