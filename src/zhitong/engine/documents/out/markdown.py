"""Markdown: headings by level, every word once, marks as printed."""

import re

from zhitong.engine.documents.out.publication import Publication, in_tables, lines_of, loose_between, parted
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
    """The clause's own words: a heading where it has one, then its paragraphs; lines of cells stay bare."""
    if clause.kind == "row":
        return lines_of(publication.text[clause.start : clause.body_end])
    num, heading, lines = parted(publication.text, clause)
    if heading:
        marks = "#" * min(DEEPEST, clause.level + 1)
        return [f"{marks} {plain(num + heading)}", *map(shown, lines)]
    if num and lines:
        return [shown(num + lines[0]), *map(shown, lines[1:])]
    return [shown(one) for one in ([num] if num else []) + lines]


def shown(line: str) -> str:
    """A line as Markdown shows it; cells wait for their table."""
    return line if "\t" in line else plain(line)


def table(rows: list[list[str]]) -> str:
    """A table; its first row is the head."""
    printed = [f"| {' | '.join(plain(cell.strip()) for cell in row)} |" for row in rows]
    return "\n".join([printed[0], f"|{' --- |' * len(rows[0])}", *printed[1:]])


def to_markdown(publication: Publication) -> str:
    """The document as Markdown, ended by a line feed."""
    made = [f"# {plain(publication.title)}", "\n".join(facts(publication))]
    lines: list[str] = []
    place = 0
    for clause in publication.clauses:
        if clause.start >= place:
            lines += map(shown, loose_between(publication.text, place, clause.start))
            lines += clause_lines(publication, clause)
            place = clause.body_end
    lines += map(shown, loose_between(publication.text, place, len(publication.text)))
    made += [one if isinstance(one, str) else table(one) for one in in_tables(lines)]
    return "\n\n".join(one for one in made if one) + "\n"
