"""Benefits that several sentences or words tell: a standard printed after, one policy under many names."""

import re
from collections.abc import Sequence
from dataclasses import replace

from zhitong.engine.documents.promises.benefit import Benefit

# 补贴标准为每人1000元: how much, of what the sentence before gives.
STANDARD = re.compile(
    r"^(?:其中，?|具体|上述|该项|政策)?(?:[^，。；\d]{0,10}?(?:补贴|补助|奖励|资助|奖补|贴息|扣减|减免|定额|发放|返还|缴纳|优惠|支持))?(?:的)?(?:资金)?"
    r"(?:标准|额度|金额|比例|限额)(?:为|是|按|：|不超过|最高|暂定)"
)
_FROM = re.compile(r"^在.{4,60}(?:基础上|的同时)$|^(?:已|此前)")
_UMBRELLA = re.compile(
    r"^(?:[^，。；]{0,6}要)?(?:全面|继续|深入|进一步|认真|严格|切实|持续|积极|坚决|不折不扣|抓好|做好)*"
    r"(?:落实|执行|实施|兑现|用好用足|用足用好|贯彻落实|贯彻)(?:好|落实)?(?P<what>[^。；]*?)(?:政策|措施|规定)"
)
_ADDRESS = re.compile(r"(?<![绝相针应面配成结])对(?![接外标口比])|符合[^，。；]{0,12}条件的")


def is_umbrella(text: str) -> bool:
    """Whether words only say that policies are carried out (落实…等政策): no amount, nobody addressed."""
    found = _UMBRELLA.match(text)
    return bool(found) and not re.search(r"\d|减半", text) and not _ADDRESS.search(text)


def is_ground(text: str) -> bool:
    """Whether words name what exists already (在已出台的…基础上), which is not given here."""
    return bool(_FROM.search(text))


def joins(last: Benefit | None, one: Benefit, text: str, same_sentence: bool) -> bool:
    """Whether a relief without an amount goes on with the one before it, for the same beneficiary."""
    if last is None or last.kind != one.kind or one.kind != "relief" or last.path != one.path:
        return False
    if last.amount_type != "none" or one.amount_type != "none" or last.beneficiary != one.beneficiary:
        return False
    if is_umbrella(last.quote) and is_umbrella(text) and same_sentence:
        return True
    return bool(
        same_sentence and re.match(r"(?:并|且|同时|以及|及|缓缴期间|补缴期间|期间|设立|其中)", one.quote)
    )


def spells_out(last: Benefit | None, one: Benefit, same_sentence: bool) -> bool:
    """Whether words tell how much of what was just named is given (给予就业补贴，招用3人以下的按每人…)."""
    if last is None or not same_sentence or last.kind != one.kind or last.path != one.path:
        return False
    named = last.amount_type == "none" and one.amount_type != "none" and last.beneficiary == one.beneficiary
    return named and 0 <= one.start - last.end <= 2


def joined(last: Benefit, one: Benefit, text: str) -> Benefit:
    """Both as one, over the words of both; `text` is the canonical text."""
    return replace(
        last,
        end=one.end,
        quote=text[last.start : one.end],
        confidence=min(last.confidence, one.confidence, 0.5),
        condition=last.condition or one.condition,
        valid_until=one.valid_until or last.valid_until,
    )


def wants_standard(found: Sequence[Benefit], path: str) -> bool:
    """Whether the benefit just before, in the same clause, still lacks its amount."""
    return (
        bool(found)
        and found[-1].path == path
        and found[-1].amount_type == "none"
        and found[-1].kind != "service"
    )
