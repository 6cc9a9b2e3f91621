"""What the search page shows: documents with their answering clauses, or the reasons why there are none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count

from zhitong.engine.documents.words import Question, Term, packaged_thesaurus, read_question
from zhitong.portal.accounts.models import Organisation
from zhitong.portal.documents.models import Document, Kind
from zhitong.portal.documents.queries import DocumentRow, Piece
from zhitong.portal.documents.queries.library import row_of, with_counts
from zhitong.portal.documents.search.backends import search_backend
from zhitong.portal.documents.search.missed import thesaurus_in_use
from zhitong.portal.documents.search.shapes import Filters, Hit, Hits, Reasons, SearchBackend

PER_DOCUMENT, DOCUMENTS, CLAUSES = 3, 20, 100
MOST_UNITS, MOST_SUGGESTIONS = 80, 6


@dataclass(frozen=True, slots=True)
class FoundClause:
    """A clause that answers: its address and the answering sentence in pieces."""

    path: str
    pieces: Sequence[Piece]
    start: int  # of the sentence in the revision
    end: int
    has_amount: bool


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document with its best clauses; `more` further clauses answer as well."""

    document: DocumentRow
    clauses: Sequence[FoundClause]
    more: int


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question; `reasons` when there is none; `asked_along` are synonyms that were used."""

    question: Question
    documents: Sequence[FoundDocument] = ()
    clauses: int = 0
    is_cut: bool = False
    reasons: Reasons | None = None
    asked_along: Sequence[str] = ()
    unindexed: int = 0


@dataclass(frozen=True, slots=True)
class Offered:
    """What the filters offer."""

    kinds: Sequence[str]
    regions: Sequence[str]
    units: Sequence[str]
    topics: Sequence[str]
    people: Sequence[str]


def offered() -> Offered:
    """Values of the filters: kinds and regions of documents, units by how often they are named."""
    pairs = list(Document.objects.filter(revisions__isnull=False).values_list("kind", "region").distinct())
    units = (
        Organisation.objects.filter(measure_units__isnull=False)
        .annotate(n=Count("measure_units"))
        .order_by("-n", "name")
        .values_list("name", flat=True)[:MOST_UNITS]
    )
    words = packaged_thesaurus()
    kinds = {kind for kind, _ in pairs}
    return Offered(
        [kind for kind in Kind.values if kind in kinds],
        sorted({region for _, region in pairs if region}),
        list(units),
        list(words.topics),
        list(words.people),
    )


def pieces_of(hit: Hit) -> list[Piece]:
    """The sentence with the asked words marked."""
    start, end = hit.sentence
    pieces, place = [], start
    for low, high in hit.marks:
        if low > place:
            pieces.append(Piece(hit.node.text[place:low]))
        pieces.append(Piece(hit.node.text[low:high], is_marked=True))
        place = high
    if place < end:
        pieces.append(Piece(hit.node.text[place:end]))
    return pieces


def clause_of(hit: Hit) -> FoundClause:
    """A hit as the page shows it."""
    start, end = hit.sentence
    has_amount = ("amount", "known") in hit.node.facets
    first = hit.node.start
    return FoundClause(hit.node.path, pieces_of(hit), first + start, first + end, has_amount)


def grouped(hits: Sequence[Hit], rows: Mapping[str, DocumentRow]) -> list[FoundDocument]:
    """Hits by document, the document of the best hit first."""
    by_document: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.node.document in rows:
            by_document.setdefault(hit.node.document, []).append(hit)
    found = []
    for key, own in list(by_document.items())[:DOCUMENTS]:
        clauses = [hit for hit in own if hit.node.path]
        shown = [clause_of(hit) for hit in clauses[:PER_DOCUMENT]]
        found.append(FoundDocument(rows[key], shown, len(clauses) - len(shown)))
    return found


def find_clauses(text: str, filters: Filters, *, per_document: str = "") -> Found:
    """The answer to what was typed; with `per_document` only that document, all its clauses."""
    backend = search_backend()
    question = read_question(text, thesaurus_in_use())
    asked = bool(question.terms) or bool(filters.active())
    is_readable = bool(question.terms) or not text  # signs only are no question, whatever the filters
    answer = backend.search(question, filters, CLAUSES) if asked and is_readable else Hits([])
    keys = {hit.node.document for hit in answer.hits}
    rows = {one.key: row_of(one) for one in with_counts().filter(key__in=keys)} if keys else {}
    hits = [hit for hit in answer.hits if hit.node.document in rows]
    if per_document:
        hits = [hit for hit in hits if hit.node.document == per_document]
    documents = grouped(hits, rows)
    if filters.on is not None:  # what holds for sure comes before what nobody knows
        day = filters.on
        documents = sorted(documents, key=lambda one: one.document.life.at(day).holds is not True)
    if per_document and documents:
        documents = [replace(documents[0], clauses=[clause_of(hit) for hit in hits if hit.node.path], more=0)]
    return Found(
        question=question,
        documents=documents,
        clauses=sum(bool(hit.node.path) for hit in hits),
        is_cut=answer.is_cut,
        reasons=reasons_for(backend, question, filters) if (asked or text) and not hits else None,
        asked_along=[other for term in question.terms for other in term.others],
        unindexed=unindexed(backend),
    )


def unindexed(backend: SearchBackend) -> int:
    """How many documents with text the index does not hold yet."""
    held = backend.prints()
    imported = Document.objects.filter(revisions__isnull=False).distinct().values_list("key", flat=True)
    return sum(key not in held for key in imported)


def alone(term: Term) -> Question:
    """A question of one term."""
    return Question(term.text, term.text, (term,))


def has_any(backend: SearchBackend, question: Question, filters: Filters) -> bool:
    """Whether anything answers."""
    return bool(backend.search(question, filters, 1).hits)


def reasons_for(backend: SearchBackend, question: Question, filters: Filters) -> Reasons:
    """Words no clause has; filters without which something would be found; words worth trying instead."""
    unknown = [term.text for term in question.terms if not has_any(backend, alone(term), Filters())]
    blocking: list[str] = []
    without_all = False
    if filters.active() and len(unknown) < max(1, len(question.terms)):
        empty = Filters()
        for name in filters.active():
            fewer = replace(filters, **{name: getattr(empty, name)})
            if (question.terms or fewer.active()) and has_any(backend, question, fewer):
                blocking.append(name)
        without_all = not blocking and bool(question.terms) and has_any(backend, question, empty)
    return Reasons(unknown, blocking, without_all, suggestions(backend, question))


def suggestions(backend: SearchBackend, question: Question) -> list[str]:
    """Known words that share characters with the words asked, as far as some clause has them."""
    words = packaged_thesaurus()
    scored = []
    for known in sorted(words.vocabulary):
        best = max((likeness(term.text, known) for term in question.terms), default=0.0)
        if best >= 0.5 and known not in {term.text for term in question.terms}:
            scored.append((-best, known))
    found: list[str] = []
    for _, known in sorted(scored)[: MOST_SUGGESTIONS * 3]:
        if len(found) < MOST_SUGGESTIONS and has_any(backend, alone(Term(known)), Filters()):
            found.append(known)
    return found


def likeness(one: str, other: str) -> float:
    """The share of characters two words have in common."""
    shared = set(one) & set(other)
    return 2 * len(shared) / (len(set(one)) + len(set(other))) if shared else 0.0
