"""The embedded index: SQLite FTS5 in a file of its own, whatever database the application uses.

It is a cache: it can be deleted and made again from the documents at any time.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from zhitong.engine.documents.words import HAS_SEGMENTER, Question, indexed_tokens, normalise, whole_words
from zhitong.engine.documents.words import facet as facet_token
from zhitong.portal.documents.search.asking import ranked_hits
from zhitong.portal.documents.search.shapes import Candidate, Expression, Filters, Hits, Node, Selection

# Whether whole words are kept is part of the form: a row can only be forgotten as it was learned.
SCHEMA_NUMBER = 10 + HAS_SEGMENTER
SHIFT = 20  # a row's number holds its document's number above this many bits
# Tokens come from our own code, so SQLite only has to split at blanks.
SCHEMA = """
CREATE TABLE documents (id INTEGER PRIMARY KEY, key TEXT UNIQUE, print TEXT, starts TEXT, ends TEXT);
CREATE TABLE nodes (
  id INTEGER PRIMARY KEY, path TEXT, text TEXT, normal TEXT, start INTEGER, facets TEXT, number TEXT
);
CREATE VIRTUAL TABLE tokens USING fts5(pairs, words, facets, content='', tokenize='ascii');
CREATE VIRTUAL TABLE frequencies USING fts5vocab(tokens, 'row');
"""
HOLDS = f"rowid >> {SHIFT} IN (SELECT id FROM documents WHERE starts <= ? AND ends >= ?)"  # noqa: S608
# Pairs count in full, whole words a little more on top, facets not at all.
RANK = "bm25(tokens, 1.0, 0.6, 0.0)"


def quoted(token: str) -> str:
    """A token for FTS5; `税*` asks for every token that begins so."""
    return f'"{token[:-1]}"*' if token.endswith("*") else f'"{token}"'


def match_text(expression: Expression) -> str:
    """The expression in the language of FTS5."""
    groups = []
    for group in expression:
        alternatives = ["(" + " AND ".join(map(quoted, tokens)) + ")" for tokens in group]
        groups.append("(" + " OR ".join(alternatives) + ")")
    return " AND ".join(groups)


def columns_of(node: Node, normal: str) -> tuple[str, str, str]:
    """The three token columns of a node."""
    facets = " ".join(sorted(facet_token(name, value) for name, value in node.facets))
    return " ".join(indexed_tokens(normal)), " ".join(whole_words(normal)), facets


class SqliteIndex:
    """A `SearchBackend`; one connection per thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection; the file is made, or made again after a change of form."""
        held: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if held is not None and self.path.exists():
            return held
        if held is not None:
            held.close()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        held = sqlite3.connect(self.path, timeout=20, isolation_level=None)
        held.execute("PRAGMA journal_mode=WAL")
        held.execute("PRAGMA synchronous=NORMAL")
        held.execute("PRAGMA cache_size=-65536")
        held.execute("PRAGMA mmap_size=268435456")
        self._local.connection = held
        self._local.state = None  # what another file counted says nothing about this one
        if held.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_NUMBER:
            self._make(held)
        return held

    def close(self) -> None:
        """Lets go of this thread's connection."""
        held: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if held is not None:
            held.close()
            del self._local.connection

    def _make(self, held: sqlite3.Connection) -> None:
        held.execute("BEGIN EXCLUSIVE")
        if held.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_NUMBER:
            for table in ("frequencies", "tokens", "nodes", "documents"):
                held.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in SCHEMA.strip().split(";\n"):
                if statement.strip():
                    held.execute(statement)
            held.execute(f"PRAGMA user_version={SCHEMA_NUMBER}")
        held.execute("COMMIT")

    def clear(self) -> None:
        """As promised by `SearchBackend`."""
        held = self.connection
        held.execute("PRAGMA user_version=0")
        self._make(held)

    def index(self, nodes: Iterable[Node], prints: Mapping[str, str] | None = None) -> None:
        """As promised by `SearchBackend`; all or nothing."""
        held = self.connection
        held.execute("BEGIN IMMEDIATE")
        try:
            for key, group in groupby(nodes, key=lambda node: node.document):
                self._forget(held, key)
                self._write(held, key, list(group), (prints or {}).get(key, ""))
            held.execute("COMMIT")
        except BaseException:
            held.execute("ROLLBACK")
            raise

    def _write(self, held: sqlite3.Connection, key: str, nodes: list[Node], mark: str) -> None:
        first = nodes[0]
        number = held.execute(
            "INSERT INTO documents(key, print, starts, ends) VALUES (?, ?, ?, ?)",
            (key, mark, first.starts, first.ends),
        ).lastrowid
        assert number is not None
        rows, tokens = [], []
        for place, node in enumerate(nodes):
            normal = normalise(node.text)
            row = (number << SHIFT) + place
            facets = json.dumps(sorted(node.facets), ensure_ascii=False)
            rows.append((row, node.path, node.text, normal, node.start, facets, node.number))
            tokens.append((row, *columns_of(node, normal)))
        held.executemany("INSERT INTO nodes VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        held.executemany("INSERT INTO tokens(rowid, pairs, words, facets) VALUES (?, ?, ?, ?)", tokens)

    def delete(self, document: str) -> None:
        """As promised by `SearchBackend`."""
        held = self.connection
        held.execute("BEGIN IMMEDIATE")
        self._forget(held, document)
        held.execute("COMMIT")

    def _forget(self, held: sqlite3.Connection, key: str) -> None:
        found = held.execute("SELECT id FROM documents WHERE key = ?", (key,)).fetchone()
        if found is None:
            return
        low, high = found[0] << SHIFT, (found[0] + 1) << SHIFT
        # A table without content forgets a row when it is told the same tokens again.
        for row, node, normal in self._nodes(held, "n.id >= ? AND n.id < ?", (low, high)):
            held.execute(
                "INSERT INTO tokens(tokens, rowid, pairs, words, facets) VALUES ('delete', ?, ?, ?, ?)",
                (row, *columns_of(node, normal)),
            )
        held.execute("DELETE FROM nodes WHERE id >= ? AND id < ?", (low, high))
        held.execute("DELETE FROM documents WHERE id = ?", (found[0],))

    def _nodes(
        self, held: sqlite3.Connection, where: str, given: Sequence[object]
    ) -> Iterator[tuple[int, Node, str]]:
        """(row, node, normal form) of rows; `where` is written by this module only."""
        rows = held.execute(
            "SELECT n.id, d.key, n.path, n.text, n.start, d.starts, d.ends, n.facets, n.number, n.normal"  # noqa: S608
            f" FROM nodes n JOIN documents d ON d.id = n.id >> {SHIFT} WHERE {where}",
            given,
        ).fetchall()
        for row, key, path, text, start, starts, ends, facets, number, normal in rows:
            named = frozenset((name, value) for name, value in json.loads(facets))
            yield row, Node(key, path, text, start, starts, ends, named, number), normal

    def prints(self) -> dict[str, str]:
        """As promised by `SearchBackend`."""
        return dict(self.connection.execute("SELECT key, print FROM documents").fetchall())

    def _remembered(self, held: sqlite3.Connection) -> dict[str, int]:
        """What was counted on this state of the file; another writer's commit begins it anew."""
        state = held.execute("PRAGMA data_version").fetchone()[0], held.total_changes
        if getattr(self._local, "state", None) != state:
            self._local.state, self._local.counts = state, {}
        counts: dict[str, int] = self._local.counts
        return counts

    def size(self) -> int:
        """As promised by `SearchBackend`."""
        held = self.connection
        counts = self._remembered(held)
        if "" not in counts:
            counts[""] = held.execute("SELECT count(*) FROM nodes").fetchone()[0]
        return counts[""]

    def frequency(self, token: str) -> int:
        """As promised by `SearchBackend`; of all tokens that begin so for `税*`."""
        held = self.connection
        counts = self._remembered(held)
        if token not in counts:
            where, given = "term = ?", [token]
            if token.endswith("*"):
                where, given = "term >= ? AND term < ?", [token[:-1], token[:-1] + chr(0x10FFFF)]
            found = held.execute(f"SELECT sum(doc) FROM frequencies WHERE {where}", given)  # noqa: S608
            counts[token] = int(found.fetchone()[0] or 0)
        return counts[token]

    def select(self, selection: Selection) -> list[Candidate]:
        """As promised by `SearchBackend`; unranked rows come newest first."""
        held = self.connection
        where, given = [], []
        if selection.expression:
            where.append("tokens MATCH ?")
            given.append(match_text(selection.expression))
        if selection.on:
            where.append(HOLDS)
            given += [selection.on, selection.on]
        ranked = selection.is_ranked and bool(selection.expression)
        table = "tokens" if selection.expression else "nodes"
        row = "rowid" if selection.expression else "id AS rowid"
        score = f"-{RANK}" if ranked else "0.0"
        order = "2 DESC" if ranked else "rowid DESC"
        found = held.execute(
            f"SELECT {row}, {score} FROM {table} WHERE {' AND '.join(where) or '1'} ORDER BY {order} LIMIT ?",  # noqa: S608
            [*given, selection.limit],
        ).fetchall()
        scores = {one: max(0.0, score) for one, score in found}
        holes = ",".join("?" * len(scores))
        nodes = {
            one: Candidate(node, normal, scores[one])
            for one, node, normal in self._nodes(held, f"n.id IN ({holes})", list(scores))
        }
        return [nodes[one] for one in scores if one in nodes]

    def search(self, question: Question, filters: Filters = Filters(), k: int = 50) -> Hits:  # noqa: B008
        """As promised by `SearchBackend`."""
        return ranked_hits(self, question, filters, k)
