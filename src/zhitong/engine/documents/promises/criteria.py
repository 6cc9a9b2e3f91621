"""Entry criteria of pools, recognitions and schemes, taken apart into single conditions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.promises.conditions import Condition, conditions_of
from zhitong.engine.documents.structure.passages import Passage, literal, passages

_TAKEN_IN = re.compile(
    r"(?:将|把)(?P<who>[^。；]{4,160}?)(?:列为|列入|纳入|作为|确定为|认定为)(?P<of>[^，。；]{2,30})"
)
_POOL = re.compile(r"培育库|名录库|入库|白名单|名单(?!制)|重点[^，]{0,6}对象|示范|资质|认定")
_KIND = (
    "认定|申报|申请|入库|准入|入选|评选|评定|评价|遴选|资格|纳入|享受|列入|参评|推荐|补贴|补助|奖励|支持|扶持"
)
_HEADING = re.compile(
    rf"(?:(?:{_KIND}|基本|必备|企业|对象|人员)(?:的)?|^)(?:条件|资格|要求|门槛)$"
    r"|(?:认定|入库|准入|入选|评选|评定|遴选|划型|划分|参评)(?:的)?(?:标准|指标)$"
)
_NO_ENTRY = re.compile(
    r"(?:补贴|补助|奖励|支持|扶持|资助|收费|发放|享受|绩效|服务|工作|组织|申报材料|有关|相关|具体|纪律|时间|总体|基本)"
    r"(?:的)?(?:标准|要求)$"
)
_INTRO = re.compile(
    r"(?:符合|具备|满足|达到)(?:以下|下列|如下|上述|下述)(?:全部|所有|基本|各项)?(?P<of>[^，。；：\d]{0,12}?(?:条件|标准|要求|指标))"
    r"(?P<any>(?:之一|中(?:的)?(?:任意)?一[项条个]))?"
)
_BARRED = re.compile(
    r"(?:有|存在|具有|出现|属于)(?:以下|下列|如下)(?:任一)?(?:情形|情况|行为)(?:之一)?(?:的)?，?[^。；：]{0,16}?(?:不予|不得|不能|不可|不纳入|不列入|不受理|不支持|不享受)"
    r"|(?:不予|不得)[^，。；：]{2,12}(?:的)?情形$|负面清单$"
)
_ANY = re.compile(r"之一|任意?一[项条个]|中的?一[项条]")
_MEANT = re.compile(
    r"(?:是指|应为|指)[^。；]{0,60}?(?:且|并)?同时(?:符合|满足|具备)(?P<conditions>[^。；]{6,160}?)"
    r"(?:等[一二三四五六七八九十]个条件)?的[\u4e00-\u9fff]{2,8}(?=[。；，]|$)"
)
_NOUN = (
    r"(?:企业|个体工商户|工商户|经营户|个人|项目|机构|单位|商户|毕业生|人员|平台|"
    r"基地|园区|合作社|纳税人|商贸户|门店|小店|团队|孵化器|青年|人才|家庭农场)"
)
_QUALIFIED = re.compile(
    rf"(?:对|凡|向|支持|鼓励|推荐|面向|给)(?P<who>[^，。；]{{4,90}}?)的(?:[^，。；的\d]{{0,12}}?){_NOUN}"
)
_OTHERS = re.compile(r"招用|吸纳|录用|聘用|带动")  # conditions of those hired, not of who is taken in
_GIVING = re.compile(
    r"(?:^|，)(?:可|均|再|另|则|应|将)?(?:按[^，]{0,20})?(?:给予|予以(?!公示)|追补|奖励|补助|补贴|享受|一次性)"
)
_MARK = re.compile(
    r"^(?:（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、](?!\d)|[①-⑳]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[，、]|[—\-]{1,4})"
)
LISTED = 0.9  # how sure a condition in a list of conditions is
_CERTAIN = re.compile(r"以上|以下|以内|满|不低于|不少于|不超过|未|无|首次|达到")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition of those who are taken into a pool, a list or a scheme (`of`).

    `subject` is compared (>= or <=, the bound `inclusive` or not) with `value` up to `value_high` of
    `unit` over the printed `period`; without a comparator the fact itself is asked for, or must not
    hold where `negated`. Criteria of one `group` stand together: `mode` all, or any of the `option`s,
    which are numbered; criteria of one option must hold together.
    """

    of: str
    path: str
    start: int
    end: int
    quote: str
    confidence: float
    subject: str | None = None
    comparator: str | None = None
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str | None = None
    inclusive: bool | None = None
    period: str | None = None
    negated: bool = False
    group: str | None = None
    mode: str | None = None
    option: int | None = None


@dataclass(slots=True)
class _List:
    """The list of criteria a text is in: what it admits to, where it began, how its items stand together."""

    of: str
    path: str
    mode: str
    barred: bool
    items: int = 0


def _begun(words: str, passage: Passage, at: int) -> _List | None:
    """The list that an introducing sentence opens, if it does."""
    barred = _BARRED.search(words)
    intro = barred or _INTRO.search(words)
    if not intro:
        return None
    mode = "any" if not barred and _ANY.search(words, intro.start()) else "all"
    before = re.sub(r"(?:的)?(?:，)?(?:应当?|须|需|必须)?(?:同时)?$", "", words[: intro.start()])
    named = next((one for one in reversed(re.split(r"[，。；：]", before)) if len(one) > 2), "")
    named = re.sub(r"^(?:对|凡)", "", named) or (passage.above[-1] if passage.above else "")
    return _List(named[-40:] or words[:40], f"{passage.path}@{at}", mode, bool(barred))


def _headed(passage: Passage) -> _List | None:
    """The list whose heading stands right above a passage."""
    for level, heading in enumerate(reversed(passage.above)):
        heading = re.sub(r"[（(][^）)]*[）)]$|[:：。]$", "", heading)
        if level > 2:
            break
        if _BARRED.search(heading):
            return _List(heading, heading, "all", True)
        if _HEADING.search(heading) and not _NO_ENTRY.search(heading):
            return _List(heading, heading, "any" if _ANY.search(heading) else "all", False)
    return None


def _items(
    outline: Outline, passage: Passage, start: int, end: int, around: _List, sure: float
) -> Iterator[Criterion]:
    """The criteria that one item of a list states."""
    mark = _MARK.match(passage.copy.text[start:end])
    begin = start + (mark.end() if mark else 0)
    around.items += 1
    giving = _GIVING.search(passage.copy.text[begin:end])
    end = begin + giving.start() if giving else end
    for one in conditions_of(passage.copy.text[begin:end]):
        yield _criterion(outline, passage, begin, one, around, sure)


def _criterion(
    outline: Outline, passage: Passage, begin: int, one: Condition, around: _List, sure: float
) -> Criterion:
    start, end, quote = literal(outline, passage.copy, begin + one.start, begin + one.end)
    group, mode = around.path, around.mode
    option = around.items if mode == "any" else None
    if one.group is not None:
        group, mode, option = f"{around.path}#{begin}.{one.group}", "any", one.option
    return Criterion(
        around.of, passage.path, start, end, quote, sure, one.subject, one.comparator, one.value,
        one.value_high, one.unit, one.inclusive, one.period, one.negated != around.barred, group,
        mode, option,
    )  # fmt: skip


def _inline(outline: Outline, passage: Passage, first: int, last: int) -> Iterator[Criterion]:
    """Criteria that a sentence names in passing: 将…列入, 对…的企业, …是指同时符合…的企业."""
    text = passage.copy.text
    taken = _TAKEN_IN.search(text, first, last)
    if taken and _POOL.search(taken["of"]):
        pool = re.split(r"进行|予以|给予|管理|培育(?!库)", taken["of"])[0] or taken["of"]
        around = _List(pool, f"{passage.path}@{first}", "all", False)
        who = re.split(rf"的(?={_NOUN})", taken["who"])[0]
        named = [one for one in conditions_of(who) if len(one.subject) > 1]
        for one in named:
            yield _criterion(outline, passage, taken.start("who"), one, around, 0.8)
        return
    if meant := _MEANT.search(text, first, last):
        around = _List(
            text[first : meant.start()].strip("，“”")[-40:], f"{passage.path}@{first}", "all", False
        )
        for one in conditions_of(meant["conditions"]):
            yield _criterion(outline, passage, meant.start("conditions"), one, around, 0.9)
        return
    for match in _QUALIFIED.finditer(text, first, last):
        if not _CERTAIN.search(match["who"]) or _OTHERS.search(match["who"]):
            continue
        around = _List(
            match[0][match.end("who") - match.start() + 1 :], f"{passage.path}@{match.start()}", "all", False
        )
        for one in conditions_of(match["who"]):
            if one.comparator or one.negated or one.subject.startswith("首次"):
                yield _criterion(outline, passage, match.start("who"), one, around, 0.65)


def _under(passage: Passage, current: _List | None) -> bool:
    """Whether a passage still belongs to the list opened in a clause above it."""
    if current is None:
        return False
    base = re.sub(r"/?(?:¶|前言)\d+$", "", current.path.split("@")[0])
    inside = passage.path.startswith(base + "/") if base else passage.path and "/" not in passage.path
    return bool(inside) and not (current.items and passage.path.rsplit("/", 1)[-1].startswith(("¶", "前言")))


def find(outline: Outline, meta: Mapping[str, Any]) -> tuple[Criterion, ...]:
    """The entry criteria of a document in printed order."""
    found: list[Criterion] = []
    current: _List | None = None
    for passage in passages(outline):
        if not passage.text.strip():
            continue
        if not _under(passage, current):
            current = _headed(passage)
        for first, last in passage.sentences():
            words = passage.copy.text[first:last]
            if begun := _begun(words, passage, first):
                current = begun
                rest = words.find("：") + 1
                first = first + rest if 0 < rest < len(words) else last
            if current is None or first >= last:
                found.extend(_inline(outline, passage, first, last) if not begun else ())
                continue
            for start, end in passage.parts(first, last):
                if not _HEADING.search(passage.copy.text[start:end].rstrip("：")):
                    found.extend(_items(outline, passage, start, end, current, LISTED))
    return tuple(found)
