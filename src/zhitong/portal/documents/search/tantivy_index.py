"""The index for large collections: tantivy, with the same tokens as the embedded one.

An optional extra (`pip install zhitong[search]`); one process writes, any number read.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

try:
    import tantivy
except ImportError:  # the optional extra `search`
    tantivy = None  # type: ignore[assignment] # a module or nothing

from zhitong.engine.documents.words import Question, facet, indexed_tokens, normalise, whole_words
from zhitong.portal.documents.search.asking import ranked_hits
from zhitong.portal.documents.search.shapes import Candidate, Filters, Hits, Node, Selection

IS_INSTALLED = tantivy is not None
WRITER_MEMORY_BYTES = 64_000_000
WORDS_WEIGHT = 0.6


def day_number(iso: str) -> int:
    """A day as a number that can be compared."""
    return date.fromisoformat(iso).toordinal()


def form() -> Any:
    """The fields: tokens made by our code, days as numbers, the node itself kept as it is."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("document", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("pairs", "words", "facets"):
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("starts", indexed=True, fast=True)
    builder.add_unsigned_field("ends", indexed=True, fast=True)
    builder.add_text_field("kept", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


class TantivyIndex:
    """A `SearchBackend` in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open()

    def _open(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._form = form()
        self._index = tantivy.Index(self._form, path=str(self.folder))
        self._kept = self.folder / "prints.json"

    def close(self) -> None:
        """Nothing is held open between calls."""

    def clear(self) -> None:
        """As promised by `SearchBackend`."""
        shutil.rmtree(self.folder)
        self._open()

    def prints(self) -> dict[str, str]:
        """As promised by `SearchBackend`."""
        if not self._kept.exists():
            return {}
        found = json.loads(self._kept.read_text(encoding="utf-8"))
        assert isinstance(found, dict)
        return found

    def index(self, nodes: Iterable[Node], prints: Mapping[str, str] | None = None) -> None:
        """As promised by `SearchBackend`; prints are written last, so a killed run is done again."""
        writer = self._index.writer(WRITER_MEMORY_BYTES, 1)
        known = self.prints()
        for key, group in groupby(nodes, key=lambda node: node.document):
            writer.delete_documents_by_term("document", key)
            for node in group:
                writer.add_document(self._entry(node))
            known[key] = (prints or {}).get(key, "")
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._keep(known)

    def _keep(self, known: Mapping[str, str]) -> None:
        fresh = self._kept.with_suffix(".new")
        fresh.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
        fresh.replace(self._kept)

    def _entry(self, node: Node) -> Any:
        normal = normalise(node.text)
        entry = tantivy.Document()
        entry.add_text("document", node.document)
        entry.add_text("pairs", " ".join(indexed_tokens(normal)))
        entry.add_text("words", " ".join(whole_words(normal)))
        entry.add_text("facets", " ".join(sorted(facet(name, value) for name, value in node.facets)))
        entry.add_unsigned("starts", day_number(node.starts))
        entry.add_unsigned("ends", day_number(node.ends))
        kept = [node.path, node.text, node.start, node.starts, node.ends, sorted(node.facets), node.number]
        entry.add_text("kept", json.dumps([*kept, normal], ensure_ascii=False))
        return entry

    def delete(self, document: str) -> None:
        """As promised by `SearchBackend`."""
        writer = self._index.writer(WRITER_MEMORY_BYTES, 1)
        writer.delete_documents_by_term("document", document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._keep({key: mark for key, mark in self.prints().items() if key != document})

    def size(self) -> int:
        """As promised by `SearchBackend`."""
        return int(self._index.searcher().num_docs)

    def frequency(self, token: str) -> int:
        """As promised by `SearchBackend`; of all tokens that begin so for `税*`."""
        searcher = self._index.searcher()
        if not token.endswith("*"):
            return int(searcher.doc_freq("pairs", token))
        found = searcher.search(self._token("pairs", token), 1, count=True)
        return int(found.count)  # type: ignore[attr-defined] # not in the stubs of tantivy

    def _token(self, field: str, token: str) -> Any:
        if token.endswith("*"):
            return tantivy.Query.regex_query(self._form, field, token[:-1] + ".*")
        return tantivy.Query.term_query(self._form, field, token, index_option="freq")

    def _either(self, token: str) -> Any:
        """A token among the pairs; the same as a whole word counts a little more."""
        if token.startswith("zt"):
            return tantivy.Query.const_score_query(self._token("facets", token), 0.0)
        words = tantivy.Query.boost_query(self._token("words", token), WORDS_WEIGHT)
        should = tantivy.Occur.Should
        return tantivy.Query.boolean_query([(should, self._token("pairs", token)), (should, words)])

    def _query(self, selection: Selection) -> Any:
        must, should = tantivy.Occur.Must, tantivy.Occur.Should
        parts = []
        for group in selection.expression:
            ways = [
                tantivy.Query.boolean_query([(must, self._either(token)) for token in tokens])
                for tokens in group
            ]
            parts.append((must, tantivy.Query.boolean_query([(should, way) for way in ways])))
        if selection.on:
            day = day_number(selection.on)
            whole = tantivy.FieldType.Unsigned
            begun = tantivy.Query.range_query(self._form, "starts", whole, 0, day)
            lasting = tantivy.Query.range_query(self._form, "ends", whole, day, day_number("9999-12-31"))
            parts += [(must, tantivy.Query.const_score_query(one, 0.0)) for one in (begun, lasting)]
        return tantivy.Query.boolean_query(parts) if parts else tantivy.Query.all_query()

    def select(self, selection: Selection) -> list[Candidate]:
        """As promised by `SearchBackend`; ranking costs little here, so rows are always ranked."""
        searcher = self._index.searcher()
        found = []
        for score, address in searcher.search(self._query(selection), selection.limit).hits:
            entry = searcher.doc(address)
            path, text, start, starts, ends, facets, number, normal = json.loads(entry["kept"][0])
            named = frozenset((name, value) for name, value in facets)
            node = Node(entry["document"][0], path, text, start, starts, ends, named, number)
            found.append(Candidate(node, normal, max(0.0, float(score)) if selection.is_ranked else 0.0))
        return found

    def search(self, question: Question, filters: Filters = Filters(), k: int = 50) -> Hits:  # noqa: B008
        """As promised by `SearchBackend`."""
        return ranked_hits(self, question, filters, k)
