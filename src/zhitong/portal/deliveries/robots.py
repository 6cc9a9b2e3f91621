"""Group robots: one POST with a text to an address holding the robot's key; the answer's code decides.

The HTTP status alone says nothing: all three services answer 200 for what they refuse.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from zhitong.portal.deliveries.calling import call
from zhitong.portal.deliveries.plain import plain_text
from zhitong.portal.deliveries.sent import Letter, Outcome, for_good, for_now, handed_over
from zhitong.portal.deliveries.set_up import lacking, told

KEY = re.compile(r"[A-Za-z0-9_-]{8,128}")
BUSY_SECONDS = 60  # robots take some twenty messages a minute


@dataclass(frozen=True, slots=True)
class Robot:
    """A group robot; `busy` and `refused` are the service's own codes with what they mean."""

    key: str
    label: str
    order: int
    site: str
    path: str  # with {key}
    code: str  # the field of the answer that holds its code
    text: Callable[[str], Mapping[str, Any]]
    busy: frozenset[int]
    refused: Mapping[int, str] = field(default_factory=dict)
    longest_bytes: int = 2_000
    needs: str = "群机器人的密钥（网址中最后一段）"

    def missing(self) -> str:
        """Switched on by `ZHITONG_CHANNEL_<KEY>_ON`."""
        return lacking(self.key, "on")

    def refuse_address(self, address: str) -> str:
        """A key is letters, digits, dashes."""
        return "" if KEY.fullmatch(address) else "机器人密钥应为 8 至 128 位字母、数字或短横线。"

    def send(self, letter: Letter) -> Outcome:
        """One message to the group; these services know no key, so a repeated call shows twice."""
        site = told(self.key, "site") or self.site
        payload = self.text(plain_text(letter, self.longest_bytes))
        answer = call(site + self.path.format(key=quote(letter.to, safe="")), payload, key=letter.key)
        if isinstance(answer, Outcome):
            return answer
        code = answer.get(self.code)
        if not isinstance(code, int):
            return for_now("malformed", "服务商的答复无法识别。")
        if code == 0:
            return handed_over()
        if code in self.busy:
            return for_now(str(code), "服务商限流，稍后重发。", BUSY_SECONDS)
        return for_good(str(code), self.refused.get(code, f"服务商拒绝了消息（代码 {code}）。"))
