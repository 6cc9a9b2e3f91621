"""Checking budget and quota: a sum or number above nought, a known period, and a clause."""

from collections.abc import Iterator, Mapping

from zhitong.engine.rules.check_leaf import Finding
from zhitong.engine.rules.limits import LIMIT_PERIODS, Budget, Quota
from zhitong.engine.values import Reference


def limit_problems(limit: Budget | Quota, references: Mapping[str, Reference]) -> Iterator[Finding]:
    """Everything wrong with a budget or a quota."""
    what = "预算" if isinstance(limit, Budget) else "名额"
    number = limit.fen if isinstance(limit, Budget) else limit.places
    if number <= 0:
        yield Finding("limit_not_positive", f"{what}应大于0", "请核对文件中的数额")
    if limit.period not in LIMIT_PERIODS:
        known = "、".join(each for each in LIMIT_PERIODS if each)
        yield Finding("limit_period", f"{what}的期间“{limit.period}”不认识", f"可用：{known}")
    if not limit.cites:
        yield Finding("limit_uncited", f"{what}没有注明依据", "请写 cites")
    for cite in limit.cites:
        if cite not in references:
            advice = "请在 references 补上，或改正编号"
            yield Finding("cite_unknown", f"{what}引用了不存在的依据“{cite}”", advice)
