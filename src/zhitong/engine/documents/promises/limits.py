"""Time limits: how long an authority or a beneficiary has for an act, or a benefit lasts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhitong.engine.documents.figures.quantities import Quantity, find_quantities
from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.structure.passages import literal, passages

# Terms that qualify somebody (注册满1年的企业, 离校2年内未就业), not terms for an act.
_QUALIFIES_BEFORE = re.compile(
    r"(?:注册|登记(?!表)|成立|经营|离校|毕业|连续|失业|满|近|最近|前|过去|工龄|缴费|缴纳|服务|从业|任职|参保|年龄|合同|设立|入驻|签订|参加|运营|存续|纳税|上"
    r"|用|通过|经过|计划|有效期为?|有效期限为?|试行期?为?|暂定)[^，。；、]{0,6}$"
)
_QUALIFIES_AFTER = re.compile(
    r"^[^，。；、]{0,8}(?:圈|车程|路程)|^(?:以上|及以上)?(?:的(?!期|时间|缓)|未就业|劳动合同|行动计划|成长|计划|规划|（含|来|前|左右的)"
)
_WITHIN = re.compile(r"^(?:以内|之内|内)(?!蒙)")
_SPAN_AFTER = re.compile(r"^(?:的)?[^，。；、]{0,8}(?:期限?|期间|宽限|缓缴|的?期)(?!货|间隔|刊)")
_CHANGE = re.compile(r"(?:由|从)[^，。；]{0,6}$")
_CHANGED_TO = re.compile(r"(?:增加|压缩|缩短|延长|减少|压减|调整|降低|精简)(?:到|至|为)(?:不超过)?$")
_TERM_BEFORE = re.compile(
    r"(?:期限|时限|周期|时间|公示[^，。；\d]{0,4}不(?:少|低)于|办结|不超过|最长|可达|连续|为期|免征|免收|延长|享受|可继续享受|补贴期限?为?|期为)[^，。；\d]{0,6}$"
)
_LASTS = re.compile(r"(?:免征|免收|免缴|享受|减免|减征|缓缴|贴息|补贴)[^，。；\d]{0,4}$")
_PER_CYCLE = re.compile(r"(?:每|一)$")


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """`what` must happen within, or lasts, `value` `unit` (工作日, 日, 个月, 年 …)."""

    what: str
    value: Decimal
    unit: str
    path: str
    start: int
    end: int
    quote: str
    confidence: float


def _is_limit(text: str, one: Quantity) -> float:
    """How surely a span of time is a limit or a term; 0 where it qualifies somebody or is something else."""
    before, after = text[max(0, one.start - 14) : one.start], text[one.end : one.end + 14]
    if _PER_CYCLE.search(before) or (_CHANGE.search(before) and not _CHANGED_TO.search(before)):
        return 0.0
    if _CHANGED_TO.search(before):
        return 0.9
    if _LASTS.search(before) and one.unit in ("年", "个月"):
        return 0.85
    within = _WITHIN.match(after)
    if re.search(r"(?:连续|最多|最长)$", before) and re.match(
        r"(?:按|给予|予以|奖励|补贴|补助|享受|发放|、|，|的?(?:奖励|补贴))", after
    ):
        return 0.85
    if _QUALIFIES_BEFORE.search(before) and not (
        within and "之日" in text[max(0, one.start - 20) : one.start]
    ):
        return 0.0
    if within:
        return 0.0 if _QUALIFIES_AFTER.match(after[within.end() :]) else 0.95
    if _QUALIFIES_AFTER.match(after):
        return 0.0
    if one.unit in ("岁", "周岁"):
        return 0.0
    if _SPAN_AFTER.match(after):
        return 0.85
    if one.unit in ("工作日", "小时", "分钟") or _TERM_BEFORE.search(before):
        return 0.8
    return (
        0.75
        if one.unit in ("年", "个月") and re.match(r"(?:免征|免收|免缴|减征|减免|缓缴|贴息)", after)
        else 0.0
    )


def _what(text: str, one: Quantity) -> str:
    """The act or the benefit the time belongs to: the words after it, else those before it."""
    after = re.split(r"[，。；：\n]", text[one.full_end :])[0]
    if after.startswith("、"):
        shared = re.search(r"\d[^、]*内(?P<act>[\u4e00-\u9fff]{2,12})$", after)
        before = re.split(r"[，。；：、\n]", text[: one.full_start])[-1]
        return (before + (shared["act"] if shared else ""))[:40]
    after = re.sub(r"^(?:的|由|应当|应|须|将|完成)", "", after)
    if len(after) >= 2:
        return after[:40]
    before = re.split(r"[，。；：\n]", text[: one.full_start])[-1]
    return re.sub(
        r"(?:应当|在|不超过|时间|由[^由]{1,12}(?:增加|压缩|缩短|延长|减少|压减)(?:到|至|为)|为|的)+$",
        "",
        before,
    )[-40:]


def find(outline: Outline, meta: Mapping[str, Any]) -> tuple[TimeLimit, ...]:
    """The time limits of a document in printed order."""
    found: list[TimeLimit] = []
    for passage in passages(outline):
        text = passage.text
        for one in find_quantities(text):
            if one.kind != "time" or one.value > 1000:
                continue
            sure = _is_limit(text, one)
            what = _what(text, one) if sure else ""
            if not what:
                continue
            clause = max(text.rfind(mark, 0, one.start) for mark in "，。；：\n") + 1
            stop = re.search(r"[，。；：\n]", text[one.full_end :])
            last = one.full_end + stop.start() if stop else len(text)
            start, end, quote = literal(outline, passage.copy, passage.start + clause, passage.start + last)
            value = one.high if one.high is not None else one.value
            found.append(TimeLimit(what, value, one.unit, passage.path, start, end, quote, sure))
    return tuple(found)
