"""Refusals a person can read: what happened and what to do, in Chinese."""


class Refusal(Exception):  # noqa: N818 - an answer to a request, not a fault
    """The base of every room's refusals; pages and commands print `message` and `advice`."""

    def __init__(self, message: str, advice: str = "", code: str = "refused") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.code = code

    def __str__(self) -> str:
        return f"{self.message}{self.advice}"


class NotFound(Refusal):
    """Nothing has this key, or it is not for this person to know (both look the same)."""

    def __init__(
        self, message: str = "没有找到这一项，或您无权查看。", advice: str = "请核对地址或换用有权限的账号。"
    ) -> None:
        super().__init__(message, advice, code="not_found")


class TooLarge(Refusal):
    """A file beyond the limit that can be handled safely."""

    def __init__(self, name: str, limit_megabytes: int) -> None:
        super().__init__(f"文件“{name}”超过 {limit_megabytes} MB。", "请拆分后再导入。", code="too_large")


class TooMany(Refusal):
    """Asked more often than people ask; `wait_seconds` until it is answered again."""

    def __init__(self, wait_seconds: int, what: str = "操作太频繁") -> None:
        minutes = -(-wait_seconds // 60)
        when = f"{wait_seconds} 秒" if wait_seconds < 60 else f"{minutes} 分钟"
        super().__init__(
            f"{what}，暂时不再受理。", f"请在 {when}后再试；已保存的内容不受影响。", code="too_many"
        )
        self.wait_seconds = wait_seconds
