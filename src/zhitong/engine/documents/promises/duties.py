"""Recurring duties: acts to be done again and again, with rhythm, number, day within the period and doer."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhitong.engine.documents.figures.quantities import Quantity, find_quantities
from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.structure.passages import Passage, literal, passages

_CYCLES = (
    ("half_year", r"半年(?:度)?"),
    ("quarter", r"(?:个)?季度?"),
    ("two_years", r"(?:两|二|2)年"),
    ("three_years", r"(?:三|3)年"),
    ("year", r"(?:年度|[1一]?年(?!均|龄))"),
    ("ten_days", r"旬"),
    ("month", r"(?:个)?月(?:度)?"),
    ("week", r"(?:个)?周(?!年|岁|期)|(?:个)?星期"),
    ("day", r"(?:个)?(?:工作日|日|天)"),
)
_CYCLE = "|".join(f"(?P<{name}>{words})" for name, words in _CYCLES)
_RHYTHM = re.compile(
    rf"(?:每(?!年均)|按(?=[年季月周旬日半])(?!.{{1,2}}(?:要求|规定|龄|均))|逐(?=[年季月]))(?:一|1)?个?(?:{_CYCLE})"
    r"(?![人户名均例]|人均|产量|收入)"
    r"|(?<!一)(?P<regular>定期(?!限)|常态化(?!制|机制)|不定期)"
)
# 月调度、季通报、年考核: the rhythm is one character in front of the act.
_SHORT = re.compile(
    r"(?:(?<![\u4e00-\u9fff\d])|(?<=实行|落实|建立|执行|坚持|做到|按照|采取|推行))(?P<cycle>半年|[日周旬月季年])(?P<act>调度|通报|分析|研判|会商|小结|总结|考核|评估|报告|例会|点评)"
)
_SHORT_CYCLES = {
    "半年": "half_year",
    "日": "day",
    "周": "week",
    "旬": "ten_days",
    "月": "month",
    "季": "quarter",
    "年": "year",
}
_MORE_CYCLES = re.compile(r"^、(?=[^，。；]{0,6}(?:按|每|逐))")
_DUE = re.compile(
    r"(?:年终|年初|年底(?:之?前)?|年末|第[一二三四]季度(?:末)?|上半年|下半年"
    r"|(?:次[年月])?(?:\d{1,2}月)?(?:上旬|中旬|下旬|月底|月末)(?:之?前)?|次[年月](?:\d{1,2}月)?(?:\d{1,2}日|底)?(?:之?前)"
    r"|(?:\d{1,2}月)?\d{1,2}日(?:之?前|以前)?|\d{1,2}月(?:底|末|份)?(?:之?前)?|月?底(?:之?前)|季度?末"
    r"|(?:结束|终了)(?:之?日起|之?后)(?:的)?\d{1,2}个?(?:工作)?日(?:之?内)?)"
)
_BETWEEN = re.compile(r"^(?:的|度|终)?(?:于|在)?$")
# What somebody is given, owes or may have at most each year is no duty; nor is a result that is counted.
_GIVEN = re.compile(
    r"给予|予以(?:奖|补|资)|补贴|补助|奖励|贴息|津贴|[奖补]金|发放|享受|领取|扣减|退还|退税|返还|免征|减征|减免|缴纳|缴费|补缴|租金|支付"
    r"|\d[^，。；]{0,4}元|安排[^，。；]{0,14}(?:资金|经费|指标)|(?:最高|最多)|标准"
)
_RESULT = re.compile(
    r"^(?:至少|力争|要|应当?|再|将|平均|约)*(?:新增|净增|新登记|新设|新培育|培育|培养|增长|增加|提高|提升|达到|达|孵化|推广|投放|引进|建成|建设|打造|创建"
    r"|转化|带动|吸纳|实现|完成|递增|递减|下降|降低|调增|支持|扶持|服务|帮扶|认定(?!公布|并公布)|新建|改造|突破|保持|不低于|不高于|不少于|以上|超过|按)"
)
_ACTING = re.compile(
    r"举办|举行|组织|开展|召开|报送|上报|报告|报备|填报|提交|走访|调研|调度|通报|公布|发布|公开|公示|统计|汇总|总结|评估|评价|评审|考核|考评|检查|督查|督导"
    r"|抽查|巡查|核查|排查|审核|审查|复核|更新|调整|修订|清理|研究|研判|分析|会商|协调|听取|推送|推介|宣传|培训|轮训|演练|对接|联系|沟通|反馈|征集|征求|收集"
    r"|梳理|整理|监测|监督|测算|编制|制定|编印|印发|推出|选派|选树|评选|遴选|表彰|回访|约谈|座谈|例会|会议|巡诊|问诊|进行|实施|安排|下达|推荐|推动|盘点|披露|清查"
    r"|维护|保养|复审|年检|轮换|述职|向[^，。；]{2,20}(?:报|反映|推)"
)
_NOUN_LAST = re.compile(r"(?:制度|机制|方式|要求|原则|需要|情况表)$")
_COUNTED = ("次", "场", "期", "届", "轮", "场次", "班次", "轮次", "期次", "篇", "件")
_DOERS = (
    r"(?:部门|单位|政府|[局厅委办署院]|委员会|办公室|中心|机构|协会|商会|园区|地区?|各[市州盟县旗区]+"
    r"|企业|银行|小组|专班|管委会|人)"
)
_SUBJECT = re.compile(rf"^(?P<who>[^，。；：]{{0,70}}?{_DOERS})(?:应当|应|须|必须|要)")
_DOER = re.compile(
    rf"^(?:由|请)?(?P<who>[^，。；：]{{0,50}}?{_DOERS})(?:每|按|于|在|逐|定期|不定期|常态化|[，]?$)"
)
# 市商务局按照…的原则，每年…; 每年3月底前，各有关部门与…签订…
_OPENING = re.compile(rf"^(?P<who>[^，。；：]{{0,40}}?{_DOERS})(?:按照|根据|结合|会同|围绕|要|负责)")
_BEHIND = re.compile(
    rf"，(?:由)?(?P<who>[^，。；：]{{1,40}}?{_DOERS})(?:与|应当?|要|须|向|对|将|组织|按|会同|负责)"
)
_BY = re.compile(
    r"由(?P<who>[^，。；：由]{2,30}?(?:部门|单位|政府|[局厅委办]|委员会|办公室|中心|机构|协会))(?:牵头|负责|组织|会同|举办|召集|承办|汇总)"
)
_EACH_HAN = re.compile(r"(?P<number>[一两二三四五六七八九十])(?P<unit>次|场|期|届|轮)")


@dataclass(frozen=True, slots=True)
class RecurringDuty:
    """Something to be done again and again; `rhythm` is the printed word (每年, 按月, 定期 …).

    `period` is year, half_year, quarter, month, ten_days, week, day, two_years, three_years or None;
    `count` of `unit` with `comparator` how often or how much in each; `due` the printed day within it;
    `responsible` who has to, where the clause says so.
    """

    what: str
    rhythm: str
    path: str
    start: int
    end: int
    quote: str
    confidence: float
    period: str | None = None
    count: Decimal | None = None
    unit: str | None = None
    comparator: str | None = None
    due: str | None = None
    responsible: str | None = None


@dataclass(frozen=True, slots=True)
class _Beat:
    """Where a rhythm stands in the copy, its words, its period."""

    start: int
    end: int
    words: str
    period: str | None


def _beats(text: str, start: int, end: int) -> Iterator[_Beat]:
    for match in _RHYTHM.finditer(text, start, end):
        period = next((name for name, _ in _CYCLES if match[name]), None)
        yield _Beat(match.start(), match.end(), match[0], period)
    for match in _SHORT.finditer(text, start, end):
        yield _Beat(match.start(), match.end("cycle"), match["cycle"], _SHORT_CYCLES[match["cycle"]])


def _due(text: str, beat: _Beat, stop: int) -> tuple[str | None, int]:
    """The day within the period printed right after the rhythm, and where the words after it begin."""
    place = beat.end
    for lead in (0, 1, 2):
        match = _DUE.match(text, place + lead, stop)
        if match and _BETWEEN.match(text[place : place + lead]):
            return match[0], match.end()
    return None, place


def _count(text: str, start: int, stop: int) -> Quantity | None:
    """How often, or how many, in each period: the number of acts before the number of what they reach."""
    counted = [one for one in find_quantities(text[start:stop]) if one.kind == "count"]
    acts = [one for one in counted if one.unit in _COUNTED]
    usable = acts or [
        one for one in counted if not (one.han and one.unit in ("批", "种", "类", "个", "项", "条"))
    ]
    return usable[0] if usable else None


def _comparator(count: Quantity, words: str) -> str:
    """How the number bounds; 至少 may stand before the verb (至少举办2次)."""
    if count.comparator == "=" and re.search(r"至少|最少|不少于|不低于", words[: count.start]):
        return ">="
    return count.comparator


def _who(text: str, first: int, beat: _Beat, stop: int, told: int, due: str | None, after: int) -> str | None:
    """Who has to act, in the words of the clause or of the sentence that began at `told`; else None."""
    here = text[first : beat.start + 2]
    for words, pattern in ((here, _SUBJECT), (here, _DOER)):
        if found := pattern.match(words):
            return re.sub(r"^(?:由|请|并|同时)", "", found["who"])
    if text[beat.end : stop].startswith(due or "\0") and (behind := _BEHIND.match(text, after, stop)):
        return behind["who"]
    if named := _BY.search(text, beat.end, stop):
        return named["who"]
    carried = _SUBJECT.match(text[told:first]) or _OPENING.match(text[told:first])
    carried = carried if beat.start == first else None
    return carried["who"] if carried else None


def _what(text: str, first: int, beat: _Beat, after: int, stop: int) -> str:
    """The act: the words after the rhythm; where only its number stands there, the words before."""
    words = re.sub(r"^(?:的|要|应当?|须|由(?=[^，]{0,4}$)|，)+", "", text[after:stop])
    bare = re.sub(
        r"^(?:至少|不少于|不低于|开展|召开|举办|组织|进行)*[\d一两二三四五六七八九十]+(?:次|场|期|届|轮)(?:以上)?$",
        "",
        words,
    )
    if bare:
        return words
    before = re.sub(r"[，、]?(?:原则上|至少|应当?|要)?$", "", text[first : beat.start])
    if before:
        return before + words
    begin = max(text.rfind(mark, 0, max(0, first - 1)) for mark in "，。；：\n") + 1
    return text[begin : max(begin, first - 1)]


def _is_duty(what: str, beat: _Beat, whole: str) -> float:
    """How surely a clause with a rhythm is an act to be done; 0 where it gives, caps or counts results."""
    if len(what) < 2 or _GIVEN.search(whole) or _RESULT.match(what) or _NOUN_LAST.search(what):
        return 0.0
    if not _ACTING.search(what):
        return 0.0
    return 0.9 if beat.period else 0.75


def _duties(outline: Outline, passage: Passage, first: int, last: int) -> Iterator[RecurringDuty]:
    text = passage.copy.text
    for beat in sorted(_beats(text, first, last), key=lambda one: one.start):
        begin = max(text.rfind("，", first, beat.start) + 1, first)
        if beat.words in _SHORT_CYCLES:
            begin = beat.start
        stop = text.find("、" if beat.words in _SHORT_CYCLES else "，", beat.end, last)
        stop = last if stop < 0 else stop
        due, after = _due(text, beat, stop)
        if due and after == stop and stop < last and text[stop] == "，":  # 每年6月底前，报送…
            stop = text.find("，", stop + 1, last)
            stop = last if stop < 0 else stop
        what = _what(text, begin, beat, after, stop)
        sure = _is_duty(what, beat, text[begin:stop])
        if not sure:
            continue
        count = _count(text, after, stop)
        start, end, quote = literal(outline, passage.copy, begin, stop)
        yield RecurringDuty(
            what[:60], beat.words, passage.path, start, end, quote, sure, beat.period,
            count.value if count else None, count.unit if count else None,
            _comparator(count, text[after:stop]) if count else None, due,
            _who(text, begin, beat, stop, first, due, after),
        )  # fmt: skip


def period_of(rhythm: str) -> str | None:
    """The period a printed rhythm names (每季度 → quarter), or None where it names none."""
    return next((beat.period for beat in _beats(rhythm, 0, len(rhythm))), None)


def find(outline: Outline, meta: Mapping[str, Any]) -> tuple[RecurringDuty, ...]:
    """The recurring duties of a document in printed order."""
    found: list[RecurringDuty] = []
    for passage in passages(outline):
        for first, last in passage.parts(passage.start, passage.end):
            found.extend(_duties(outline, passage, first, last))
    return tuple(found)


def is_act(verb: str, unit: str) -> bool:
    """Whether a recurring figure counts acts (每年举办…12场), so that it is a duty and no target."""
    if unit in ("次", "场", "期", "届", "轮", "场次", "班次", "轮次"):
        return bool(re.match(r"举办|举行|组织|开展|召开|走访|调度|检查|巡查|安排|进行|承办|实施", verb))
    return bool(re.match(r"走访|报送|检查|巡查|抽查|调研|发布", verb)) and unit not in (
        "人次",
        "家次",
        "户次",
    )
