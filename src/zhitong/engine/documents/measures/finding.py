"""Measures of a plan: the smallest clauses that carry a note on who is responsible."""

import re
from collections.abc import Sequence
from dataclasses import replace

from zhitong.engine.documents.citations.docnumbers import find_numbers
from zhitong.engine.documents.measures.fromtables import are_shared_out, with_tables
from zhitong.engine.documents.measures.measure import Measure
from zhitong.engine.documents.measures.notes import ALL_BEAR, FIRST_LEADS, NameList, Note, find_notes
from zhitong.engine.documents.measures.running import running_note
from zhitong.engine.documents.measures.units import ResponsibleUnit, read_note, units_of
from zhitong.engine.documents.outline import Clause, Outline
from zhitong.engine.documents.text.marks import read_mark
from zhitong.engine.values import Problem, Severity

WHOLE_KINDS = frozenset({"preamble", "closing", "attachment", "row"})
NOT_MEASURES = re.compile(
    r"总体要求|总体目标|指导思想|基本原则|工作原则|目标|工作要求|组织领导|组织保障|保障措施|组织实施|实施步骤|"
    r"工作步骤|附则|总则|有关要求|适用|背景|形势|发展环境|发展基础|面临|回顾|成效|存在问题|现状|依据|有效期|解释|考核|监督管理|保障机制|实施保障"
)


SHARES_OUT = re.compile(r"分工|分解|任务|职责")
SAYS_OF_ITSELF = re.compile(r"本[\u4e00-\u9fff]{2,6}(?:由.{2,40}解释|自.{2,20}(?:施行|实施|执行))")
ARTICLES_ARE_MEASURES = re.compile(r"(?:措施|政策|[条]举措|\d+条|十条)(?:[（(].*[）)])?(?:的通知)?$")


def _children(outline: Outline) -> dict[str, list[Clause]]:
    table: dict[str, list[Clause]] = {}
    for clause in outline.clauses:
        if clause.parent is not None:
            table.setdefault(clause.parent, []).append(clause)
    return table


def _number(clause: Clause, by_id: dict[str, Clause]) -> int | None:
    at: Clause | None = clause
    while at is not None:
        if at.kind in ("clause", "article"):
            step = at.id.rsplit("__", 1)[-1]
            digits = re.search(r"_(\d+)", step)
            return int(digits[1]) if digits else None
        at = by_id.get(at.parent) if at.parent else None
    return None


def _cites(text: str, start: int, end: int) -> tuple[str, ...]:
    piece = re.sub(r"\n", "", text[start:end])
    return tuple(dict.fromkeys(found.number for found in find_numbers(piece)))


def _measure(outline: Outline, clause: Clause, notes: list[Note], by_id: dict[str, Clause]) -> Measure:
    units: dict[str, ResponsibleUnit] = {}
    open_ended = False
    carried = ""
    for note in notes:
        found = read_note(note, carried)
        carried = found.carried
        open_ended = open_ended or found.open_ended
        for unit in found.units:
            units.setdefault(unit.name, unit)
    return Measure(
        clause.path,
        _number(clause, by_id),
        clause.start,
        clause.end,
        tuple(units.values()),
        "\n".join(note.text for note in notes),
        open_ended,
        _cites(outline.text, clause.start, clause.end),
        tuple((note.start, note.end) for note in notes),
    )


def _own_notes(outline: Outline, clause: Clause, below: Sequence[Clause] = ()) -> list[Note]:
    """Notes in the clause's own words: before its children, or on a line of its own below the last one."""
    notes = find_notes(outline.text, clause.start, clause.body_end)
    last = max((one.end for one in below), default=clause.end)
    return notes + (find_notes(outline.text, last, clause.end) if last < clause.end else [])


def _noted(outline: Outline) -> list[tuple[Clause, list[Note]]]:
    """Clauses that bear notes of their own; a node whose last paragraph alone bears one counts whole."""
    table = _children(outline)
    found: list[tuple[Clause, list[Note]]] = []
    covered: list[tuple[int, int]] = []
    for clause in outline.clauses:
        if clause.kind in WHOLE_KINDS or any(
            start <= clause.start and clause.end <= end for start, end in covered
        ):
            continue
        parts = [child for child in table.get(clause.id, []) if child.kind == "paragraph"]
        others = [child for child in table.get(clause.id, []) if child.kind != "paragraph"]
        if parts and not others:
            bearing = [child for child in parts if _own_notes(outline, child)]
            if bearing and bearing == parts[-1:]:
                found.append((clause, _own_notes(outline, parts[-1])))
                covered.append((clause.start, clause.end))
            continue
        notes = _own_notes(outline, clause, others)
        if notes:
            found.append((clause, notes))
            if others and notes[-1].end >= clause.body_end - 2:
                covered.extend(
                    (child.start, child.end)
                    for child in others
                    if not find_notes(outline.text, child.start, child.end)
                )
    return found


def _said_of(outline: Outline, clause: Clause) -> Note | None:
    return running_note(outline.text, clause.start, clause.end)


def _handed_out(outline: Outline, title: str) -> list[tuple[Clause, list[Note]]]:
    """Numbered clauses whose last sentence hands them to bodies, where a document shares out work."""
    table = _children(outline)
    leaves = [
        clause
        for clause in outline.clauses
        if clause.kind == "clause" and all(one.kind == "paragraph" for one in table.get(clause.id, []))
    ]
    found = [(clause, [note]) for clause in leaves if (note := _said_of(outline, clause))]
    return found if len(found) > 1 or SHARES_OUT.search(title) else []


def _form(clause: Clause) -> str:
    return re.sub(r"[\d\-]+$", "", clause.id.rsplit("__", 1)[-1]).rstrip("_")


def _siblings_without(outline: Outline, noted: list[Clause]) -> list[Clause]:
    """Leaves of the same kind, in the same main section, that bear no note: measures nobody is named for."""
    table = _children(outline)
    sections = {(clause.path.split("/")[0], _form(clause)) for clause in noted if clause.kind != "paragraph"}
    parents = {clause.parent for clause in noted}
    spans = [(clause.start, clause.end) for clause in noted]
    return [
        clause
        for clause in outline.clauses
        if clause.kind in ("clause", "article")
        and not table.get(clause.id)
        and read_mark(outline.text[clause.start : clause.end])
        and ((clause.path.split("/")[0], _form(clause)) in sections or clause.parent in parents)
        and not any(start <= clause.start and clause.end <= end for start, end in spans)
        and not SAYS_OF_ITSELF.search(outline.text[clause.start : clause.end])
        and not NOT_MEASURES.search(clause.heading or outline.text[clause.start : clause.start + 14])
    ]


def _without_notes(outline: Outline, kind: str, title: str) -> list[Clause]:
    """Where a plan has no notes at all: its numbered leaves outside goals and organisation.

    A plain notice instructs; what it numbers is no measure unless somebody is named for it.
    """
    kinds = ("plan", "implementation_plan", "activity_plan", "opinion", "measures")
    if kind not in kinds or "预案" in title:
        return []
    if not ARTICLES_ARE_MEASURES.search(title) and any(
        clause.kind == "article" for clause in outline.clauses
    ):
        return []
    table = _children(outline)
    by_path = {clause.path: clause for clause in outline.clauses}
    found = []
    for clause in outline.clauses:
        steps = clause.path.split("/")
        above = [by_path.get("/".join(steps[:count])) for count in range(1, len(steps) + 1)]
        if any(
            one is not None and (NOT_MEASURES.search(one.heading) or one.kind == "attachment")
            for one in above
        ):
            continue
        if clause.kind in ("clause", "article") and all(
            one.kind == "paragraph" for one in table.get(clause.id, [])
        ):
            found.append(clause)
    return found


def _with_lead(measure: Measure) -> Measure:
    units = measure.responsible
    if not units or any(unit.role != "unspecified" for unit in units) or units[0].group:
        return measure
    return replace(measure, responsible=(replace(units[0], role="lead"), *units[1:]))


def _reached(measure: Measure, rule: re.Match[str], begins: int | None) -> bool:
    """Whether a rule said once holds for a measure: the one it stands in too, unless it says 以下."""
    if rule["side"] == "上":
        return measure.start < rule.start()
    return measure.end > rule.start() if begins is None else measure.start >= begins


def _with_shared(measure: Measure, units: list[ResponsibleUnit]) -> Measure:
    known = {unit.name for unit in measure.responsible}
    return replace(measure, responsible=(*measure.responsible, *(u for u in units if u.name not in known)))


def _apply_rules(outline: Outline, measures: list[Measure]) -> tuple[list[Measure], list[Problem]]:
    """Rules said once for all: the first unit leads; a body that bears every measure."""
    problems = []
    rule = FIRST_LEADS.search(outline.text)
    if rule is not None:
        start = rule.start() + len(rule[0]) - len(rule[0].lstrip("，,；;。 "))
        problems.append(
            Problem(
                "rule_first_leads",
                "文中约定列第一位的单位为牵头单位，已用于此后各项措施。",
                start,
                rule.end(),
                severity=Severity.INFO,
            )
        )
        said_last = not any(one.end > rule.start() for one in measures)
        measures = [_with_lead(one) if said_last or one.end > rule.start() else one for one in measures]
    shared = ALL_BEAR.search(outline.text)
    if shared is not None:
        name = shared["unit"]
        units, _, _ = units_of(NameList(name, "unspecified", 0), shared.start("unit"), "")
        begins = {"上": 0, "下": shared.start(), "后": shared.start()}.get(shared["side"] or "")
        measures = [_with_shared(one, units) if _reached(one, shared, begins) else one for one in measures]
        problems.append(
            Problem(
                "rule_all_bear",
                f"文中约定各项措施均由{name}落实，已列入各项措施的责任单位。",
                shared.start(),
                shared.end(),
                severity=Severity.INFO,
            )
        )
    return measures, problems


def _doubtful_units(measures: list[Measure]) -> list[Problem]:
    """Names that read like none, and names without a level in a document that prints levels."""
    units = [unit for measure in measures for unit in measure.responsible]
    levelled = sum(not unit.group and unit.name != unit.printed for unit in units)
    problems = []
    for unit in units:
        if unit.confidence <= 0.6:
            message = f"“{unit.printed}”不像单位名称，按原文照录，请核对。"
            problems.append(Problem("unit_unclear", message, unit.start, unit.end, severity=Severity.WARNING))
        elif unit.confidence == 0.8 and levelled:
            message = f"“{unit.printed}”没有写明是哪一级的单位，按原文照录，请核对。"
            problems.append(
                Problem("unit_without_level", message, unit.start, unit.end, severity=Severity.WARNING)
            )
    return problems


def find_measures(outline: Outline, kind: str, title: str = "") -> tuple[tuple[Measure, ...], list[Problem]]:
    """The measures in printed order, and what is doubtful about them."""
    by_id = {clause.id: clause for clause in outline.clauses}
    noted = _noted(outline)
    if not noted and kind not in ("regulation", "law"):
        noted = _handed_out(outline, title)
    measures = [_measure(outline, clause, notes, by_id) for clause, notes in noted]
    problems = []
    if noted:
        bare = _siblings_without(outline, [clause for clause, _ in noted])
    else:
        bare = _without_notes(outline, kind, title)
        bare = bare if are_shared_out(outline, bare) else []
    said = {clause.id: note for clause in bare if (note := _said_of(outline, clause))}
    measures += [
        _measure(outline, clause, [said[clause.id]] if clause.id in said else [], by_id) for clause in bare
    ]
    measures = with_tables(outline, measures)
    bare = [clause for clause in bare if clause.id not in said]
    measures.sort(key=lambda measure: measure.start)
    if bare and noted:
        problems = [
            Problem("no_unit", "这一项没有写责任单位。", clause.start, clause.end, severity=Severity.WARNING)
            for clause in bare
        ]
    elif bare:
        problems = [
            Problem(
                "no_units_at_all",
                "全文没有写责任单位，措施按编号条目列出。",
                bare[0].start,
                bare[-1].end,
                severity=Severity.WARNING,
            )
        ]
    measures, rules = _apply_rules(outline, measures)
    return tuple(measures), [*problems, *rules, *_doubtful_units(measures)]
