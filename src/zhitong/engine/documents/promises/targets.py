"""Targets: what a plan promises to reach, one per pair of indicator and value."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhitong.engine.documents.figures.dates import DayFound, find_days
from zhitong.engine.documents.figures.quantities import find_quantities
from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.promises import criteria
from zhitong.engine.documents.promises import goalwords as words
from zhitong.engine.documents.promises.criteria import LISTED
from zhitong.engine.documents.promises.duties import is_act
from zhitong.engine.documents.promises.goalheads import Item
from zhitong.engine.documents.promises.goalitems import items_of
from zhitong.engine.documents.promises.goaltables import find_rows
from zhitong.engine.documents.promises.goaltests import Place, wanted
from zhitong.engine.documents.structure.passages import Passage, literal, passages, paths_at

_GOAL_HEADING = re.compile(
    r"(?:目标|指标)(?:任务|要求|值)?(?:[（(][^）)]*[）)])?$|^(?:[^，。]{0,8}目标)[:：]"
)
_HEADING_LINE = re.compile(r"^[一二三四五六七八九十]{1,3}、(.{2,24})$")
# What was reached already: figures under these headings promise nothing.
_PAST_HEADING = re.compile(
    r"(?:发展|工作|现实)?(?:基础|成就|成效|成绩|回顾|现状|背景|形势|情况)$|存在(?:的)?(?:主要)?问题|取得的?(?:成绩|成效)|面临(?:的)?(?:形势|挑战)"
)
_THIS_YEAR = re.compile(r"今年|(?<![\d一二两三四五六])年内|全年|本年度")
# 主要预期目标是：… governs all that follows in its sentence.
_GOAL_TOLD = re.compile(r"目标(?:任务)?(?:是|为)?[:：]")
_EVERY_YEAR = re.compile(r"每(?:年|月|季度?|半年)|年均(?=新)|逐年|各年度")
_LIST_MARK = re.compile(r"[①-⑳]")
_LIST_LED = re.compile(r"[^。；①]*(?:今年|全年|年内|力争|确保|目标)[^。；①]*①")
_PLANS = {"plan", "implementation_plan", "activity_plan"}
_STATUTES = {"regulation", "law", "measures"}


@dataclass(frozen=True, slots=True)
class Target:
    """One indicator and the value it shall reach.

    `value` (up to `value_high` for a range) is a plain number in `unit` (counts with 万 and 亿 expanded;
    money stays in its printed unit); `comparator` is >= <= = or ~; `basis` new, cumulative or level;
    `quote` is `text[start:end]`; `deadline` an ISO day; `period` the words of the span counted over.
    """

    indicator: str
    value: Decimal
    unit: str
    comparator: str
    basis: str | None
    period: str | None
    deadline: str | None
    path: str
    start: int
    end: int
    quote: str
    confidence: float
    value_high: Decimal | None = None


@dataclass(slots=True)
class _Setting:
    """What a sentence inherits: whether it stands among goals, and the deadline announced before it."""

    goal: bool = False
    section: str = ""
    announced: DayFound | None = None


def _deadline(text: str, upto: int, days: tuple[DayFound, ...]) -> DayFound | None:
    """The last date before `upto` that is a day to reach something by."""
    for day in reversed([one for one in days if one.end <= upto]):
        before, after = text[max(0, day.start - 4) : day.start], text[day.end : day.end + 8]
        if not words.NOT_A_DEADLINE_BEFORE.search(before) and not words.NOT_A_DEADLINE_AFTER.match(after):
            return day
    return None


def _plan(meta: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The plan's period in words (2023—2025年) and its last day, where known."""
    period = meta.get("plan_period") or {}
    start, end = str(period.get("start") or ""), str(period.get("end") or "")
    if not re.match(r"\d{4}", end):
        return None, None
    last = end if re.fullmatch(r"\d{4}-\d\d-\d\d", end) else f"{end[:4]}-12-31"
    named = (
        f"{start[:4]}—{end[:4]}年" if re.match(r"\d{4}", start) and start[:4] != end[:4] else f"{end[:4]}年"
    )
    return named, last


def _begun(meta: Mapping[str, Any]) -> str:
    """The first day of the plan's period, or ''."""
    return str((meta.get("plan_period") or {}).get("start") or "")


def _told_from(meta: Mapping[str, Any]) -> str:
    """The day before which figures tell what was: the plan's first, else the first of the year of issue."""
    issued = str(meta.get("issued_on") or "")
    return _begun(meta) or (f"{issued[:4]}-01-01" if issued else "")


def _basis(item: Item, yearly: bool) -> str:
    head = item.verb
    if "累计" in head + item.indicator:
        return "cumulative"
    if item.quantity.unit in ("%", "‰", "个百分点", "倍"):
        return "level"
    if yearly or re.search(words.NEW, head) or re.match(words.NEW, item.indicator):
        return "new"
    if re.search(r"(?:带动|吸纳|促进)[^，]{0,8}就业$", item.indicator):
        return "new"
    if re.search(r"(?:增加值|产值|总?规模|总量|总额|余额)$", item.indicator) and re.match(
        "带动|促进|推动", head
    ):
        return "level"
    if re.search(words.BUILT, head):
        return "cumulative"
    if re.search(rf"净增|{words.NEW}", item.indicator):
        return "new"
    return "new" if re.fullmatch(rf"(?:{words.FLOW})", head) and head not in ("有", "实现") else "level"


def _headed(passage: Passage, meta: Mapping[str, Any]) -> DayFound | None:
    """The year a heading names (2025年工作安排), where the document has no period of its own."""
    if meta.get("plan_period"):
        return None
    for heading in reversed(passage.above):
        days = find_days(heading) if re.search("工作|目标|任务|安排", heading) else ()
        if days:
            return days[-1]
    return None


def _is_goal(passage: Passage) -> bool:
    return any(_GOAL_HEADING.search(heading) for heading in passage.above)


def _emit(
    outline: Outline,
    passage: Passage,
    item: Item,
    day: DayFound | None,
    yearly: bool,
    meta: Mapping[str, Any],
) -> Target:
    named, last = _plan(meta)
    text = passage.copy.text
    single = day is not None and not yearly and _is_single_year(text, day)
    basis = _basis(item, yearly or single)
    period = named if basis != "level" else None
    if yearly:
        period = _rhythm(text[max(0, item.start - 80) : item.end])
    elif single and day:
        period = f"{day.last.year}年"
    start, end, quote = literal(outline, passage.copy, item.start, item.end)
    sure = (0.95 if _is_goal(passage) else 0.85) - (0.05 if item.inherited else 0)
    quantity = item.quantity
    unit = quantity.unit + (quantity.per if quantity.per.startswith("/") else "")
    return Target(
        _whole(item.indicator), quantity.value, unit, quantity.comparator, basis, period,
        day.last.isoformat() if day else last, passage.path, start, end, quote, round(sure, 2), quantity.high,
    )  # fmt: skip


def _whole(indicator: str) -> str:
    """The indicator without a quotation mark that lacks its partner."""
    indicator = re.sub(r"(?:分别|各自)(?=比|较)|(?<=.)(?:力争|确保|争取)", "", indicator)
    return indicator if indicator.count("“") == indicator.count("”") else indicator.strip("“”")


def _rhythm(words_before: str) -> str:
    """The printed word for what recurs (每年, 每月 …); 年均 and the like count as 每年."""
    said = _EVERY_YEAR.findall(words_before)
    return said[-1] if said and said[-1].startswith("每") else "每年"


def _is_yearly(words_before: str, deadline_end: int, indicator: str) -> bool:
    """Whether 每年 was said after the last date before the number, or 年均 about this very indicator."""
    if "年均" in indicator:
        return True
    if "累计" in indicator:
        return False
    said = [match.start() for match in _EVERY_YEAR.finditer(words_before)]
    return bool(said) and said[-1] >= deadline_end


def _is_single_year(text: str, day: DayFound) -> bool:
    """A bare year (2023年培育…) is the year counted over; 到2025年底 is a day to reach it by."""
    printed = text[day.start : day.end]
    before = text[max(0, day.start - 2) : day.start]
    return bool(re.fullmatch(r"\d{4}年", printed)) and not re.search(r"[到至]$", before)


def _steps(passage: Passage, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a sentence; a list on one line (①…②…) is cut at its marks, which name nothing."""
    for first, last in passage.parts(start, end):
        begin = first
        for mark in _LIST_MARK.finditer(passage.copy.text, first, last):
            if mark.start() > begin:
                yield begin, mark.start()
            begin = mark.end()
        if begin < last:
            yield begin, last


def _sentence(
    outline: Outline, passage: Passage, start: int, end: int, setting: _Setting, meta: Mapping[str, Any]
) -> Iterator[Target]:
    text = passage.copy.text
    days = tuple(
        DayFound(day.first, day.last, day.start + start, day.end + start, day.exact)
        for day in find_days(text[start:end])
    )
    statute = meta.get("kind") in _STATUTES
    begun, past = _begun(meta), _told_from(meta)
    planned = bool(begun) and meta.get("kind") in _PLANS
    found = False
    told = _GOAL_TOLD.search(text, start, end)
    for first, last in _steps(passage, start, end):
        part = text[first:last]
        known = [one for one in find_quantities(part) if one.kind in ("count", "money", "rate", "time")]
        for item in items_of(part, known, first) if known else ():
            day = _deadline(text, item.end, days)
            if day and day.last.isoformat() < past:
                continue
            yearly = _is_yearly(text[first : item.end], day.end - first if day else -1, item.indicator)
            if yearly and is_act(item.verb or item.indicator, item.quantity.unit):
                continue
            dated = (
                day is not None
                or yearly
                or bool(_THIS_YEAR.search(text, first, item.end))
                or bool(_LIST_LED.match(text, start, first))
            )
            goal = setting.goal or bool(told and told.end() <= item.start)
            place = Place(goal, dated, statute, planned, yearly, item.start - first, item.end - first)
            if not wanted(part, item, place) and not (item.among and found):
                continue
            found = True
            yield _emit(
                outline, passage, item, day or setting.announced or _headed(passage, meta), yearly, meta
            )
    final = _deadline(text, end, days)
    if final and (setting.goal or not found) and text[max(0, final.start - 1) : final.start] == "到":
        setting.announced = final


def _tabled(outline: Outline, begun: str, known: list[Target]) -> Iterator[Target]:
    """Rows of indicator tables, but for those a sentence said already or that lie before the plan."""
    said = {(one.value, one.unit, one.deadline) for one in known}
    spans = [(one.start, one.end) for one in known]
    path_of = paths_at(outline)
    for row in find_rows(outline.text):
        if (row.value, row.unit, row.deadline) in said or row.deadline < begun:
            continue
        if any(start < row.end and row.start < end for start, end in spans):
            continue
        year = f"{row.deadline[:4]}年" if row.basis == "new" else None
        quote = outline.text[row.start : row.end]
        yield Target(
            row.indicator, row.value, row.unit, row.comparator, row.basis, year, row.deadline,
            path_of(row.start), row.start, row.end, quote, 0.8,
        )  # fmt: skip


def find(outline: Outline, meta: Mapping[str, Any]) -> tuple[Target, ...]:
    """The targets of a document in printed order."""
    found: list[Target] = []
    setting = _Setting()
    for passage in passages(outline):
        section = passage.above[0] if passage.above else ""
        if any(_PAST_HEADING.search(heading) for heading in passage.above):
            continue
        if passage.path and (section != setting.section or not _is_goal(passage)):
            setting.announced = None
        if passage.path:
            setting.goal, setting.section = _is_goal(passage), section
        for start, end in passage.sentences():
            heading = None if passage.path else _HEADING_LINE.match(passage.copy.text[start:end])
            if heading:
                setting.goal, setting.announced = bool(_GOAL_HEADING.search(heading[1])), None
            found.extend(_sentence(outline, passage, start, end, setting, meta))
    asked = [(one.start, one.end) for one in criteria.find(outline, meta) if one.confidence >= LISTED]
    found = [one for one in found if not any(start < one.end and one.start < end for start, end in asked)]
    found.extend(_tabled(outline, _begun(meta), found))
    return tuple(sorted(found, key=lambda one: one.start))
