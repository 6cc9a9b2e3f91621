"""Why a run cannot begin or go on."""

from datetime import datetime

from django.utils import timezone

from zhitong.portal.foundation.problems import Refusal


class AlreadyRunning(Refusal):
    """One run at a time."""

    def __init__(self, since: datetime) -> None:
        began = timezone.localtime(since)
        super().__init__(
            f"已有一次匹配正在进行（{began:%H:%M} 开始）。",
            "请等它结束后再运行；现有结果照常可用。",
            code="matching_busy",
        )


class TakenOver(Refusal):
    """Another run took the place of this one."""

    def __init__(self) -> None:
        super().__init__(
            "这次匹配太久没有动静，已由后一批次接替。", "请以后一批次的结果为准。", code="matching_taken_over"
        )
