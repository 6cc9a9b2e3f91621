"""Entry criteria of pools and recognitions, and duties that recur."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.structure.passages import literal, passages

_TAKEN_IN = re.compile(
    r"(?:将|把)(?P<who>[^。；]{4,160}?)(?:列为|列入|纳入|作为|确定为)(?P<of>[^，。；]{2,30})"
)
_CONDITIONS = re.compile(
    r"(?:应当?|须|需|必须)?(?:同时)?(?:符合|具备|满足)(?:以下|下列|如下|上述)(?P<of>[^，。；：]{0,12}(?:条件|标准|要求|情形))"
)
_QUALIFIED = re.compile(
    r"对?(?P<who>[^，。；]{4,80}(?:以上|以下|满\d+年|一年以上|首次|达标)[^，。；]{0,40}的(?:企业|个体工商户|个人|项目|机构|单位|商户|毕业生|人员))"
)
_POOL = re.compile(r"培育库|名录库|白名单|名单|范围|对象|示范|资质|认定")
_RHYTHM = re.compile(
    r"每(?:年度?|季度|半年|月|周|日|两年|三年)(?!均|[户人])(?:年终|年初|年底|第[一二三四]季度|\d{1,2}月(?:底前|前)?)?|按(?:年度?|季度?|月|周|旬)(?!要求|规)|逐[年月季](?!等)"
    r"|(?<!一)定期(?!限)|常态化|不定期|年度(?=评估|报告|考核|审计)|适时"
)
_IDLE = re.compile(r"(?:每年|每月)[^，。；]{0,6}(?:元|补贴|不低于|不超过)|个月|按月(?:缴|领|发放)|适时开展线")


@dataclass(frozen=True, slots=True)
class Criterion:
    """Words that say who is taken into a pool, a list or a scheme (`of`)."""

    of: str
    path: str
    start: int
    end: int
    quote: str
    confidence: float


@dataclass(frozen=True, slots=True)
class RecurringDuty:
    """Something to be done again and again; `rhythm` is the printed word (每年, 按月, 定期 …)."""

    what: str
    rhythm: str
    path: str
    start: int
    end: int
    quote: str
    confidence: float


def find(outline: Outline, meta: Mapping[str, Any]) -> tuple[Criterion, ...]:
    """The entry criteria of a document in printed order."""
    found: list[Criterion] = []
    for passage in passages(outline):
        text = passage.copy.text
        for first, last in passage.sentences():
            match = _TAKEN_IN.search(text, first, last)
            pooled = bool(match and (_POOL.search(match["of"]) or "重点" in match["of"]))
            if not pooled:
                match = _CONDITIONS.search(text, first, last) or _QUALIFIED.search(text, first, last)
            if not match:
                continue
            of = match["of"] if "of" in match.re.groupindex else text[first:last][:40]
            start, end, quote = literal(outline, passage.copy, match.start(), match.end())
            found.append(Criterion(of or "", passage.path, start, end, quote, 0.85 if pooled else 0.65))
    return tuple(found)


def find_duties(outline: Outline, meta: Mapping[str, Any]) -> tuple[RecurringDuty, ...]:
    """The recurring duties of a document in printed order."""
    found: list[RecurringDuty] = []
    for passage in passages(outline):
        text = passage.copy.text
        for first, last in passage.parts(passage.start, passage.end):
            for match in _RHYTHM.finditer(text, first, last):
                stop = text.find("，", match.end(), last)
                stop = last if stop < 0 else stop
                begin = max(text.rfind("，", first, match.start()) + 1, first)
                what = text[match.end() : stop]
                if len(what) < 3 or _IDLE.search(text[begin:stop]):
                    continue
                start, end, quote = literal(outline, passage.copy, begin, stop)
                sure = 0.9 if re.match("每|按", match[0]) else 0.75
                found.append(RecurringDuty(what[:60], match[0], passage.path, start, end, quote, sure))
    return tuple(found)
