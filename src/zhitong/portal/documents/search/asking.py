"""From a question to the expressions a back end is asked, and from its rows to hits."""

from collections.abc import Callable
from math import log

from zhitong.engine.documents.words import (
    Question,
    Term,
    cover,
    facet,
    sentence_around,
    tokens_of,
)
from zhitong.portal.documents.search.shapes import (
    Candidate,
    Expression,
    Filters,
    Hit,
    Hits,
    SearchBackend,
    Selection,
)

# A token in more than one row of twenty costs much and says little (measured: p95 225 → 37 ms, same order).
COMMON_SHARE = 0.05
COMMON_LEAST = 2_000  # below this many rows nothing is slow
POOL = 150
FEW = 50  # fewer rows with every term than this, and rows with any term are added
WHOLE, NUMBER, OWN_NUMBER, HEADLINE = 0.6, 2.0, 3.0, 0.15
Frequency = Callable[[str], int]


def facet_groups(filters: Filters) -> list[list[list[str]]]:
    """The filters as groups of facet tokens; a region is asked with all it lies in."""
    groups = []
    if filters.region:
        wider = [filters.region[:length] for length in range(len(filters.region) + 1)]
        groups.append([[facet("region", code)] for code in wider])
    for name in ("unit", "kind", "topic", "whom"):
        value = getattr(filters, name)
        if value:
            groups.append([[facet(name, value)]])
    if filters.with_amount:
        groups.append([[facet("amount", "known")]])
    return groups


def rare_first(tokens: list[str], frequency: Frequency, limit: int, most: int = 3) -> list[str]:
    """The rarest tokens of a word, common ones only when there are no others."""
    ordered = sorted(dict.fromkeys(tokens), key=frequency)
    rare = [token for token in ordered if frequency(token) <= limit]
    return (rare or ordered)[:most]


def term_tokens(word: str, term: Term) -> list[str]:
    """The tokens of one alternative."""
    tokens = tokens_of(word)
    if term.is_number:
        tokens = [token for token in tokens if not token.endswith("*")]
    return tokens


def all_terms(question: Question, frequency: Frequency, limit: int) -> tuple[Expression, bool]:
    """Every term in one of its forms; and whether something in it is rare enough to be ranked by."""
    groups: list[list[list[str]]] = []
    has_rare = False
    for term in question.terms:
        group = [rare_first(term_tokens(word, term), frequency, limit) for word in term.alternatives]
        group = [tokens for tokens in group if tokens]
        has_rare |= sum(min(map(frequency, tokens)) for tokens in group) <= limit
        groups.append(group)
    return groups, has_rare


def any_term(question: Question, frequency: Frequency, budget: int) -> Expression:
    """Any word of the question in part: the rarest tokens, as many as match no more rows than the budget."""
    alternatives: set[tuple[str, ...]] = set()
    for term in question.terms:
        for word in term.alternatives:
            tokens = term_tokens(word, term)
            alternatives |= {tuple(tokens)} if term.is_number else {(token,) for token in tokens}
    kept: list[list[str]] = []
    for rows, wanted in sorted((min(map(frequency, one)), one) for one in alternatives if one):
        budget -= rows
        if budget < 0:
            break
        if rows:
            kept.append(list(wanted))
    return [kept] if kept else []


def counted(backend: SearchBackend) -> Frequency:
    """Frequencies, each asked once per question."""
    known: dict[str, int] = {}

    def frequency(token: str) -> int:
        if token not in known:
            known[token] = backend.frequency(token)
        return known[token]

    return frequency


def candidates(backend: SearchBackend, question: Question, filters: Filters) -> tuple[list[Candidate], bool]:
    """Rows that have every term; when these are few, rows that have any. True when there were more."""
    limit = max(COMMON_LEAST, int(backend.size() * COMMON_SHARE))
    frequency = counted(backend)
    facets = facet_groups(filters)
    on = filters.on.isoformat() if filters.on else ""
    if not question.terms:
        selection = Selection(facets, on, POOL, is_ranked=False)
        found = backend.select(selection) if facets or on else []
        return found, len(found) >= POOL
    every, has_rare = all_terms(question, frequency, limit)
    found = []
    if all(every):
        found = backend.select(Selection([*every, *facets], on, POOL, is_ranked=has_rare))
    is_cut = len(found) >= POOL
    if len(found) < FEW:
        some = any_term(question, frequency, limit)
        seen = {(one.node.document, one.node.path) for one in found}
        if some:
            more = backend.select(Selection([*some, *facets], on, POOL))
            found += [one for one in more if (one.node.document, one.node.path) not in seen]
    return found, is_cut


def weights_of(question: Question, backend: SearchBackend, frequency: Frequency) -> list[float]:
    """How much each term says, by its rarest token."""
    size = backend.size() + 1
    weights = []
    for term in question.terms:
        tokens = term_tokens(term.text, term) or [""]
        weights.append(log(1 + size / (1 + min(map(frequency, tokens)))))
    return weights


def ranked_hits(backend: SearchBackend, question: Question, filters: Filters, k: int) -> Hits:
    """Hits, best first: coverage counts most, then the back end's own score.

    A clause that answers fewer than half of the terms is no hit; a document number stands for all.
    """
    found, is_cut = candidates(backend, question, filters)
    weights = weights_of(question, backend, counted(backend))
    top = max((one.score for one in found), default=0.0) or 1.0
    numbers = [term.text for term in question.terms if term.is_number]
    needed = (len(question.terms) + 1) // 2
    hits = []
    for one in found:
        coverage = cover(one.normal, question)
        own = (
            bool(numbers)
            and one.node.number != ""
            and any(
                one.node.number == number or (number.startswith("〔") and one.node.number.endswith(number))
                for number in numbers
            )
        )
        has_number = any(
            grade > 0 and term.is_number for term, grade in zip(question.terms, coverage.grades, strict=True)
        )
        if coverage.answered < needed and not own and not has_number:
            continue
        share = sum(weight * grade for weight, grade in zip(weights, coverage.grades, strict=True)) / (
            sum(weights) or 1.0
        )
        score = 2 * share + one.score / top + WHOLE * coverage.is_whole + NUMBER * has_number
        score += OWN_NUMBER * (own and not one.node.path) + HEADLINE * (not one.node.path)
        hits.append(Hit(one.node, score, coverage.answered))
    hits.sort(key=lambda hit: (-hit.score, hit.node.document, hit.node.start))
    return Hits([highlighted(hit, question) for hit in hits[:k]], is_cut or len(hits) > k)


def highlighted(hit: Hit, question: Question) -> Hit:
    """The hit with its sentence and the words to mark."""
    sentence, marks = sentence_around(hit.node.text, question)
    return Hit(hit.node, hit.score, hit.answered, sentence, marks)
