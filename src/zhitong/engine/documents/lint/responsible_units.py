"""Every measure names who does it, under a name the directory knows."""

import difflib
import re
from collections.abc import Iterator

from zhitong.engine.documents.compare.levels import core_of
from zhitong.engine.documents.lint.findings import Draft, Finding

_PLANS = {"plan", "implementation_plan", "activity_plan"}
_GROUP = re.compile(r"^各|有关|相关|其他|部门$|单位$|人民政府")


def without_unit(draft: Draft) -> Iterator[Finding]:
    """Clauses among measures that tell somebody to act but name nobody."""
    document = draft.document
    if document.meta.get("kind") not in _PLANS:
        return
    named = [one for one in document.measures if one.responsible]
    if not named:
        advice = "在每项举措后注明责任单位，牵头单位列在第一位。"
        yield draft.missing("unit_missing_everywhere", "warning", "全文没有一项举措写明责任单位。", advice)
        return
    spans = [(one.start, one.end) for one in named]
    parents = {clause.parent for clause in document.outline.clauses}
    tops = {one.path.split("/", 1)[0] for one in named}
    for clause in document.outline.clauses:
        leaf = clause.id not in parents and clause.kind in ("clause", "paragraph") and "/" in clause.path
        if (
            not leaf
            or "目标" in clause.heading
            or clause.path.split("/", 1)[0] not in tops
            or clause.end - clause.start < 30
        ):
            continue
        if any(start < clause.end and clause.start < end for start, end in spans):
            continue
        yield draft.find(
            "unit_missing", "warning", "这项举措没有写明责任单位。", clause.start, clause.end,
            "补上责任单位；同级几项都由同一单位负责的，也请逐项写明。",
        )  # fmt: skip


def unknown_unit(draft: Draft) -> Iterator[Finding]:
    """Names of units that the directory does not hold."""
    if draft.units is None:
        return
    known = set(draft.units)
    cores = {core_of(name) for name in known}
    said: set[str] = set()
    for measure in draft.document.measures:
        for unit in measure.responsible:
            if unit.name in known or unit.name in said or _GROUP.search(unit.name):
                continue
            said.add(unit.name)
            near = difflib.get_close_matches(unit.name, known, n=1, cutoff=0.5)
            hint = f"单位库中相近的有“{near[0]}”。" if near else "请先在单位库中登记。"
            same_field = core_of(unit.name) in cores
            place = draft.document.text.find(measure.responsible_raw, measure.start, measure.end)
            start, end = (
                (place, place + len(measure.responsible_raw)) if place >= 0 else (measure.start, measure.end)
            )
            severity = "info" if same_field else "warning"
            yield draft.find(
                "unit_unknown", severity, f"单位库里没有“{unit.name}”。", start, end, f"核对单位全称。{hint}"
            )
