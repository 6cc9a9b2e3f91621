"""Benefits and targets end on a day that is said and still ahead."""

import re
from collections.abc import Iterator, Sequence

from zhitong.engine.documents.lint.findings import Draft, Finding, Part, listed
from zhitong.engine.documents.promises.targets import Target

# What holds by law or another document ends when that one says, not here.
_IN_FORCE = re.compile(r"按照?(?:国家|自治区|省|上级|有关|相关)?规定|依法|法定|个税|增值税|所得税|长期")

_PERIOD = re.compile(r"\d{4}年|[一二三四]季度|[上下]半年|本年度|元旦|春节")


def term_missing(draft: Draft) -> Iterator[Finding]:
    """Benefits with an amount whose end neither they nor the document say."""
    meta = draft.document.meta
    title = str(meta.get("inner_title") or meta.get("title") or "")
    whole = meta.get("expires_on") or meta.get("plan_period") or _PERIOD.search(title)
    bounded = any(one.kind in ("term", "expires") for one in draft.document.validity)
    if whole or bounded:
        return
    open_ended = [
        one
        for one in draft.document.benefits
        if one.amount_type != "none" and not one.valid_until and not _IN_FORCE.search(one.quote)
    ]
    if not open_ended:
        return
    first = open_ended[0]
    parts = tuple(draft.place(one.quote, one.start, one.end) for one in open_ended)
    what = "这项优惠" if len(open_ended) == 1 else f"有{len(open_ended)}项优惠"
    yield draft.find(
        "term_missing", "warning", f"{what}写了额度，全文没有写执行到什么时候。", first.start, first.end,
        "在文末写明有效期；各项不同的，逐项写明起止日期；长期执行的，写明“长期有效”。",
        parts if len(parts) > 1 else (),
    )  # fmt: skip


def term_expired(draft: Draft) -> Iterator[Finding]:
    """Benefits and statements whose end lies before the day of review."""
    if draft.as_of is None:
        return
    day = draft.as_of.isoformat()
    for one in draft.document.benefits:
        if one.valid_until and one.valid_until < day:
            yield draft.find(
                "term_expired", "error", f"这项优惠写明执行到{one.valid_until}，到{day}已经到期。", one.start,
                one.end, "查上级有没有延期文件：有的，写新期限和文号；没有的，删去此项。",
            )  # fmt: skip


def deadline_passed(draft: Draft) -> Iterator[Finding]:
    """A plan, or single targets, whose end lies before the day of review."""
    if draft.as_of is None:
        return
    day = draft.as_of.isoformat()
    plan_end = str((draft.document.meta.get("plan_period") or {}).get("end") or "")
    late: dict[str, list[Target]] = {}
    for one in draft.document.targets:
        if one.deadline and one.deadline < day:
            late.setdefault(one.deadline, []).append(one)
    ended = bool(plan_end) and plan_end < day[: len(plan_end)]
    if ended:
        due = late.pop(plan_end, [])
        names = f"（{listed([one.indicator for one in due])}）" if due else ""
        message = f"规划期到{plan_end}已经结束，期末考核的目标{names}都已到期。"
        advice = "说明是否接续；接续的，改写规划期和目标。"
        yield draft.missing("plan_ended", "warning", message, advice, _places(draft, due))
    for deadline, due in sorted(late.items()):
        message = f"目标{listed([one.indicator for one in due])}的期限{deadline}已过。"
        parts = _places(draft, due) if len(due) > 1 else ()
        yield draft.find(
            "target_deadline_passed", "warning", message, due[0].start, due[0].end,
            "改为新的规划期，或删去已到期的目标。", parts,
        )  # fmt: skip


def _places(draft: Draft, targets: Sequence[Target]) -> tuple[Part, ...]:
    return tuple(draft.place(one.quote, one.start, one.end) for one in targets)
