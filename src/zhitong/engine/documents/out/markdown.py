"""Markdown: headings by level, every word once, marks as printed."""

import re

from zhitong.engine.documents.out.publication import Publication, loose_between, parted
from zhitong.engine.documents.outline import Clause

DEEPEST = 6
_SIGNS = re.compile(r"([\\`*_\[\]<>|])")
_LIST = re.compile(r"^(\d+)([.)])")


def plain(line: str) -> str:
    """A line that Markdown shows as it is."""
    escaped = _LIST.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", line))
    return "\\" + escaped if escaped[:1] in "#+-=~" else escaped


def facts(publication: Publication) -> list[str]:
    """Number, issuer and days, as far as they are known."""
    names = (
        ("doc_number", "文号"),
        ("issuer", "发文机关"),
        ("issued_on", "成文日期"),
        ("effective_on", "施行日期"),
    )
    known = [(word, publication.meta.get(name)) for name, word in names]
    known.append(("有效期至", publication.meta.get("expires_on")))
    return [f"- {word}：{plain(str(value))}" for word, value in known if value]


def clause_lines(publication: Publication, clause: Clause) -> list[str]:
    """The clause's own words: a heading where it has one, then its paragraphs."""
    num, heading, lines = parted(publication.text, clause)
    if heading:
        marks = "#" * min(DEEPEST, clause.level + 1)
        return [f"{marks} {plain(num + heading)}", *map(plain, lines)]
    if num and lines:
        return [plain(num + lines[0]), *map(plain, lines[1:])]
    return [plain(one) for one in ([num] if num else []) + lines]


def to_markdown(publication: Publication) -> str:
    """The document as Markdown, ended by a line feed."""
    made = [f"# {plain(publication.title)}", "\n".join(facts(publication))]
    place = 0
    for clause in publication.clauses:
        if clause.start >= place:
            made += map(plain, loose_between(publication.text, place, clause.start))
            made += clause_lines(publication, clause)
            place = clause.body_end
    made += map(plain, loose_between(publication.text, place, len(publication.text)))
    return "\n\n".join(one for one in made if one) + "\n"
