"""Benefits and targets end on a day that is said and still ahead."""

from collections.abc import Iterator

from zhitong.engine.documents.lint.findings import Draft, Finding


def term_missing(draft: Draft) -> Iterator[Finding]:
    """Benefits with an amount whose end neither they nor the document say."""
    meta = draft.document.meta
    whole = meta.get("expires_on") or meta.get("plan_period")
    bounded = any(one.kind in ("term", "expires") for one in draft.document.validity)
    if whole or bounded:
        return
    for one in draft.document.benefits:
        if one.amount_type != "none" and not one.valid_until:
            yield draft.find(
                "term_missing", "warning", "这项优惠写了额度，但没有写执行到什么时候。", one.start, one.end,
                "写明起止日期；长期执行的，写明“长期有效”。",
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
    ended = bool(plan_end) and plan_end < day[: len(plan_end)]
    if ended:
        message = f"规划期到{plan_end}已经结束，按规划期末考核的目标都已到期。"
        yield draft.missing("plan_ended", "warning", message, "说明是否接续；接续的，改写规划期和目标。")
    for one in draft.document.targets:
        if one.deadline and one.deadline < day and not (ended and one.deadline == plan_end):
            message = f"目标“{one.indicator}”的期限{one.deadline}已过。"
            advice = "改为新的规划期，或删去已到期的目标。"
            yield draft.find("target_deadline_passed", "warning", message, one.start, one.end, advice)
