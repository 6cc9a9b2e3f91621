"""What this room refuses, in words."""

from zhitong.portal.foundation.problems import NotFound, Refusal


class NotSubscribable(Refusal):
    """The wish cannot be kept as it is."""


class LinkInvalid(NotFound):
    """A signed link that was changed or cut."""

    def __init__(self) -> None:
        super().__init__("这个链接不完整或已失效。", "请从原消息重新打开，或登录后在“订阅”页操作。")


class NothingToRetry(Refusal):
    """No message of these can be sent again."""

    def __init__(self) -> None:
        super().__init__(
            "所选消息已在发送或已送达，不需要重发。", "请刷新页面查看最新状态。", code="nothing_to_retry"
        )
