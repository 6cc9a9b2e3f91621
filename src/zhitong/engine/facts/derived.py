"""Facts that follow from other facts, three-valued, each with the working that shows how."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from zhitong.engine.facts.amounts import interval
from zhitong.engine.facts.definitions import Vocabulary
from zhitong.engine.facts.known import Facts, FactValue, Value
from zhitong.engine.standards import CLASSES, INDICATORS, Standards
from zhitong.engine.values import Band, Verdict, all_of, full_months_between, print_date, print_money

SIZE_FACTS = frozenset(INDICATORS.values())
SIZE_WORDS = dict(zip(CLASSES, ("微型", "小型", "中型", "大型"), strict=True))


@dataclass(frozen=True, slots=True)
class Working:
    """How a derived fact came about: its value (None: cannot tell), what it looked at, and why in Chinese.

    `missing` are the inputs that would have to be known, or known more closely.
    """

    fact: str
    value: Value | None
    inputs: tuple[tuple[str, FactValue | None], ...]
    text: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DerivedFact:
    """One rule: what it looks at and how it answers; `by_size` ones look only at the figures of their row."""

    key: str
    inputs: tuple[str, ...]
    answer: Callable[[Facts, Standards, date], tuple[Value | None, str]]
    by_size: bool = False


def derive(key: str, facts: Facts, standards: Standards, as_of: date) -> Working:
    """The working of one derived fact; `key` is the name of its rule."""
    rule = DERIVED[key]
    value, text = rule.answer(facts, standards, as_of)
    inputs = tuple((name, facts.get(name)) for name in rule.inputs)
    missing = () if value is not None else tuple(_missing(rule, facts, standards))
    return Working(key, value, inputs, text, missing)


def _missing(rule: DerivedFact, facts: Facts, standards: Standards) -> Iterator[str]:
    industry = facts.value("industry")
    candidates = standards.sizes.candidates(industry) if isinstance(industry, str) else frozenset()
    looked_at = {t.fact for key in candidates if key for t in standards.sizes.rows[key].thresholds}
    for name in rule.inputs:
        value = facts.value(name)
        if name == "industry" and value is not None:
            if len(candidates) > 1:
                yield name
        elif rule.by_size and name in SIZE_FACTS and candidates and name not in looked_at:
            continue
        elif value is None or isinstance(value, Band):
            yield name


def workings(facts: Facts, vocabulary: Vocabulary, standards: Standards, as_of: date) -> dict[str, Working]:
    """Every derived fact of the vocabulary with its working."""
    return {
        definition.key: derive(definition.derived, facts, standards, as_of)
        for definition in vocabulary.derived_facts
    }


def with_derived(facts: Facts, vocabulary: Vocabulary, standards: Standards, as_of: date) -> Facts:
    """The facts known by `as_of`, and everything that follows from them.

    What follows from figures replaces what somebody stated; where nothing follows the statement stays.
    A derived value is as old as the oldest fact behind it.
    """
    known = facts.as_of(as_of)
    values = dict(known)
    for key, working in workings(known, vocabulary, standards, as_of).items():
        if working.value is not None:
            days = [fact.as_of for _, fact in working.inputs if fact is not None and fact.as_of is not None]
            values[key] = FactValue(working.value, "derived", min(days, default=None))
    return Facts(values)


def _years_registered(facts: Facts, standards: Standards, as_of: date) -> tuple[Value | None, str]:
    months, text = _months_since_registration(facts, as_of)
    if months is None:
        return None, text
    return months // 12, f"{text}，已满{months // 12}年"


def _operating_months(facts: Facts, standards: Standards, as_of: date) -> tuple[Value | None, str]:
    months, text = _months_since_registration(facts, as_of)
    return months, text if months is None else f"{text}，已满{months}个月"


def _months_since_registration(facts: Facts, as_of: date) -> tuple[int | None, str]:
    day = facts.value("registered_on")
    if not isinstance(day, date):
        return None, "登记日期不详，无法推算登记年限"
    if day > as_of:
        return None, f"登记日期{print_date(day)}晚于判定日{print_date(as_of)}，无法推算登记年限"
    return full_months_between(day, as_of), f"{print_date(day)}登记，到{print_date(as_of)}"


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


def _size_class(facts: Facts, standards: Standards, as_of: date) -> tuple[Value | None, str]:
    span = size_span(facts, standards)
    if span is None:
        return None, _no_size_row(facts, standards)
    lowest, highest, rows = span
    if lowest == highest:
        return CLASSES[lowest], f"按{rows}的划型标准，各项指标逐档对照，属于{SIZE_WORDS[CLASSES[lowest]]}"
    words = "、".join(SIZE_WORDS[name] for name in CLASSES[lowest : highest + 1])
    return None, f"按{rows}的划型标准，现有指标还不能判定，可能是{words}"


def _no_size_row(facts: Facts, standards: Standards) -> str:
    industry = facts.value("industry")
    if not isinstance(industry, str):
        return "所属行业不详，无法判定规模"
    why = standards.sizes.reason_not_covered(industry)
    if why:
        return f"划型标准没有列出这一行业（{why}），需经办人指定参照行业"
    return "行业代码太粗，其中有的行业划型标准没有列出，无法判定规模"


def _is_micro_small(facts: Facts, standards: Standards, as_of: date) -> tuple[Value | None, str]:
    kind = facts.value("kind")
    if kind is not None and kind != "enterprise":
        return False, "不是企业，不按小微企业认定"
    span = size_span(facts, standards)
    small = CLASSES.index("small")
    if span is None:
        return None, _no_size_row(facts, standards)
    lowest, highest, rows = span
    if lowest > small:
        return False, f"按{rows}的划型标准，规模在小型以上"
    if highest > small:
        return None, f"按{rows}的划型标准，现有指标还不能判定是否属于小型、微型"
    if kind is None:
        return None, "主体类型不详，无法判定是否属于小微企业"
    return True, f"企业，按{rows}的划型标准属于小型或微型"


def _small_low_profit(facts: Facts, standards: Standards, as_of: date) -> tuple[Value | None, str]:
    rule = standards.small_low_profit
    if as_of not in rule.days:
        return None, f"{print_date(as_of)}适用的小型微利企业标准未收录，无法判定"
    kind, restricted = facts.value("kind"), facts.value("restricted_industry")
    parts = [Verdict.of(None if kind is None else kind in rule.kinds)]
    parts.append(Verdict.of(None if restricted is None else not restricted))
    for name, limit in rule.limits.items():
        low, high = interval(facts.value(name))
        parts.append(Verdict.of(True if high <= limit else False if low > limit else None))
    verdict = all_of(parts)
    limits = (
        f"应纳税所得额不超过{print_money(rule.limits['taxable_income'])}、"
        f"从业人员不超过{rule.limits['employees']}人、资产总额不超过{print_money(rule.limits['total_assets'])}"
    )
    words = {
        Verdict.MET: f"企业，非限制和禁止行业，{limits}，均符合",
        Verdict.NOT_MET: f"标准为企业、非限制和禁止行业、{limits}，其中至少一项不符合",
        Verdict.UNKNOWN: f"标准为企业、非限制和禁止行业、{limits}，有的情况不详，无法判定",
    }
    return _ANSWERS[verdict], words[verdict]


_ANSWERS: Mapping[Verdict, bool | None] = {Verdict.MET: True, Verdict.NOT_MET: False, Verdict.UNKNOWN: None}
_INDIVIDUALS = frozenset({"sole_trader", "family_farm"})


def _above_quota_level(facts: Facts, standards: Standards, as_of: date) -> tuple[Value | None, str]:
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
    names = "、".join(sorted(_scale_words(row.name, row.minimum_fen, row.rule) for row in rows if row))
    if not names:
        return answer, "这一行业不在“四上”统计范围内"
    if len(rows) > 4:
        names = "行业不详，各行业标准不同"
    ends = {True: "已达到", False: "未达到", None: "现有情况不能判定"}
    return answer, f"入统标准：{names}；{ends[answer]}"


def _scale_words(name: str, minimum_fen: int | None, rule: str) -> str:
    return f"{name}（{rule if minimum_fen is None else '年营业收入' + print_money(minimum_fen) + '以上'}）"


DERIVED: dict[str, DerivedFact] = {
    rule.key: rule
    for rule in (
        DerivedFact(
            "size_class",
            ("industry", "employees", "annual_revenue", "total_assets"),
            _size_class,
            by_size=True,
        ),
        DerivedFact(
            "is_micro_small",
            ("kind", "industry", "employees", "annual_revenue", "total_assets"),
            _is_micro_small,
            by_size=True,
        ),
        DerivedFact(
            "small_low_profit",
            ("kind", "taxable_income", "employees", "total_assets", "restricted_industry"),
            _small_low_profit,
        ),
        DerivedFact("years_registered", ("registered_on",), _years_registered),
        DerivedFact("operating_months", ("registered_on",), _operating_months),
        DerivedFact("above_quota_level", ("kind", "industry", "annual_revenue"), _above_quota_level),
    )
}
