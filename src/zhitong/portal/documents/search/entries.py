"""A document's newest text as nodes of the index."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256

from zhitong.engine.documents.words import normalise, packaged_thesaurus
from zhitong.portal.documents.models import Clause, Document, Revision
from zhitong.portal.documents.queries.lives import life_of
from zhitong.portal.documents.queries.standing import FIRST, span
from zhitong.portal.documents.search.shapes import EARLIEST, LATEST, Node

FORM = 2  # raised when nodes are made in another way, so that all are made again


def holds(document: Document) -> tuple[str, str]:
    """From when to when a document may hold, as its standing says; never, for drafts and what is over.

    Days on which nobody knows are within: the answer shows them as not known.
    """
    first, last = span(life_of(document))
    if first > last:
        return LATEST, EARLIEST
    return EARLIEST if first == FIRST else first.isoformat(), last.isoformat()


def print_of(document: Document, revision: str) -> str:
    """Changes with the revision (named by its hash and turn) and with everything a filter asks."""
    said = [FORM, revision, document.kind, document.region, *holds(document)]
    said += [document.title, document.doc_number, document.issuer]
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:24]


def spans_with_amount(revision: Revision) -> list[int]:
    """Where the parser found a benefit with a known amount."""
    benefits = revision.parse.get("benefits", [])
    return [one["start"] for one in benefits if (one.get("amount") or {}).get("value") is not None]


def units_by_path(revision: Revision) -> dict[str, set[str]]:
    """Names of the units of each measure, by its path."""
    found: dict[str, set[str]] = {}
    for measure in revision.measures.prefetch_related("units__organisation"):
        names = found.setdefault(measure.path, set())
        for unit in measure.units.all():
            names.add(unit.organisation.name if unit.organisation else unit.name)
    return found


def above(path: str) -> Iterator[str]:
    """The path and all paths above it."""
    while path:
        yield path
        path = path.rpartition("/")[0]


def own_words(revision: Revision, clause: Clause) -> str:
    """The clause's own words, without those of its children."""
    return revision.text[clause.start : clause.body_end].strip()


def nodes_of(document: Document, revision: Revision, clauses: Iterable[Clause]) -> list[Node]:
    """The document itself, then every clause that has words of its own."""
    words = packaged_thesaurus()
    starts, ends = holds(document)
    number = normalise(document.doc_number)
    base = {("region", document.region), ("kind", document.kind)}
    units, amounts = units_by_path(revision), spans_with_amount(revision)
    headline = "\n".join(part for part in (document.title, document.doc_number, document.issuer) if part)
    nodes = [Node(document.key, "", headline, 0, starts, ends, frozenset(base), number)]
    for clause in clauses:
        text = own_words(revision, clause)
        if not text:
            continue
        normal = normalise(text)
        facets = base | {("topic", one) for one in words.topics_of(normal)}
        facets |= {("whom", one) for one in words.people_of(normal)}
        facets |= {("unit", one) for path in above(clause.path) for one in units.get(path, ())}
        if any(clause.start <= place < clause.body_end for place in amounts):
            facets.add(("amount", "known"))
        start = revision.text.index(text, clause.start)
        nodes.append(Node(document.key, clause.path, text, start, starts, ends, frozenset(facets), number))
    return nodes
