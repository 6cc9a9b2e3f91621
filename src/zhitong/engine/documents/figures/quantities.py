"""Quantities in running text: number, unit, range, comparator, with offsets into the squeezed copy."""

import re
from dataclasses import dataclass
from decimal import Decimal

from zhitong.engine.documents.figures.dates import find_days
from zhitong.engine.documents.figures.numbers import ARABIC, MAGNITUDE, MAGNITUDES, plain, share

_HAN = r"[零一二三四五六七八九〇两十百千壹贰叁肆伍陆柒捌玖拾佰仟]+"
_MONEY = r"元(?!旦|素|件|宵)"
_TIME = (
    r"个?工作日|个?自然日|个月|个季度|个?小时|分钟|周岁|岁|天(?!然|津)|年(?!度|均|底|末|初|产|销|营|检|报|级|[一二三四]季度|\d{1,2}月)"
    r"|周(?!边|年|期)|日(?!均|常|用|报)"
)
_COUNT = (
    r"人次|户次|家次|件次|人日|平方公里|平方米|立方米|公里|千瓦时|千瓦|兆瓦|公顷|标箱|户|家|名(?!牌|单|录|优(?!秀)|称|特|师)|人(?!民|均|才|大|员|社|力)|件|项|次(?!性|日)|场(?!所|地|景|外|内)"
    r"|所(?!得|在|有)|座|处(?!理|罚|置)|种|类|批|吨|亩|张|篇|部(?!门|署|分)|台(?!账)|套|辆|艘|架|只|头(?!企业|部)"
    r"|株|笔|期(?!间|限|货|末)|届|栋|幢|公斤|斤|册|例(?!如|外|会)|棵|匹|尾|羽|枚|宗|间|支(?!持|付|撑|行)|条(?!件|例|款)|门(?!类|槛)|班次|轮次"
    r"|个(?!转企|月|工作日|自然日|季度|百分点|体工商户|体经营|体私营|体户|人|小时|专)|个(?=个体|个人)|对(?=结对)"
)
_OTHER = r"个百分点|%|‰|倍|番|折"
_UNIT = rf"(?:{_OTHER}|{_TIME}|{_MONEY}|{_COUNT})"
_NUMBER = rf"(?:{ARABIC}|{_HAN})"
_RANGE = r"[—\-~～至到]{1,2}"
_QUANTITY = re.compile(
    rf"(?<![第\d.A-Za-z〔\[])(?:"
    rf"(?P<share>[百千万]分之(?:{ARABIC}|{_HAN})|[二三四五六七八九十]+分之[一二两三四五六七八九十]+|(?<=[的按为到至])[1-9]/[1-9](?![\d年月]))"
    rf"|(?:(?P<low>{_NUMBER})(?P<lowmag>{MAGNITUDE})?(?P<lowunit>{_UNIT})?{_RANGE})?"
    rf"(?P<num>{_NUMBER})[余多]?(?P<mag>{MAGNITUDE})?(?P<fuzzy>[余多]?)(?P<unit>{_UNIT})"
    rf"|翻(?P<times>一|两|二|三)?番"
    rf"|(?P<left>\d+)[:：∶](?P<right>\d+)(?![\d%])"
    r")(?P<per>(?:/(?:人次|户次|人|户|亩|年|月|天|日|吨|次|个|家|件|夜|辆|台|套|张|间|场|公里|千瓦时|平方米|立方米|公斤|斤|头|只)|/[\u4e00-\u9fff]{1,3}(?![\u4e00-\u9fff]))*)"
)
_FEN = {"元": 1, "万元": 10**4, "亿元": 10**8}
_AT_LEAST = "不少于|不低于|不小于|不得低于|不得少于|至少|最少|最低|突破|超过|超|达到|达|多于|高于|大于"
_AT_MOST = "不超过|不高于|不多于|不大于|不得超过|不得高于|最高|至多|最多|低于|少于|小于|控制在|最长|上限为?"
_PREFIX = re.compile(
    rf"(?:(?P<ge>{_AT_LEAST})|(?P<le>{_AT_MOST})|(?P<ap>大约|约|接近|近))(?:到|为|至|是|可达|有)?$"
)
_SUFFIX = re.compile(
    r"^(?:（含(?:本数)?）)?(?:(?P<ge>及以上|或以上|以上|之上)"
    r"|(?P<le>及以下|以下|以内|之内|之下|内(?!蒙|部|容|外|涵|的?[^，。；]{0,2}资))|(?P<ap>左右|上下))"
    r"(?:（含(?:本数|[^）]{1,8})?）)?"
)
_PER = re.compile(
    r"(?:每(?:人|户|家|亩|个|名|吨|件|年|月|天|日|次|台|辆|套|间|场|头|只|张|床|项|篇|公里|平方米|千瓦时)[^，。；、\d]{0,6}){1,2}$"
    r"|人均[^，。；\d]{0,8}$|每[^，。；、\d]{1,8}1(?:人|名|户|家|个|件|项)[^，。；、\d]{0,8}$"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` (up to `high` for a range) of `unit`; counts are expanded, money keeps 亿元, 万元 or 元.

    `start:end` is number with unit, `full_start:full_end` also the words of comparison; `kind` is
    count, money, rate, time or ratio; `han` tells that the number is written in characters.
    """

    value: Decimal
    high: Decimal | None
    unit: str
    kind: str
    comparator: str
    prefix: str
    per: str
    han: bool
    start: int
    end: int
    full_start: int
    full_end: int


def _kind(unit: str) -> str:
    if unit.endswith("元"):
        return "money"
    if re.fullmatch(_OTHER, unit):
        return "rate"
    return "time" if re.fullmatch(_TIME, unit) else "count"


def _money(value: Decimal, magnitude: str) -> tuple[Decimal, str]:
    if magnitude.endswith("亿"):
        return value * MAGNITUDES[magnitude] / MAGNITUDES["亿"], "亿元"
    if magnitude.endswith("万"):
        return value * MAGNITUDES[magnitude] / MAGNITUDES["万"], "万元"
    return value * MAGNITUDES.get(magnitude, 1), "元"


def _valued(match: re.Match[str]) -> tuple[Decimal, Decimal | None, str, str] | None:
    """Value, upper value of a range, unit and kind of one match."""
    if match["share"]:
        part = share(match["share"])
        return None if part is None else (part, None, "%", "rate")
    if match["left"]:
        return Decimal(match["left"]), Decimal(match["right"]), "", "ratio"
    if match["num"] is None:
        times = {"两": 2, "二": 2, "三": 3}.get(match["times"] or "", 1)
        return Decimal(2**times), None, "倍", "rate"
    value, unit, magnitude = plain(match["num"]), match["unit"], match["mag"] or ""
    low = plain(match["low"]) if match["low"] else None
    if value is None or (low is not None and low >= value and not match["lowmag"] and not match["lowunit"]):
        return None
    kind = _kind(unit)
    lowmag = match["lowmag"] or ("" if match["lowunit"] else magnitude)
    if kind == "money":
        value, unit = _money(value, magnitude)
        below = None if low is None else _money(low, lowmag)
        if below and below[1] != unit:  # 5000元至1万元: both in the unit of the lower end
            value, unit = value * _FEN[unit] / _FEN[below[1]], below[1]
        low = below[0] if below else None
    else:
        value *= MAGNITUDES.get(magnitude, 1)
        low = None if low is None else low * MAGNITUDES.get(lowmag, 1)
    if unit.endswith("工作日"):
        unit = "工作日"
    return (value, None, unit, kind) if low is None else (low, value, unit, kind)


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity with a unit in a squeezed text, left to right; dates and 文号 are not quantities."""
    days = [(day.start, day.end) for day in find_days(text)]
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in days):
            continue
        if match["unit"] == "日" and text[match.start() - 1 : match.start()] == "月":
            continue
        valued = _valued(match)
        if valued is None:
            continue
        before = _PREFIX.search(text[max(0, match.start() - 12) : match.start()])
        after = _SUFFIX.search(text[match.end() : match.end() + 16])
        side = after or before
        comparator = "=" if side is None else ">=" if side["ge"] else "<=" if side["le"] else "~"
        if comparator == "=" and match.groupdict().get("fuzzy"):
            comparator = "~"
        if valued[3] == "time" and after and after[0] == "内":
            comparator = "<="
        per = _PER.search(text[max(0, match.start() - 18) : before_start(match.start(), before)])
        digits = match["num"] or match["share"] or ""
        found.append(
            Quantity(
                value=tidy(valued[0]), high=None if valued[1] is None else tidy(valued[1]),
                unit=valued[2], kind=valued[3], comparator=comparator,
                prefix=before[0] if before else "", per=match["per"] or (per[0] if per else ""),
                han=not any(char.isdigit() for char in digits),
                start=match.start(), end=match.end(), full_start=before_start(match.start(), before),
                full_end=match.end() + (after.end() if after else 0),
            )
        )  # fmt: skip
    return tuple(found)


def tidy(value: Decimal) -> Decimal:
    """The same number without an exponent or trailing zeros (82000.0 → 82000)."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def before_start(start: int, before: re.Match[str] | None) -> int:
    """Where the words of comparison before a number at `start` begin."""
    return start - len(before[0]) if before else start
