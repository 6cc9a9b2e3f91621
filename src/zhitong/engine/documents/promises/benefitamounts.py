"""How much a benefit gives: fixed, rate, cap, tiers, per unit, or not stated."""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from zhitong.engine.documents.figures.quantities import Quantity, find_quantities

CAP = re.compile(
    r"(?:最高|最多|不超过|上限|封顶|不高于|累计)[^，。；]{0,24}?(?:元|%|倍)(?:/[\u4e00-\u9fff])?|[^，。；]{0,12}(?:元|%|倍)(?:封顶|为限)"
)
_CAPPING = re.compile(r"(?:最高|最多|上限|封顶|不超过|不高于|以内)")
_LIST_AMOUNTS = re.compile(r"分别|依次|档")
_CHANGED = re.compile(
    r"(?:由|从)[^，。；]{1,14}(?:提高|提|下降|降低|降|增加|增|调整|压缩|上调|下调)(?:到|至|为)|(?:提高|提)(?:到|至)"
)
_FOR_EACH = re.compile(
    r"每(?!年|月|天|日|季|提高|增加|增长|超过?|人|户|家|个|名|亩|件|项)[^，。；\d]{0,12}1?(?P<unit>人|名|户|家|个|件|项|台|亩)"
)
_PERS = re.compile(
    r"每(?P<unit>平方米|立方米|千瓦时|公斤|人次|户次|工作日|[\u4e00-\u9fff])|人均|/(?P<bar>[\u4e00-\u9fff]+)"
)
_THRESHOLD = re.compile(
    r"(?:（含[^）]*）)?(?:的(?!标准|限额|额度|比例|幅度|价格|定额|一次性|奖|补|资助)|及|，|且|并|增长|增加)"
)
_GRADED = re.compile(r"(?:奖励|补助|补贴)(?=\d)")
_TO_RATES = ("%", "‰")


@dataclass(frozen=True, slots=True)
class Amount:
    """How much, as printed: `value` (up to `high`) of `unit`, or the `tiers` of one that is graded.

    `cap` is the words that bound it, `cap_value` in `cap_unit` what they say.
    """

    type: str
    value: Decimal | None = None
    unit: str | None = None
    cap: str | None = None
    high: Decimal | None = None
    tiers: tuple[Decimal, ...] = ()
    cap_value: Decimal | None = None
    cap_unit: str | None = None


def _given(text: str, chunk_start: int, core_start: int) -> list[Quantity]:
    """The quantities that measure the benefit: no thresholds of those who qualify."""
    usable = []
    for one in find_quantities(text):
        if one.kind not in ("money", "rate") or (one.unit in ("番", "个百分点") and one.start < chunk_start):
            continue
        before_core = one.start < core_start
        own = one.start >= chunk_start or re.match(r"[^，]*(?:给予|予以|奖励|补助|补贴)", text[one.end :])
        led = re.search(
            r"(?:按照?|最高|标准为?|每[^，]{1,6})[^，]{0,20}$", text[max(0, one.start - 24) : one.start]
        )
        if one.start < chunk_start and not led and not (own and "，" not in text[one.end : chunk_start - 1]):
            continue
        after = text[one.full_end : one.full_end + 8]
        rated = bool(led and one.unit in _TO_RATES)
        qualifies = before_core and not rated and _THRESHOLD.match(after) and one.prefix not in ("最高",)
        before_whom = (
            before_core
            and not rated
            and re.search(r"的(?!标准|比例|额度|限额|幅度|价格)", text[one.end : core_start])
        )
        if before_whom and _capped(
            text, one
        ):  # 给予三年内合计不超过500万元…的贴息: the bound of what is given
            before_whom = (
                None
                if re.search(r"(?:给予|予以|享受|提供)[^，。；的]*$", text[: one.full_start])
                else before_whom
            )
        aside = text.count("（", 0, one.start) > text.count("）", 0, one.start)
        if not qualifies and not before_whom and not aside and not _is_step(text, one):
            usable.append(one)
    return usable


def _is_step(text: str, one: Quantity) -> bool:
    """每超过100万元, 每增加10%, 达到5亿元: what is passed, not what is given."""
    before = text[max(0, one.full_start - 6) : one.start]
    return bool(
        re.search(r"每(?:提高|增加|增长|超过?|新增|满)$|超过$(?<!不超过)|达到?$|突破$", before)
    ) and not re.match(r"的?(?:奖励|补助|补贴|资助|奖补)", text[one.end :])


def _capped(text: str, one: Quantity) -> bool:
    """Whether a quantity only bounds: 最高50万元, 每户不超过5万元, 封顶30万元."""
    before = re.split(r"[，。；：]", text[: one.start])[-1][-16:]
    return (
        one.prefix[:2] in ("最高", "不超", "上限", "最多", "不高", "至多")
        or one.comparator == "<="
        or bool(_CAPPING.search(before))
        or bool(re.match(r"封顶|为限|为上限", text[one.end :]))
    )


def _per(text: str, one: Quantity) -> str:
    """The units one amount is counted by, as /人/月; empty for an amount of its own."""
    units = [found["unit"] or found["bar"] or "人" for found in _PERS.finditer(one.per)]
    if re.match(r"每[^，。；、\d]{1,8}1(人|名|户|家|个|件|项)", one.per):
        units = [one.per[-1] if one.per[-1] in "人名户家个件项" else re.findall(r"1(.)", one.per)[0]]
    if not units and (each := _FOR_EACH.search(text[: one.start])):
        units = [each["unit"]]
    return "".join("/" + unit for unit in dict.fromkeys(units))


def _limit(text: str, given: list[Quantity], main: Quantity | None) -> tuple[Decimal | None, str | None]:
    for one in given:
        if one is not main and one.kind == "money" and _capped(text, one):
            return one.high or one.value, one.unit
    return None, None


def amount_of(text: str, chunk_start: int, core_start: int, kind: str) -> Amount:
    """The amount of a benefit; none where the text names none."""
    given = _given(text, chunk_start, core_start)
    caps = CAP.search(text, min(core_start, chunk_start) if core_start < len(text) else 0)
    cap = caps[0] if caps else None
    free = [one for one in given if not _capped(text, one)]
    bounded = [one for one in given if one.unit in _TO_RATES]
    if kind == "loan":
        bounded = [one for one in given if one.kind == "money"] or bounded
    main = free or bounded[:1] or given
    if not main:
        halved = kind == "relief" and "减半" in text
        return Amount("rate", Decimal(50), "%", cap) if halved else Amount("none", cap=cap)
    money = [one for one in main if one.kind == "money"]
    rates = [one for one in main if one.kind == "rate"]
    changed = bool(_CHANGED.search(text))
    if money and kind == "loan":
        rates = []
    if rates and (not money or rates[0].start < money[0].start):
        one = rates[-1] if changed else rates[0]
        if kind == "relief" and re.search("征收率|税率", text[: one.start][-8:]) and len(rates) > 1:
            one = rates[-1]
        steps = _listed(text, rates)
        if len(steps) > 1 and _LIST_AMOUNTS.search(text):
            return Amount("tiers", None, one.unit, cap, None, tuple(each.value for each in steps))
        return Amount("rate", one.value, one.unit, cap, one.high, (), *_limit(text, given, one))
    if not money:
        return Amount("none", cap=cap)
    return _money(text, money, given, changed, cap)


def _money(text: str, money: list[Quantity], given: list[Quantity], changed: bool, cap: str | None) -> Amount:
    one = money[-1] if changed else money[0]
    capped = _capped(text, one) or (changed and bool(re.search(r"最高|上限|最多", text[: one.start])))
    per = (
        "" if capped and re.match(r"每(?:个|家|户)|单|年", one.per) and "企业" in one.per else _per(text, one)
    )
    unit = one.unit + per
    graded = len(_GRADED.findall(text)) > 1
    listed = _listed(text, money)
    mixed = len({each.per for each in money if each.per.startswith("/")}) > 1
    if (
        len(money) > 1
        and not changed
        and not mixed
        and (graded or _LIST_AMOUNTS.search(text) or len(listed) > 1)
    ):
        steps = listed if len(listed) > 1 else money
        counted = unit if per not in ("/家", "/户", "/个") else one.unit
        return Amount("tiers", None, counted, cap, None, tuple(each.value for each in steps))
    if per:
        return Amount("per_unit", one.value, unit, cap, one.high, (), *_limit(text, given, one))
    kind = "cap" if capped else "fixed"
    limit = (None, None) if capped else _limit(text, given, one)
    return Amount(kind, one.value, unit, cap, one.high, (), *limit)


def _listed(text: str, money: list[Quantity]) -> list[Quantity]:
    """The amounts printed as one list: 50万元、30万元和10万元, or with short names between."""
    found = money[:1]
    for before, after in pairwise(money):
        between = text[before.full_end : after.full_start]
        if before.per != after.per and before.per.startswith("/"):
            break
        if (
            not re.fullmatch(r"、|和|或|及|以及|或者|、[^，。；、\d]{1,8}", between)
            or before is not found[-1]
        ):
            break
        found.append(after)
    return found
