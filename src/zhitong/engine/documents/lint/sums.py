"""Figures that are said to be parts of a whole, and headings that count what follows, add up."""

import re
from collections.abc import Iterator
from decimal import Decimal

from zhitong.engine.documents.figures.numbers import han_integer
from zhitong.engine.documents.figures.quantities import Quantity, find_quantities
from zhitong.engine.documents.lint.findings import Draft, Finding
from zhitong.engine.documents.structure.passages import passages

_AMONG = re.compile(r"其中[:：，]?")
_COUNTED = re.compile(
    r"“?(?P<number>[两二三四五六七八九十]{1,2})(?:个|大|项|类)[\u4e00-\u9fff]{0,2}"
    r"(?:体系|行动|工程|任务|举措|措施|计划|专项|机制)”?"
)


def _is_floor(one: Quantity) -> bool:
    """Whether a figure is only a least: leasts of overlapping parts may add up to more than the whole's."""
    return one.comparator == ">="


def parts_exceed_whole(draft: Draft) -> Iterator[Finding]:
    """其中 lists parts in the unit of the whole that exceed the whole, or nearly but not quite reach it."""
    for passage in passages(draft.document.outline):
        text = passage.copy.text
        for first, last in passage.sentences():
            among = _AMONG.search(text, first, last)
            before = find_quantities(text[first : among.start()]) if among else ()
            if not among or not before:
                continue
            opened = text.count("（", first, among.start()) - text.count("）", first, among.start())
            close = text.find("）", among.end(), last) if opened > 0 else -1
            after = find_quantities(text[among.end() : last if close < 0 else close])
            whole = before[-1]
            parts = [one for one in after if one.unit == whole.unit and one.kind in ("count", "money")]
            total = sum((one.value for one in parts), Decimal(0))
            start, end = passage.copy.back(first, last)
            said = f"各项合计{total}{whole.unit}，总数为{whole.value}{whole.unit}"
            if (
                parts
                and (len(parts) == 1 or max(one.value for one in parts) > whole.value)
                and total > whole.value
            ):
                yield draft.find(
                    "sum_exceeds", "error", f"{said}，分项多于总数。", start, end, "核对总数和分项。"
                )
            elif parts and total > whole.value and not all(_is_floor(one) for one in (whole, *parts)):
                advice = "核对总数和分项；分项互相包含的，写明“其中”指哪一项。"
                yield draft.find("sum_exceeds", "error", f"{said}，分项多于总数。", start, end, advice)
            elif len(parts) >= 3 and Decimal("0.8") * whole.value <= total < whole.value:
                advice = "如分项已列全，请核对；未列全的，写明“其余”。"
                yield draft.find("sum_short", "info", f"{said}，分项少于总数。", start, end, advice)


def count_differs(draft: Draft) -> Iterator[Finding]:
    """A heading that promises six projects is followed by six."""
    clauses = draft.document.outline.clauses
    for clause in clauses:
        match = _COUNTED.search(clause.heading)
        said = han_integer(match["number"]) if match else None
        below = [
            one for one in clauses if one.parent == clause.id and one.heading and one.kind != "paragraph"
        ]
        if not match or not said or not below or len(below) == said:
            continue
        start = draft.document.text.find(match[0], clause.start, clause.end)
        if start < 0:
            continue
        yield draft.find(
            "count_differs", "warning", f"标题说“{match[0].strip('“”')}”，下面列了{len(below)}项。", start,
            start + len(match[0]), "核对是否漏列或多列。",
        )  # fmt: skip
