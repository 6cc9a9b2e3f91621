"""Akoma Ntoso 3.0: an act with a body for statutes, else a doc; an issued plan is attached to its notice."""

import re
from collections.abc import Sequence

from lxml import etree
from lxml.builder import ElementMaker

from zhitong.engine.documents.out.akn_meta import NAMESPACE, meta_of
from zhitong.engine.documents.out.publication import Publication, loose_between, parted
from zhitong.engine.documents.outline import Clause

E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
Element = etree._Element
ELEMENTS = {
    "part": "part",
    "subpart": "subpart",
    "chp": "chapter",
    "sec": "section",
    "art": "article",
    "div": "level",
    "dvs": "division",
    "para": "paragraph",
    "subpara": "subparagraph",
    "point": "point",
    "indent": "indent",
    "p": "alinea",
}
# Inside an article（一）is a 项 (point) and 1. a 目 (indent).
IN_ARTICLE = {"para": "point", "subpara": "indent"}
STATUTES = frozenset({"regulation", "law"})
BARE = re.compile(r"[^\x09\x0a\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def eid_of(clause: Clause) -> str:
    """The clause's id in the names of Akoma Ntoso."""
    steps = clause.id.split("__")
    inside = False
    for place, step in enumerate(steps):
        name, _, rest = step.partition("_")
        if inside and name in IN_ARTICLE:
            steps[place] = f"{IN_ARTICLE[name]}_{rest}"
        inside = inside or name == "art"
    return "__".join(steps)


def words(line: str) -> str:
    """A line without signs that XML cannot hold."""
    return BARE.sub("", line)


def block(line: str) -> Element:
    """A paragraph of text."""
    made: Element = E.p(words(line))
    return made


def hierarchical(publication: Publication, clause: Clause, below: dict[str | None, list[Clause]]) -> Element:
    """A clause with its number, heading, own words and children."""
    eid = eid_of(clause)
    name = ELEMENTS.get(eid.rpartition("__")[2].partition("_")[0])
    made: Element = E(name, eId=eid) if name else E.hcontainer(name=clause.kind, eId=eid)
    num, heading, lines = parted(publication.text, clause)
    if num:
        made.append(E.num(words(num)))
    if heading:
        made.append(E.heading(words(heading)))
    children = below.get(clause.id, [])
    if children:
        if lines:
            made.append(E.intro(*map(block, lines)))
        place = clause.body_end
        for child in children:
            if child.start < place:
                continue  # a row inside a paragraph that is printed whole
            made.extend(strays(publication, place, child.start, eid, len(made)))
            made.append(hierarchical(publication, child, below))
            place = child.end
        made.extend(strays(publication, place, clause.end, eid, len(made)))
    elif clause.kind == "article" and len(lines) > 1:
        # 款: paragraphs without a number, counted by their place
        for place, line in enumerate(lines, 1):
            made.append(E.paragraph(E.content(block(line)), eId=f"{eid}__para_{place}"))
    else:
        made.append(E.content(*map(block, lines or [""])))
    return made


def strays(publication: Publication, start: int, end: int, above: str, number: int) -> list[Element]:
    """Words between clauses, so that nothing is lost."""
    lines = loose_between(publication.text, start, end)
    prefix = f"{above}__" if above else ""
    eid = f"{prefix}hcontainer_{number + 1}"
    return [E.hcontainer(E.content(*map(block, lines)), name="loose", eId=eid)] if lines else []


def main_part(publication: Publication, name: str, clauses: Sequence[Clause], start: int) -> Element:
    """`body` or `mainBody` with the clauses from an offset on."""
    below = publication.children()
    made: Element = E(name)
    place = start
    for clause in clauses:
        made.extend(strays(publication, place, clause.start, "", len(made)))
        made.append(hierarchical(publication, clause, below))
        place = clause.end
    if not clauses:
        made.append(E.hcontainer(E.content(block("")), name="empty", eId="hcontainer_1"))
    return made


def prose(
    publication: Publication, name: str, clauses: Sequence[Clause], before: Sequence[str] = ()
) -> list[Element]:
    """`preface`, `preamble` or `conclusions` from whole paragraphs; nothing where there are none."""
    lines = [*before]
    for place, clause in enumerate(clauses):
        if place:
            lines += loose_between(publication.text, clauses[place - 1].end, clause.start)
        lines += loose_between(publication.text, clause.start, clause.end)
    return [E(name, *map(block, lines))] if lines else []


def attachments(
    publication: Publication, clauses: Sequence[Clause], start: int, inner: Sequence[Element] = ()
) -> list[Element]:
    """`attachments` from an inner document and from 附件 clauses, which own the words from `start` on."""
    made = list(inner)
    below = publication.children()
    for clause in clauses:
        number = len(made) + 1
        lines = loose_between(publication.text, start, clause.body_end)
        main = E.mainBody(*map(block, lines or [""]))
        place = clause.body_end
        for child in below.get(clause.id, []):
            if child.start < place:
                continue
            main.extend(map(block, loose_between(publication.text, place, child.start)))
            main.append(hierarchical(publication, child, below))
            place = child.end
        main.extend(map(block, loose_between(publication.text, place, clause.end)))
        part = E.doc(meta_of(publication, "doc", f"att_{number}"), main, name="fujian")
        made.append(E.attachment(part, eId=f"att_{number}"))
        start = clause.end
    return [E.attachments(*made)] if made else []


def to_akn(publication: Publication) -> bytes:
    """The document as Akoma Ntoso XML, UTF-8; every word of the text is in it once and in order."""
    top = publication.children().get(None, [])
    notice = [one for one in top if one.kind == "preamble" and one.label.startswith("印发通知")]
    preamble = [one for one in top if one.kind == "preamble" and one not in notice]
    closing = [one for one in top if one.kind == "closing"]
    appended = [one for one in top if one.kind == "attachment"]
    listed = [one for one in top if one.kind not in ("preamble", "closing", "attachment")]
    text = publication.text
    statute = publication.meta.get("kind") in STATUTES and not notice
    kind = "act" if statute else "doc"
    head = loose_between(text, 0, top[0].start if top else len(text))
    inner_start = notice[-1].end if notice else 0
    following = [*preamble, *listed, *closing, *appended]
    inner_head = loose_between(text, inner_start, following[0].start) if notice and following else []
    body_start = preamble[-1].end if preamble else (listed[0].start if listed else len(text))
    main_end = max((one.end for one in (*listed, *closing, *preamble, *notice)), default=len(text))
    meta = meta_of(publication, kind, "")
    parts = [
        *prose(publication, "preface", [], inner_head if notice else head),
        *prose(publication, "preamble", preamble),
        main_part(publication, "body" if statute else "mainBody", listed, body_start),
        *prose(publication, "conclusions", closing),
    ]
    name = str(publication.meta.get("kind") or "other")
    if not notice:
        whole = E(kind, meta, *parts, *attachments(publication, appended, main_end), name=name)
    else:
        plan = E.doc(meta_of(publication, "doc", "att_1"), *parts, name=name)
        inner = E.attachment(plan, eId="att_1")
        letter = E.mainBody(*map(block, loose_between(text, notice[0].start, notice[-1].end)))
        whole = E.doc(
            meta,
            *prose(publication, "preface", [], head),
            letter,
            *attachments(publication, appended, main_end, [inner]),
            name="notice",
        )
    root = E.akomaNtoso(whole)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data
