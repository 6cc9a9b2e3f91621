"""Why something about a consultation is not done."""

from collections.abc import Sequence

from zhitong.portal.foundation.problems import Refusal

MOST_NAMED = 10


class NotNow(Refusal):
    """The table has no such step in this phase."""

    def __init__(self, action: str, phase: str, others: Sequence[str]) -> None:
        when = "、".join(f"“{one}”" for one in dict.fromkeys(others))
        super().__init__(
            f"目前是“{phase}”，不能{action}。", f"{action}只在{when}时可用。", code="consultation_not_now"
        )


class ConsultationRefused(Refusal):
    """The dates, words or place given will not do."""


class ChangedMeanwhile(Refusal):
    """Somebody else changed it first; nothing was written."""

    def __init__(self, what: str, theirs: str = "") -> None:
        super().__init__(
            f"{what}刚刚被他人改动，您的改动没有保存。{theirs}",
            "请看过现在的内容后再决定。",
            code="consultation_changed",
        )


class ReasonMissing(Refusal):
    """What is done to the public's words is done with a reason."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"请写明{what}的理由。", f"2 到 {most} 个字，会向公众公开。", code="reason_missing")


class TooMany(Refusal):
    """More comments from one place in a day than people write."""

    def __init__(self) -> None:
        super().__init__(
            "今天从这里提交的意见太多，这一条没有收下。",
            "请先保存好内容，明天再提交，或按页面上的联系方式提出。",
            code="too_many_comments",
        )


class NotAllAnswered(Refusal):
    """Nothing is closed while a comment has no reply or nobody decided whether it is shown."""

    def __init__(self, unanswered: Sequence[str], undecided: Sequence[str]) -> None:
        said = []
        if unanswered:
            said.append(f"还有 {len(unanswered)} 条意见没有答复：{listed(unanswered)}。")
        if undecided:
            said.append(f"还有 {len(undecided)} 条意见没有决定是否公开：{listed(undecided)}。")
        super().__init__("".join(said), "逐条处理后再公布反馈。", code="not_all_answered")


def listed(receipts: Sequence[str]) -> str:
    """The first few, and how many more."""
    more = f" 等 {len(receipts)} 条" if len(receipts) > MOST_NAMED else ""
    return "、".join(receipts[:MOST_NAMED]) + more


def reasoned(reason: str, what: str, most: int = 300) -> str:
    """The reason with blanks put right, or ReasonMissing."""
    said = " ".join(reason.split())
    if not 2 <= len(said) <= most:
        raise ReasonMissing(what, most)
    return said
