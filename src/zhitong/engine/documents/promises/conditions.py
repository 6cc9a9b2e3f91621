"""One condition in words taken apart: what is looked at, how it is compared, with what, over which period."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from zhitong.engine.documents.figures.quantities import Quantity, find_quantities

_PERIOD = re.compile(
    r"(?:最?近|过去|前|连续)(?:[一二两三四五六七八九十]|\d{1,2})(?:个?(?:会计|完整)?年度?|个月|年(?:内|来|以来)?|个?季度)(?:内|来|以来|期间)?"
    r"|上(?:一)?(?:个)?(?:会计|完整)?年度?(?!市)(?:末|底)?|上一?(?:个)?季度|(?:截至)?(?:上年|当年)(?:度)?(?:末|底)?|本年度?|(?:申报|申请|认定|评审)(?:之?日|时)?前(?:[一二两三]年|\d{1,2}个月)内?"
    r"|(?:19|20)\d\d年(?:度|以来|底|末)?|报告期内?"
)
_LEAD = re.compile(
    r"^(?:[，、；：。\s]|其中|其|且|并且?|同时|以及|及|和|或者?|应当?|须|需|必须|原则上|一般|或|为|的|企业(?=[的上近年拥])|申报(?:单位|主体|企业)|申请(?:人|单位|企业)|有(?!限|效|关|色|偿|机|序)|拥有|具有|具备|达到|符合)+"
)
_TAIL = re.compile(
    r"(?:应当?|须|需|必须|原则上|一般)*(?:达到?|实现|保持在|控制在|不低于|不少于|不得低于|不超过|大于|小于|超过|高于|低于|少于|不足|不满|已满|满|占|在|为|是|有|拥有|具有|累计|均|都|平均|约|各|[:：、，])*$"
)
# 不满、超过、以外不包括本数; 以上、以下、以内、届满包括本数 (Civil Code, article 1259).
_OVER = re.compile(r"(?:(?<!不)(?<!不得)(?:超过|高于|大于|多于|突破|超))(?:了)?$")
_UNDER = re.compile(r"(?:(?<!不)(?<!不得)(?:低于|少于|小于)|不满|不足|未满|未达到?)$")
_OUTSIDE = re.compile(r"(?:（?不含(?:本数)?）?)")
_NEGATED = re.compile(
    r"^(?P<lead>[^，]{0,12}?)(?P<no>未曾|未被|未|没有|不存在|不属于|不得(?:有|存在)?|无(?!法|偿|形|线|人机|障碍|害|纺|菌|还本)|非(?!遗|物质|公有|公经济|营利|国有|煤|金属))"
)
_COUNTED_NOUN = re.compile(r"^(?:（[^）]*）)?(?:的)?(?P<noun>[\u4e00-\u9fffA-Za-z“”、]{2,24})")
_JOINED = re.compile(r"，|；|(?:并?且|并(?=[未无有具]))")
_FACT = re.compile(
    r"(?:符合|具有|具备|有(?!限|效|关|色|机)|属于|在(?!职)|已|依法|取得|拥有|诚信|遵守|从事|首次|经)"
)
_OR = re.compile(r"或者?")


@dataclass(frozen=True, slots=True)
class Condition:
    """`subject` compared with `value` (up to `value_high`) of `unit`; no comparator where it is a plain fact.

    `inclusive` tells whether the bound itself is meant; `negated` that the fact must not hold;
    alternatives printed with 或 share a `group` and are numbered as its `option`s.
    `start:end` are offsets in the words given.
    """

    subject: str
    start: int
    end: int
    comparator: str | None = None
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str | None = None
    inclusive: bool | None = None
    period: str | None = None
    negated: bool = False
    group: int | None = None
    option: int | None = None


def _measures(words: str) -> list[Quantity]:
    """The quantities that bound something: no spans counted back from today (近三年), no dates."""
    spans = [(one.start(), one.end()) for one in _PERIOD.finditer(words)]
    return [
        one
        for one in find_quantities(words)
        if not any(start < one.end and one.start < end for start, end in spans)
        and not (
            one.kind == "count"
            and one.han
            and one.unit in ("种", "类", "项", "批", "条", "个", "次")
            and one.comparator == "="
        )
        and words.count("（", 0, one.start) <= words.count("）", 0, one.start)
    ]


def pieces(words: str) -> Iterator[tuple[int, int]]:
    """The spans of single conditions: between commas, 且 and, where both sides are counted, 、 and 或."""
    cuts = [(one.start(), one.end()) for one in _JOINED.finditer(words)]
    for mark in re.finditer(r"、|或者?|和(?=[未无])", words):
        start = max([end for _, end in cuts if end <= mark.start()], default=0)
        stop = min([begin for begin, _ in cuts if begin >= mark.end()], default=len(words))
        before, after = words[start : mark.start()], words[mark.end() : stop]
        counted = _measures(before) and _measures(after) and not re.fullmatch(r"[\d.万亿元%人家]*", before)
        barred = mark[0] == "、" and (
            bool(_NEGATED.match(after)) or (bool(_measures(before)) and len(after) > 3)
        )
        told = mark[0] == "、" and _FACT.match(after) and (_FACT.match(before) or barred or _measures(before))
        if counted or barred or told:
            cuts.append((mark.start(), mark.end()))
    place = 0
    for start, end in sorted(cuts):
        if words.count("（", 0, start) > words.count("）", 0, start):
            continue
        if start > place:
            yield place, start
        place = end
    if place < len(words):
        yield place, len(words)


def _bound(words: str, one: Quantity) -> tuple[str, bool | None]:
    """The comparator and whether the bound itself counts."""
    before = words[: one.start]
    after = words[one.end : one.end + 8]
    if one.high is not None:
        return ">=", True
    if _UNDER.search(before) or one.prefix.startswith(("低于", "少于", "小于")):
        return "<=", False
    if (
        _OVER.search(before) or one.prefix.startswith(("超", "高于", "大于", "多于", "突破"))
    ) and "以上" not in after:
        return ">=", False
    if re.search(r"(?:已|届|年)?满$", before):
        return ">=", True
    if one.comparator in (">=", "<="):
        return one.comparator, not _OUTSIDE.search(after)
    if re.search(r"达到?|至少|拥有|具有|有$", before[-4:]):
        return ">=", True
    return one.comparator, None


def _counted(words: str, one: Quantity, period: re.Match[str] | None) -> str:
    """What a quantity counts: the words before it, else the noun after it."""
    before = words[: one.full_start]
    if period and period.end() <= one.full_start:
        before = before.replace(period[0], "", 1)
    while (shorter := _TAIL.sub("", _LEAD.sub("", before))) != before:
        before = shorter
    noun = _COUNTED_NOUN.match(words[one.full_end :])
    after = (
        re.sub(r"(?:以上|及以上|的(?:企业|个体工商户|项目|单位|机构|个人|人员)?)$", "", noun["noun"])
        if noun
        else ""
    )
    if len(before) >= 2:
        counts = after and one.kind == "count" and words[one.full_end : one.full_end + 1] != "的"
        return (
            before + after
            if counts and re.search(r"(?:取得|获得|获|带动|吸纳|招用|聘用|新增|培育|服务)$", before)
            else before
        )
    return after or before


def condition_of(words: str, offset: int = 0) -> Condition | None:
    """The condition that a piece of words states, or None where it states none."""
    period = _PERIOD.search(words)
    named = period[0] if period else None
    counted = _measures(words)
    barred = _NEGATED.match(words)
    if barred and not (
        counted and re.match(r"不(?:得)?(?:低于|少于|超过|高于)|未满|未达", words[barred.start("no") :])
    ):
        rest = words[barred.end() :]
        subject = _LEAD.sub("", re.sub(re.escape(named), "", rest) if named else rest)
        return (
            Condition(subject.rstrip("的，；。"), offset, offset + len(words), period=named, negated=True)
            if len(subject) > 1
            else None
        )
    if counted:
        one = counted[0]
        comparator, inclusive = _bound(words, one)
        subject = _counted(words, one, period)
        if len(subject) < 2:
            return None
        unit = one.unit + (one.per if one.per.startswith("/") else "")
        return Condition(
            subject, offset, offset + len(words), comparator, one.value, one.high, unit, inclusive, named
        )
    subject = _LEAD.sub("", words.replace(named, "", 1) if named else words).rstrip("的，；。")
    return Condition(subject, offset, offset + len(words), period=named) if len(subject) > 3 else None


def conditions_of(words: str) -> list[Condition]:
    """The single conditions of a list item, in printed order; alternatives with 或 share a group."""
    found: list[Condition] = []
    last_end, group = -1, 0
    for start, end in pieces(words):
        one = condition_of(words[start:end], start)
        if one is None:
            continue
        joint = words[last_end:start] if last_end >= 0 else ""
        if found and _OR.fullmatch(joint):
            if found[-1].group is None:
                group += 1
                found[-1] = replace(found[-1], group=group, option=1)
            one = replace(one, group=group, option=(found[-1].option or 1) + 1)
        found.append(one)
        last_end = end
    return found
