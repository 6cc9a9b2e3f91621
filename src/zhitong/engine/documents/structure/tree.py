"""Lines of the body become a tree of clauses: level from the mark's form, order from its number."""

import re
from dataclasses import dataclass, field

from zhitong.engine.documents.structure.notelines import TRAILING_NOTE, is_note
from zhitong.engine.documents.structure.rows import SENTENCE_END, Row
from zhitong.engine.documents.text.marks import DECIMAL_FORMS, RANKS, STATUTE_FORMS, Mark

ARTICLE_NAME = re.compile(
    r"[【［\[〔](?P<name>[^】］\]〕]{1,30})[】］\]〕]\s?|"
    r"[（(](?P<round>(?!以下|下同|删除|已?废止|略|试行|[一二三四五六七八九十\d])[\u4e00-\u9fff、和与]{2,20})[）)]\s?(?=\S)"
)
PRECEDING = re.compile(r"(?:前款|前项|前述|上款)")


@dataclass
class Node:
    """A clause under construction. `paragraphs` are the unnumbered paragraphs it holds itself."""

    form: str
    label: str
    start: int
    end: int
    mark_end: int
    parent: "Node | None" = None
    mark: Mark | None = None
    heading: str = ""
    heading_end: int = 0
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    kind: str = "clause"
    words: str = ""  # what names a dash in a path where it has no heading

    def chain(self) -> list["Node"]:
        """This node and all above it, outermost first."""
        return ([] if self.parent is None else self.parent.chain()) + [self]


def heading_of(rest: str, alone: bool) -> tuple[str, int]:
    """The heading at the start of the words after a mark and where it ends; ('', 0) for none.

    `alone` says that the next line continues the clause, so the line may be heading only. A long
    first sentence is the measure itself, not its title.
    """
    stop = SENTENCE_END.search(rest)
    if stop is None:
        if len(rest) <= (60 if alone else 40) and rest[-1:] not in "；，、：;:":
            return rest, len(rest)
        return "", 0
    first = rest[: stop.start()]
    whole = not rest[stop.end() :].strip("”’ ")
    plain = re.sub(r"“[^”]*”|《[^》]*》", "", first)
    if whole:
        return (first, len(rest)) if alone and len(first) <= 50 and not re.search(r"\d", plain) else ("", 0)
    if len(first) <= 26 and first.count("，") <= 1 and not re.search(r"[\d；：（(]", plain):
        return first, stop.end()
    return "", 0


def first_words(rest: str) -> str:
    """What names an item without a heading: its first sentence, or its first phrase where that is long."""
    sentence = re.split(r"[。！？；]", rest)[0]
    return sentence if len(sentence) <= 30 else re.split(r"[，：、]", sentence)[0][:30]


class Builder:
    """Builds the nodes of one body (a main text or an attachment)."""

    def __init__(self, rows: list[Row], root: Node | None = None) -> None:
        self.rows = rows
        self.root = root
        self.stack: list[Node] = []
        self.nodes: list[Node] = []
        self.intro: list[Row] = []
        self.last_number: dict[str, int] = {}
        self.rejected: list[Row] = []
        self.gaps: list[tuple[Row, int, int]] = []
        self.noted: set[int] = set()
        first: dict[str, int] = {}
        for index, row in enumerate(rows):
            if row.mark is not None:
                first.setdefault(row.mark.form, index)
        self.articles_inside = "article" in first and first.get("han", len(rows)) < first["article"]
        self.statute = "article" in first and not self.articles_inside

    def rank(self, form: str) -> int:
        """Rank of a form in this body; smaller is higher."""
        if form == "article" and self.articles_inside:
            return 22
        return RANKS[form]

    def _begins_run(self, row: Row, index: int) -> bool:
        """The next mark of this form, before any higher one, goes on from here."""
        mark = row.mark
        if mark is None or mark.number is None:
            return False
        for later in self.rows[index + 1 : index + 40]:
            if later.mark is None or later.mark.form not in RANKS:
                continue
            if later.mark.form == mark.form:
                return later.mark.number == mark.number + 1
            if self.rank(later.mark.form) < self.rank(mark.form):
                return False
        return False

    def accepts(self, row: Row, index: int) -> bool:
        """Does the number follow, restart or continue; a stray one is running text."""
        mark = row.mark
        if mark is None:
            return False
        if mark.number is None:
            return True
        if mark.form in DECIMAL_FORMS:
            return self._fits_above(mark)
        known = [
            node.mark.number for node in self._scope(mark.form) if node.mark and node.mark.number is not None
        ]
        expected = {1}
        if known:
            expected |= {known[-1], known[-1] + 1, known[-1] + 2, known[-1] + 3}
        last = self.last_number.get(mark.form)
        if mark.inserted and last is not None:
            expected.add(last)
        if last is not None:
            expected |= {last + 1, last + 2}
        else:
            expected |= {2, 3, 4} if mark.form not in STATUTE_FORMS else {mark.number}
        if mark.number not in expected and not self._begins_run(row, index):
            return False
        if mark.number != 1:
            base = known[-1] if known else (last or 0)
            if mark.number not in (base + 1, (last or 0) + 1) and not mark.inserted:
                self.gaps.append((row, base, mark.number))
        return True

    def _fits_above(self, mark: Mark) -> bool:
        """Whether 2.3.1 stands below 2.3, or 2.3 below the second head of any form."""
        above = mark.label.rsplit(".", 1)[0]
        for node in reversed(self.stack):
            if node.mark is None or self.rank(node.form) >= self.rank(mark.form):
                continue
            return above in (node.label, str(node.mark.number))
        return mark.form == "decimal"

    def _scope(self, form: str) -> list[Node]:
        """Earlier siblings of a node of this form, were it added now."""
        for node in reversed(self.stack):
            if node.form == form:
                siblings = (
                    node.parent.children
                    if node.parent
                    else [one for one in self.nodes if one.parent is self.root]
                )
                return [one for one in siblings if one.form == form]
        return []

    def _fit(self, mark: Mark) -> None:
        """Take from the stack what the new mark closes."""
        forms = [node.form for node in self.stack]
        if mark.form in forms:
            while self.stack and self.stack[-1].form != mark.form:
                self.stack.pop()
            if self.stack:
                self.stack.pop()
            return
        rank = self.rank(mark.form)
        while self.stack:
            top = self.stack[-1]
            if mark.form == "dash":
                if top.form != "dash":
                    return
            elif top.form == "dash":
                if top.heading and top.heading_end >= top.end and rank > 20:
                    return
                above = self.stack[-2] if len(self.stack) > 1 else None
                if above is not None and self.rank(above.form) < rank and top.paragraphs == [] and rank > 20:
                    return
            elif self.rank(top.form) < rank:
                return
            self.stack.pop()

    def add(self, index: int) -> None:
        """One more line."""
        row = self.rows[index]
        following = self.rows[index + 1] if index + 1 < len(self.rows) else None
        mark = row.mark
        if mark is not None and not self.accepts(row, index):
            self.rejected.append(row)
            mark = None
        if mark is None:
            self._add_paragraph(row)
            return
        self._fit(mark)
        parent = self.stack[-1] if self.stack else self.root
        node = Node(mark.form, mark.label, row.start, row.end, row.start + mark.length, parent, mark)
        rest = row.text[mark.length :]
        self._head(node, rest, following)
        if mark.form in STATUTE_FORMS:
            node.kind = "article" if mark.form == "article" else "chapter"
        elif mark.form == "dash":
            node.kind = "dash"
        if parent is not None:
            parent.children.append(node)
        self.stack.append(node)
        self.nodes.append(node)
        if TRAILING_NOTE.search(row.text):
            self.noted.add(id(node))
        if mark.number is not None:
            self.last_number[mark.form] = mark.number

    def _head(self, node: Node, rest: str, following: Row | None) -> None:
        form = node.form
        alone = (
            following is not None
            and not is_note(following.text)
            and (
                following.mark is None
                or self.rank(following.mark.form) > self.rank(form)
                or (form != "dash" and following.mark.form == "dash")
            )
        )
        if form == "article":
            named = ARTICLE_NAME.match(rest)
            node.heading = (named["name"] or named["round"]) if named else ""
            node.heading_end = node.mark_end + (named.end() if named else 0)
        elif form in STATUTE_FORMS or form == "division":
            node.heading, node.heading_end = rest.strip("。 "), node.end
        else:
            if form == "dash" and following is not None and following.mark is not None:
                alone = alone or self.rank(following.mark.form) >= 30
            heading, length = ("", 0) if self.statute else heading_of(rest, alone)
            node.heading = TRAILING_NOTE.sub("", heading).strip(" 。：:；")
            node.heading_end = node.mark_end + length
            node.words = node.heading or first_words(rest)
        own = rest[node.heading_end - node.mark_end :].strip()
        if node.heading and is_note(own):
            node.heading_end = node.end
        elif own:
            node.paragraphs.append((node.heading_end, node.end))

    def _for_all(self, top: Node) -> bool:
        """A note below the last of several items none of which has one is their parent's."""
        if top.parent is None or top.parent is self.root or top.mark is None or top.mark.number is None:
            return False
        siblings = [one for one in top.parent.children if one.form == top.form]
        return len(siblings) > 1 and not any(id(one) in self.noted for one in siblings)

    def _add_paragraph(self, row: Row) -> None:
        if not self.stack:
            self.intro.append(row)
            return
        top = self.stack[-1]
        if self.statute and not is_note(row.text):
            article = next((node for node in self.stack if node.form == "article"), None)
            if article is not None and article is not top:
                self.stack = self.stack[: self.stack.index(article) + 1]
                top = article
        elif is_note(row.text) and self._for_all(top):
            self.stack.pop()
            for node in self.stack:
                node.end = max(node.end, row.end)
            return
        elif PRECEDING.match(row.text) and top.mark is not None and len(self.stack) > 1:
            self.stack.pop()
            top = self.stack[-1]
        if is_note(row.text) or TRAILING_NOTE.search(row.text):
            self.noted.add(id(top))
        glued = top.paragraphs and (is_note(row.text) or "\t" in row.text)
        if glued:
            top.paragraphs[-1] = (top.paragraphs[-1][0], row.end)
        else:
            top.paragraphs.append((row.start, row.end))
        for node in top.chain():
            node.end = max(node.end, row.end)

    def build(self) -> list[Node]:
        """All nodes in document order."""
        for index in range(len(self.rows)):
            self.add(index)
        for node in reversed(self.nodes):
            if node.parent is not None:
                node.parent.end = max(node.parent.end, node.end)
        return self.nodes
