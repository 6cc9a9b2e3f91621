"""Every measure names who does it, under a name the directory knows."""

import difflib
import re
from collections.abc import Iterator

from zhitong.engine.documents.compare.levels import core_of
from zhitong.engine.documents.lint.findings import Draft, Finding, listed
from zhitong.engine.documents.measures.measure import Measure

_PLANS = {"plan", "implementation_plan", "activity_plan"}
_FEWEST = 3  # measures from which a plan that names nobody is worth a word
# A plan for five years or a year's headlines is shared out by a document of its own.
_SHARED_LATER = re.compile(r"规划(?:纲要)?(?:[（(].*[）)])?(?:的通知)?$|要点|工作报告")
_ANOTHER_PLACE = 5  # unknown names, nearly all that are named, from which the directory is another place's
_GROUP = re.compile(r"^各|有关|相关|其他|部门$|单位$|人民政府")


def without_unit(draft: Draft) -> Iterator[Finding]:
    """Clauses among measures that tell somebody to act but name nobody."""
    document = draft.document
    if document.meta.get("kind") not in _PLANS:
        return
    named = [one for one in document.measures if one.responsible]
    title = str(document.meta.get("inner_title") or document.meta.get("title") or "")
    if not named and (len(document.measures) < _FEWEST or _SHARED_LATER.search(title)):
        return
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
    named: dict[str, Measure] = {}
    for measure in draft.document.measures:
        for unit in measure.responsible:
            if not _GROUP.search(unit.name):
                named.setdefault(unit.name, measure)
    unknown = [name for name in named if name not in known]
    if len(unknown) >= _ANOTHER_PLACE and len(unknown) > 0.8 * len(named):
        message = f"文中{len(named)}个单位有{len(unknown)}个不在单位库里：{listed(unknown)}。"
        advice = "本文可能不是本地文件；是本地文件的，请先在单位库中登记。"
        parts = tuple(draft.place(name, named[name].start, named[name].end) for name in unknown)
        yield draft.missing("units_unknown", "info", message, advice, parts)
        return
    for name in unknown:
        measure = named[name]
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        hint = f"单位库中相近的有“{near[0]}”。" if near else "请先在单位库中登记。"
        place = draft.document.text.find(measure.responsible_raw, measure.start, measure.end)
        start, end = (
            (place, place + len(measure.responsible_raw)) if place >= 0 else (measure.start, measure.end)
        )
        severity = "info" if core_of(name) in cores else "warning"
        yield draft.find(
            "unit_unknown", severity, f"单位库里没有“{name}”。", start, end, f"核对单位全称。{hint}"
        )
