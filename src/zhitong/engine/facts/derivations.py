"""The answers of derived facts: a value or None, and the words for it, made only when somebody asks."""

from collections.abc import Callable, Mapping
from datetime import date

from zhitong.engine.facts.amounts import interval
from zhitong.engine.facts.known import Facts, Value
from zhitong.engine.standards import CLASSES, ScaleRow, SmallLowProfit, Standards
from zhitong.engine.values import Verdict, all_of, full_months_between, print_date, print_money

Words = Callable[[], str]
Answer = tuple[Value | None, Words]
SIZE_WORDS = dict(zip(CLASSES, ("微型", "小型", "中型", "大型"), strict=True))


def years_registered(facts: Facts, standards: Standards, as_of: date) -> Answer:
    """Whole years since registration."""
    months, text = _months_since_registration(facts, as_of)
    if months is None:
        return None, text
    return months // 12, lambda: f"{text()}，已满{months // 12}年"


def operating_months(facts: Facts, standards: Standards, as_of: date) -> Answer:
    """Whole months since registration."""
    months, text = _months_since_registration(facts, as_of)
    return months, text if months is None else lambda: f"{text()}，已满{months}个月"


def _months_since_registration(facts: Facts, as_of: date) -> tuple[int | None, Words]:
    day = facts.value("registered_on")
    if not isinstance(day, date):
        return None, lambda: "登记日期不详，无法推算登记年限"
    if day > as_of:
        return None, lambda: f"登记日期{print_date(day)}晚于判定日{print_date(as_of)}，无法推算登记年限"
    return full_months_between(day, as_of), lambda: f"{print_date(day)}登记，到{print_date(as_of)}"


def size_span(facts: Facts, standards: Standards) -> tuple[int, int, str] | None:
    """Lowest and highest class (0 micro … 3 large) still possible, and the rows' names; None: no row fits."""
    industry = facts.value("industry")
    if not isinstance(industry, str):
        return None
    candidates = standards.sizes.candidates(industry)
    rows = [standards.sizes.rows[key] for key in sorted(filter(None, candidates))]
    if None in candidates or not rows:
        return None
    spans = {name: interval(facts.value(name)) for row in rows for name in (t.fact for t in row.thresholds)}
    lows = {name: low for name, (low, _) in spans.items()}
    highs = {name: high for name, (_, high) in spans.items()}
    return (
        min(row.level(lows) for row in rows),
        max(row.level(highs) for row in rows),
        "或".join(row.name for row in rows),
    )


def size_class(facts: Facts, standards: Standards, as_of: date) -> Answer:
    """Micro, small, medium or large by the row of the industry."""
    span = size_span(facts, standards)
    if span is None:
        return None, lambda: _no_size_row(facts, standards)
    lowest, highest, rows = span
    if lowest == highest:
        found = CLASSES[lowest]
        return found, lambda: f"按{rows}的划型标准，各项指标逐档对照，属于{SIZE_WORDS[found]}"
    words = "、".join(SIZE_WORDS[name] for name in CLASSES[lowest : highest + 1])
    return None, lambda: f"按{rows}的划型标准，现有指标还不能判定，可能是{words}"


def _no_size_row(facts: Facts, standards: Standards) -> str:
    industry = facts.value("industry")
    if not isinstance(industry, str):
        return "所属行业不详，无法判定规模"
    why = standards.sizes.reason_not_covered(industry)
    if why:
        return f"划型标准没有列出这一行业（{why}），需经办人指定参照行业"
    return "行业代码太粗，其中有的行业划型标准没有列出，无法判定规模"


def is_micro_small(facts: Facts, standards: Standards, as_of: date) -> Answer:
    """An enterprise of small or micro size."""
    kind = facts.value("kind")
    if kind is not None and kind != "enterprise":
        return False, lambda: "不是企业，不按小微企业认定"
    span = size_span(facts, standards)
    small = CLASSES.index("small")
    if span is None:
        return None, lambda: _no_size_row(facts, standards)
    lowest, highest, rows = span
    if lowest > small:
        return False, lambda: f"按{rows}的划型标准，属于中型或大型"
    if highest > small:
        return None, lambda: f"按{rows}的划型标准，现有指标还不能判定是否属于小型、微型"
    if kind is None:
        return None, lambda: "主体类型不详，无法判定是否属于小微企业"
    return True, lambda: f"企业，按{rows}的划型标准属于小型或微型"


def small_low_profit(facts: Facts, standards: Standards, as_of: date) -> Answer:
    """小型微利企业: an enterprise within all limits, not in a restricted trade."""
    rule = standards.small_low_profit
    if as_of not in rule.days:
        return None, lambda: f"{print_date(as_of)}适用的小型微利企业标准未收录，无法判定"
    kind, restricted = facts.value("kind"), facts.value("restricted_industry")
    parts = [Verdict.of(None if kind is None else kind in rule.kinds)]
    parts.append(Verdict.of(None if restricted is None else not restricted))
    for name, limit in rule.limits.items():
        low, high = interval(facts.value(name))
        parts.append(Verdict.of(True if high <= limit else False if low > limit else None))
    verdict = all_of(parts)
    return _ANSWERS[verdict], lambda: _profit_words(rule, verdict)


def _profit_words(rule: SmallLowProfit, verdict: Verdict) -> str:
    limits = (
        f"应纳税所得额不超过{print_money(rule.limits['taxable_income'])}、"
        f"从业人员不超过{rule.limits['employees']}人、资产总额不超过{print_money(rule.limits['total_assets'])}"
    )
    words = {
        Verdict.MET: f"企业，非限制和禁止行业，{limits}，均符合",
        Verdict.NOT_MET: f"标准为企业、非限制和禁止行业、{limits}，其中至少一项不符合",
        Verdict.UNKNOWN: f"标准为企业、非限制和禁止行业、{limits}，有的情况不详，无法判定",
    }
    return words[verdict]


_ANSWERS: Mapping[Verdict, bool | None] = {Verdict.MET: True, Verdict.NOT_MET: False, Verdict.UNKNOWN: None}
_INDIVIDUALS = frozenset({"sole_trader", "family_farm"})


def above_quota_level(facts: Facts, standards: Standards, as_of: date) -> Answer:
    """Turnover reaches the 四上 line of the industry."""
    industry, kind = facts.value("industry"), facts.value("kind")
    low, high = interval(facts.value("annual_revenue"))
    rows = standards.above_scale.candidates(industry if isinstance(industry, str) else "")
    answers: set[bool | None] = set()
    for row in rows:
        for individual in (True, False) if kind is None else (kind in _INDIVIDUALS,):
            if row is None or (individual and not row.individual_ok):
                answers.add(False)
            elif row.minimum_fen is None:
                answers.add(None)
            else:
                answers.add(True if low >= row.minimum_fen else False if high < row.minimum_fen else None)
    answer = answers.pop() if len(answers) == 1 else None
    return answer, lambda: _quota_words(rows, answer)


def _quota_words(rows: frozenset[ScaleRow | None], answer: bool | None) -> str:
    names = "、".join(sorted(_scale_words(row) for row in rows if row))
    if not names:
        return "这一行业不在“四上”统计范围内"
    if len(rows) > 4:
        names = "行业不详，各行业标准不同"
    ends = {True: "已达到", False: "未达到", None: "现有情况不能判定"}
    return f"入统标准：{names}；{ends[answer]}"


def _scale_words(row: ScaleRow) -> str:
    least = row.rule if row.minimum_fen is None else f"年营业收入{print_money(row.minimum_fen)}以上"
    return f"{row.name}（{least}）"
