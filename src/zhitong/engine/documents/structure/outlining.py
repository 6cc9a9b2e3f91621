"""From canonical text to the outline: zones, trees, ids and paths."""

import re
from dataclasses import replace

from zhitong.engine.documents.outline import Clause, Outline
from zhitong.engine.documents.structure.rows import Row, rows_of
from zhitong.engine.documents.structure.tasktables import find_rows
from zhitong.engine.documents.structure.tree import Builder, Node
from zhitong.engine.documents.structure.zones import OTHER, Zones, body_of, divide
from zhitong.engine.documents.text.marks import SHORT
from zhitong.engine.values import Problem, Severity

PARAGRAPH_KINDS = frozenset({"preamble", "closing"})


def _step(node: Node, taken: dict[str, int]) -> str:
    step = node.mark.step if node.mark is not None and node.mark.number is not None else SHORT[node.form]
    if node.mark is None or node.mark.number is None:
        taken[f"#{step}"] = taken.get(f"#{step}", 0) + 1
        return f"{step}_{taken[f'#{step}']}"
    taken[step] = taken.get(step, 0) + 1
    return step if taken[step] == 1 else f"{step}_{taken[step]}"


def _printed(node: Node) -> str:
    return f"——{node.words}" if node.form == "dash" else node.label


def _clauses_of(nodes: list[Node], statute: bool) -> list[Clause]:
    taken: dict[int, dict[str, int]] = {}
    ids: dict[int, tuple[str, str, int]] = {}
    clauses: list[Clause] = []
    seen: dict[str, int] = {}
    for node in nodes:
        above = ids.get(id(node.parent)) if node.parent is not None else None
        step = _step(node, taken.setdefault(id(node.parent), {}))
        path = _printed(node) if above is None else f"{above[1]}/{_printed(node)}"
        seen[path] = seen.get(path, 0) + 1
        if seen[path] > 1:
            path = f"{path}〔{seen[path]}〕"
        identity = step if above is None else f"{above[0]}__{step}"
        level = 1 if above is None else above[2] + 1
        ids[id(node)] = (identity, path, level)
        numbered = node.paragraphs if len(node.paragraphs) > 1 and not statute else []
        starts = [child.start for child in node.children] + [start for start, _ in numbered]
        body_end = min(starts, default=node.end)
        clauses.append(
            Clause(
                identity,
                path,
                node.label,
                node.heading,
                level,
                node.start,
                node.end,
                body_end,
                None if above is None else above[0],
                node.kind,
            )
        )
        for place, (start, end) in enumerate(numbered, 1):
            clauses.append(
                Clause(
                    f"{identity}__p_{place}",
                    f"{path}/¶{place}",
                    f"¶{place}",
                    "",
                    level + 1,
                    start,
                    end,
                    end,
                    identity,
                    "paragraph",
                )
            )
    return sorted(clauses, key=lambda clause: (clause.start, clause.level))


def _whole(rows: list[Row], identity: str, path: str, kind: str) -> list[Clause]:
    return [
        Clause(f"{identity}_{n}", f"{path}{n}", path, "", 1, row.start, row.end, row.end, None, kind)
        for n, row in enumerate(rows, 1)
    ]


def _problems(builder: Builder) -> list[Problem]:
    found = []
    for row, base, number in builder.gaps:
        message = (
            f"序号重复：上一项是第{base}项，这里仍是第{number}项，请核对原文。"
            if number == base
            else f"序号不连续：上一项是第{base}项，这里是第{number}项，请核对原文。"
        )
        found.append(
            Problem(
                "numbering_gap",
                message,
                row.start,
                row.start + (row.mark.length if row.mark else 1),
                severity=Severity.WARNING,
            )
        )
    found.extend(
        Problem(
            "stray_mark",
            f"行首的“{row.text[:6]}”不像本文的序号，按正文处理。",
            row.start,
            row.end,
            severity=Severity.INFO,
        )
        for row in builder.rejected
    )
    return found


def _attachment(label: str, title: list[Row], rows: list[Row]) -> Node:
    every = title + rows
    node = Node("attachment", label, every[0].start, every[-1].end, every[0].start, kind="attachment")
    node.heading = "".join(row.text for row in title)
    node.heading_end = title[-1].end if title else node.start
    return node


def _paragraphs(rows: list[Row]) -> list[tuple[int, int]]:
    """Offsets of paragraphs, the rows of a table counting as one."""
    found: list[tuple[int, int]] = []
    table = False
    for row in rows:
        if table and "\t" in row.text:
            found[-1] = (found[-1][0], row.end)
        else:
            found.append((row.start, row.end))
        table = "\t" in row.text
    return found


def _with_rows(text: str, clauses: list[Clause]) -> list[Clause]:
    """Every task of a table as a clause below the one it stands in, by its number in the table."""
    taken = {clause.path for clause in clauses} | {clause.id for clause in clauses}
    found = list(clauses)
    begins: dict[str, int] = {}  # where the own words of a clause end: at its first row
    for row in find_rows(text):
        around = [one for one in clauses if one.start <= row.start < one.end and one.kind != "paragraph"]
        above = around[-1] if around and around[-1].kind not in PARAGRAPH_KINDS else None
        path = f"{above.path}/{row.number}" if above else f"表/{row.number}"
        identity = f"{above.id}__row_{row.number}" if above else f"row_{row.number}"
        if path in taken:
            again = next(n for n in range(2, 10_000) if f"{path}〔{n}〕" not in taken)
            path, identity = f"{path}〔{again}〕", f"{identity}_{again}"
        found.append(
            Clause(
                identity,
                path,
                str(row.number),
                row.name if len(row.name) <= 40 else "",
                above.level + 1 if above else 1,
                row.start,
                row.end,
                row.end,
                above.id if above else None,
                "row",
            )
        )
        taken |= {path, identity}
        if above:
            begins.setdefault(above.id, row.start)
    found = [
        replace(one, body_end=begins[one.id]) if begins.get(one.id, one.body_end) < one.body_end else one
        for one in found
    ]
    return sorted(found, key=lambda clause: (clause.start, clause.level))


def outline_of(text: str) -> tuple[Outline, Zones]:
    """The outline of a canonical text, and the parts it was divided into."""
    zones = divide(rows_of(text))
    main = Builder(zones.body)
    clauses = _clauses_of(main.build(), main.statute)
    clauses += _whole([*zones.head, *zones.wrapper], "notice", "印发通知", "preamble")
    clauses += _whole(main.intro, "pre", "前言", "preamble") + _whole(zones.closing, "end", "尾部", "closing")
    problems = _problems(main)
    for label, title, rows in zones.attachments:
        if not title and not rows:
            continue
        node = _attachment(label, title, rows)
        builder = Builder(body_of(rows) if label == OTHER else rows, node)
        nodes = builder.build()
        node.paragraphs = _paragraphs(builder.intro)
        clauses += _clauses_of([node, *nodes], builder.statute)
        problems += _problems(builder)
    if zones.contents:
        problems.append(
            Problem(
                "contents_skipped",
                "文首的目录已略过，不作为条款。",
                zones.contents[0].start,
                zones.contents[-1].end,
                severity=Severity.INFO,
            )
        )
    if not main.nodes and not any(clause.kind == "clause" for clause in clauses):
        problems.append(
            Problem(
                "no_numbering",
                "没有找到“一、”“（一）”“第一条”这样的序号，按自然段处理；如有编号，请核对原文件是否完整。",
                0,
                len(text),
                severity=Severity.WARNING,
            )
        )
    clauses.sort(key=lambda clause: (clause.start, clause.level))
    clauses = _with_rows(text, clauses)
    return Outline(text, tuple(clauses), tuple(problems), {clause.path: clause for clause in clauses}), zones


def clause_at(outline: Outline, offset: int) -> Clause | None:
    """The innermost clause that covers the offset, or None between clauses."""
    best: Clause | None = None
    for clause in outline.clauses:
        if clause.start <= offset < clause.end and (best is None or clause.level >= best.level):
            best = clause
    return best


def sentences(outline: Outline, clause: Clause) -> list[tuple[int, int]]:
    """Start and end of each sentence of a clause's own words, without its mark and heading."""
    text = outline.text[clause.start : clause.body_end]
    begin = clause.start
    if clause.label and clause.kind not in PARAGRAPH_KINDS and clause.kind not in ("paragraph", "attachment"):
        lead = re.match(
            r"\s*(?:\d{1,2}(?:[.．]\d{1,2})+\s?|[（(]?[^）)、.．\s]{1,8}[）)、.．]\s?|第\S+?[编篇章节条](?:之\S)?\s?|[—\-－–]+\s?|\S)",
            text,
        )
        begin += lead.end() if lead else 0
        if clause.heading and outline.text.startswith(clause.heading, begin):
            begin += len(clause.heading)
            begin += len(outline.text[begin : clause.body_end]) - len(
                outline.text[begin : clause.body_end].lstrip("。：: ")
            )
    found: list[tuple[int, int]] = []
    for match in re.finditer(
        r"[^。！？\n]+(?:[。！？]+[”’）)]*|(?=\n)|$)", outline.text[begin : clause.body_end]
    ):
        start, end = begin + match.start(), begin + match.end()
        found.append((start, end))
    return found
