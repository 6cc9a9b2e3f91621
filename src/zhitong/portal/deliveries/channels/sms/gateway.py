"""An SMS gateway over HTTP: POST {key, phone, text} with a bearer token, answer {code, id, message}.

Carriers' interfaces differ; an operator puts a small adapter of this shape before the one in use.
"""

import re
from dataclasses import dataclass

from zhitong.portal.deliveries.calling import call
from zhitong.portal.deliveries.sent import Letter, Outcome, for_good, for_now, handed_over
from zhitong.portal.deliveries.set_up import lacking, told

PHONE = re.compile(r"1[3-9]\d{9}")
WAITS = {"BUSY": 60, "LIMIT_MINUTE": 60, "LIMIT_DAY": 3_600, "BALANCE": 3_600}
REFUSED = {
    "BAD_NUMBER": "号码无效，请本人核对手机号。",
    "BLACKLIST": "号码已拒收此类短信。",
    "BAD_TEMPLATE": "短信模板未通过审核，请管理员核对。",
}


@dataclass(frozen=True, slots=True)
class Gateway:
    """Short texts; the gateway keeps to the key, so a repeated call is sent once."""

    key: str = "sms"
    label: str = "短信"
    order: int = 20
    needs: str = "手机号"

    def missing(self) -> str:
        """Address and token of the gateway."""
        return lacking(self.key, "url", "token")

    def refuse_address(self, address: str) -> str:
        """A mobile number of the mainland."""
        return "" if PHONE.fullmatch(address) else "手机号应为 11 位数字。"

    def send(self, letter: Letter) -> Outcome:
        """Subject and one link: long texts cost by the piece."""
        payload = {
            "key": letter.key,
            "phone": letter.to,
            "text": f"【直通】{letter.subject}{letter.inbox} 拒收请点 {letter.stop}",
        }
        answer = call(told(self.key, "url"), payload, key=letter.key, bearer=told(self.key, "token"))
        if isinstance(answer, Outcome):
            return answer
        code = answer.get("code")
        if code == "OK":
            return handed_over(str(answer.get("id", "")))
        if not isinstance(code, str) or not code:
            return for_now("malformed", "服务商的答复无法识别。")
        if code in WAITS:
            return for_now(code, "短信服务暂时不能发送，稍后重发。", WAITS[code])
        return for_good(code, REFUSED.get(code, f"短信服务拒绝了消息（代码 {code[:20]}）。"))
