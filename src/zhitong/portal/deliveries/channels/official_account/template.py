"""Template messages: a token by application id and secret, then one POST; `client_msg_id` keeps them single.

Codes: developers.weixin.qq.com, official accounts, global return codes.
"""

import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from zhitong.portal.deliveries.calling import call
from zhitong.portal.deliveries.sent import Letter, Outcome, for_good, for_now, handed_over
from zhitong.portal.deliveries.set_up import lacking, told

SITE = "https://api.weixin.qq.com"
OPEN_ID = re.compile(r"[A-Za-z0-9_-]{20,40}")
SPARE_SECONDS = 300
LONGEST = 20  # characters of a template's field
TOKEN_GONE = (40001, 40014, 42001)
BUSY = {-1: 60, 45009: 3_600, 45011: 60}
REFUSED = {
    40003: "接收人不是本公众号的用户。",
    40037: "模板编号无效，请管理员核对。",
    43004: "接收人没有关注公众号。",
    43101: "接收人拒收此类消息。",
}


@dataclass(slots=True)
class OfficialAccount:
    """Keeps the token of this process until shortly before its end."""

    key: str = "official_account"
    label: str = "微信公众号"
    order: int = 21
    needs: str = "关注公众号后得到的用户标识（OpenID）"
    _token: str = field(default="", repr=False)
    _until: float = 0.0

    def missing(self) -> str:
        """Application, secret and template."""
        return lacking(self.key, "app", "secret", "template")

    def refuse_address(self, address: str) -> str:
        """An open id."""
        return "" if OPEN_ID.fullmatch(address) else "用户标识（OpenID）应为 20 至 40 位字母、数字或短横线。"

    def send(self, letter: Letter) -> Outcome:
        """One template message with the letter's subject and first change."""
        token = self._held()
        if isinstance(token, Outcome):
            return token
        address = f"{self._site()}/cgi-bin/message/template/send?{urlencode({'access_token': token})}"
        answer = call(address, self._payload(letter), key=letter.key)
        if isinstance(answer, Outcome):
            return answer
        code = answer.get("errcode")
        if not isinstance(code, int):
            return for_now("malformed", "服务商的答复无法识别。")
        if code == 0:
            return handed_over(str(answer.get("msgid", "")))
        if code in TOKEN_GONE:
            self._until = 0.0
            return for_now(str(code), "公众号凭据已失效，换新后重发。", 1)
        if code in BUSY:
            return for_now(str(code), "服务商限流，稍后重发。", BUSY[code])
        return for_good(str(code), REFUSED.get(code, f"公众号拒绝了消息（代码 {code}）。"))

    def _payload(self, letter: Letter) -> dict[str, object]:
        first = letter.items[0]
        fields = {
            "thing1": first.title if len(letter.items) == 1 else letter.subject,
            "thing2": first.business or "直通",
            "thing3": first.amount or "详见链接",
        }
        return {
            "touser": letter.to,
            "template_id": told(self.key, "template"),
            "url": first.link if len(letter.items) == 1 else letter.inbox,
            "client_msg_id": letter.key,
            "data": {name: {"value": words[:LONGEST]} for name, words in fields.items()},
        }

    def _held(self) -> str | Outcome:
        if self._token and time.monotonic() < self._until:
            return self._token
        asked = {
            "grant_type": "client_credential",
            "appid": told(self.key, "app"),
            "secret": told(self.key, "secret"),
        }
        answer = call(f"{self._site()}/cgi-bin/token?{urlencode(asked)}")
        if isinstance(answer, Outcome):
            return answer
        token, lasts = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not isinstance(lasts, int):
            return for_now(str(answer.get("errcode", "token")), "取不到公众号凭据，请管理员核对配置。")
        self._token, self._until = token, time.monotonic() + max(0, lasts - SPARE_SECONDS)
        return token

    def _site(self) -> str:
        return told(self.key, "site") or SITE
