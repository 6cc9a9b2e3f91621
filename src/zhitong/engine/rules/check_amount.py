"""Checking an amount rule: what it counts, its limits, its table and its references."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from zhitong.engine.facts import TYPES, FactType, Vocabulary
from zhitong.engine.rules.amounts import Amount, Ceiling, Fixed, NotStated, PerUnit, Rate, Tiers
from zhitong.engine.rules.check_leaf import Finding
from zhitong.engine.rules.quantities import PERIODS
from zhitong.engine.values import Reference, Severity

WHOLE = 10_000  # 100 % in ten-thousandths


def amount_problems(
    amount: Amount, vocabulary: Vocabulary, references: Mapping[str, Reference]
) -> Iterator[Finding]:
    """Everything wrong with an amount rule."""
    if isinstance(amount, NotStated):
        if not amount.why.strip():
            yield Finding("amount_unexplained", "没有说明为什么没有金额", "请写 why，如“文件未载明金额”")
        return
    if not amount.cites:
        yield Finding("amount_uncited", "金额没有注明依据", "请在 amount 里写 cites")
    for cite in amount.cites:
        if cite not in references:
            advice = "请在 references 补上，或改正编号"
            yield Finding("cite_unknown", f"金额引用了不存在的依据“{cite}”", advice)
    if not isinstance(amount, Ceiling) and amount.period not in ("", *PERIODS):
        yield Finding("amount_period", f"期间“{amount.period}”不认识", f"可用：{'、'.join(PERIODS)}")
    yield from _counted_problems(amount, vocabulary)
    yield from _part_problems(amount, vocabulary)
    yield from _figure_problems(amount)
    if isinstance(amount, Tiers):
        yield from _table_problems(amount, vocabulary)


_COUNTED: dict[type[Amount], tuple[FactType, ...]] = {
    Rate: (FactType.MONEY,),
    PerUnit: (FactType.COUNT,),
    Tiers: (FactType.MONEY, FactType.COUNT, FactType.SHARE),
}


def _counted_problems(amount: Amount, vocabulary: Vocabulary) -> Iterator[Finding]:
    """The fact counted exists and is of a type that can be counted so."""
    if not isinstance(amount, Rate | PerUnit | Tiers) or amount.of is None:
        return
    definition = vocabulary.get(amount.of)
    if definition is None:
        yield Finding("fact_unknown", f"金额所依的要素“{amount.of}”不在要素表里", "请改正 of，或补充要素表")
        return
    fitting = _COUNTED[type(amount)]
    if definition.type not in fitting:
        wanted = "、".join(TYPES[each] for each in fitting)
        said = f"“{definition.label}”是{TYPES[definition.type]}，这种金额要按{wanted}计算"
        yield Finding("amount_fact_unfit", said, "请换一个要素或换一种金额类型")
        return
    by_share = isinstance(amount, Tiers) and any(tier.share is not None for tier in amount.tiers)
    if by_share and definition.type is not FactType.MONEY:
        yield Finding("amount_fact_unfit", f"“{definition.label}”不是金额，不能按比例分档", "请写固定金额")


def _part_problems(amount: Amount, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A part of a period needs a period longer than what is counted; a share needs a fact that is one."""
    if isinstance(amount, NotStated | Ceiling) or amount.pro_rata is None:
        return
    rule = amount.pro_rata
    fitting = {"months": ("year", "quarter"), "days": ("year", "quarter", "month")}
    if rule.by != "share":
        if amount.period not in fitting[rule.by]:
            said = f"按{'月' if rule.by == 'months' else '天'}折算的金额期间不对"
            yield Finding("pro_rata_period", said, f"请把 period 写成 {'、'.join(fitting[rule.by])} 之一")
        return
    definition = vocabulary.get(rule.of)
    if definition is None:
        yield Finding("fact_unknown", f"折算所依的要素“{rule.of}”不在要素表里", "请改正 of，或补充要素表")
    elif definition.type is not FactType.SHARE:
        said = f"“{definition.label}”是{TYPES[definition.type]}，折算要按比例"
        yield Finding("amount_fact_unfit", said, "请换一个比例要素")


def _figure_problems(amount: Amount) -> Iterator[Finding]:
    if isinstance(amount, Fixed | PerUnit) and amount.fen <= 0:
        yield Finding("amount_not_positive", "金额应大于0", "请核对文件中的数额")
    if isinstance(amount, Rate):
        if amount.share <= 0:
            yield Finding("amount_not_positive", "比例应大于0", "请核对文件中的比例")
        if amount.share > WHOLE:
            yield Finding("share_above_whole", "比例超过100%", "请核对文件中的比例", Severity.WARNING)
        if amount.cap_fen is not None and amount.floor_fen is not None and amount.cap_fen < amount.floor_fen:
            yield Finding("cap_below_floor", "上限低于下限", "请核对上限和下限")
    if isinstance(amount, Ceiling) and amount.fen is None and amount.share is None:
        yield Finding("ceiling_empty", "限额没有写数", "请写 value 或 share")


def _table_problems(amount: Tiers, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Each tier ends where the next begins, so a table can only overlap, be out of order or begin late."""
    bounds = [tier.from_amount for tier in amount.tiers]
    if not bounds:
        yield Finding("tiers_empty", "分档表是空的", "请至少写一档")
        return
    for number, (lower, upper) in enumerate(pairwise(bounds), start=2):
        if upper == lower:
            yield Finding("tiers_overlap", f"第{number}档与上一档起点相同", "请改正起点")
        if upper < lower:
            yield Finding("tiers_unordered", f"第{number}档的起点低于上一档", "请按起点从小到大排列")
    for number, tier in enumerate(amount.tiers, start=1):
        if (tier.fen is None) == (tier.share is None):
            yield Finding("tier_unclear", f"第{number}档应写金额或比例之一", "请改正这一档")
    definition = vocabulary.get(amount.of)
    lowest = definition.minimum if definition is not None and definition.minimum is not None else 0
    if bounds[0] > lowest:
        advice = "如果确实没有，请加一档 {from: 0, value: 0元} 写明"
        yield Finding("tiers_gap", "第一档以下没有写明给多少", advice, Severity.WARNING)
