"""Checking a provision's rule before anybody relies on it: `check_provision(provision, vocabulary)`.

Every problem says where (`where` is a path such as 条件/同时/2) and what to do. Errors must be mended
before publication; warnings are looked at.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from zhitong.engine.facts import Vocabulary
from zhitong.engine.rules.check_amount import amount_problems
from zhitong.engine.rules.check_leaf import Finding, judgement_problems, leaf_problems
from zhitong.engine.rules.check_limits import limit_problems
from zhitong.engine.rules.check_logic import logic_problems
from zhitong.engine.rules.check_parameter import amount_parameter_problems, parameter_problems
from zhitong.engine.rules.nodes import All, AnyOf, AtLeast, Condition, Judgement, Leaf, Not
from zhitong.engine.rules.of_day import own_condition, with_figures_of
from zhitong.engine.rules.operators import OPERATORS
from zhitong.engine.rules.parameters import names_in
from zhitong.engine.rules.provision import KINDS, Provision
from zhitong.engine.values import Problem, Reference, Severity


def check_provision(provision: Provision, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Everything wrong with condition, amount and window of a provision."""
    days = sorted({each.starts or date.min for one in provision.parameters.values() for each in one.values})
    rules = [with_figures_of(provision, day, day) for day in days or [date.min]]
    findings = [
        *dict.fromkeys(
            one
            for rule in rules
            for one in _leaf_findings(own_condition(rule), "条件", vocabulary, provision.references)
        ),
        *_parameter_findings(provision),
        *dict.fromkeys(
            one
            for rule in rules
            for one in _prefixed("金额", amount_problems(rule.amount, vocabulary, provision.references))
        ),
        *_prefixed("期限", _window_problems(provision)),
        *(
            ("总量", one)
            for limit in (provision.budget, provision.quota)
            if limit is not None
            for one in limit_problems(limit, provision.references)
        ),
        *_prefixed("种类", _kind_problems(provision)),
    ]
    if not any(finding.severity is Severity.ERROR for _, finding in findings):
        findings += dict.fromkeys(
            one for rule in rules for one in logic_problems(rule.condition, "条件", vocabulary)
        )
    return tuple(_problem(where, finding, provision.key) for where, finding in findings)


def _parameter_findings(provision: Provision) -> Iterator[tuple[str, Finding]]:
    tested = names_in(provision.condition)
    for key, each in provision.parameters.items():
        yield from _prefixed("参数", parameter_problems(each, key in tested))
    yield from _prefixed("金额", amount_parameter_problems(provision.amount, provision.parameters))


def check_condition(
    condition: Condition, vocabulary: Vocabulary, references: Mapping[str, Reference]
) -> tuple[Problem, ...]:
    """Everything wrong with a condition by itself."""
    findings = _leaf_findings(condition, "条件", vocabulary, references)
    if not any(finding.severity is Severity.ERROR for _, finding in findings):
        findings += logic_problems(condition, "条件", vocabulary)
    return tuple(_problem(where, finding, "") for where, finding in findings)


def _problem(where: str, finding: Finding, key: str) -> Problem:
    place = f"{key} {where}".strip()
    message = f"{place}：{finding.message}，{finding.advice}。"
    return Problem(finding.code, message, where=place, advice=finding.advice, severity=finding.severity)


def _prefixed(where: str, findings: Iterator[Finding]) -> Iterator[tuple[str, Finding]]:
    return ((where, finding) for finding in findings)


def _leaf_findings(
    node: Condition, where: str, vocabulary: Vocabulary, references: Mapping[str, Reference]
) -> list[tuple[str, Finding]]:
    match node:
        case Leaf():
            return list(_prefixed(where, leaf_problems(node, vocabulary, references)))
        case Judgement():
            return list(_prefixed(where, judgement_problems(node, references)))
        case Not(part):
            return _leaf_findings(part, f"{where}/非", vocabulary, references)
    name = {All: "同时", AnyOf: "任一", AtLeast: "至少"}[type(node)]
    return [
        finding
        for number, part in enumerate(node.parts, start=1)
        for finding in _leaf_findings(part, f"{where}/{name}/{number}", vocabulary, references)
    ]


def _window_problems(provision: Provision) -> Iterator[Finding]:
    window = provision.window
    if window.starts and window.ends and window.starts > window.ends:
        yield Finding("window_reversed", "截止日期早于开始日期", "请改正起止日期")
    if window.long_term and window.ends:
        yield Finding("window_double", "既写了长期又写了截止日期", "请只留一个")
    if window.ends is None and not window.long_term:
        advice = "请写明截止日期；文件写明长期有效的写 long_term: true；文件没有写的在 note 中说明"
        severity = Severity.WARNING if window.note else Severity.ERROR
        yield Finding("window_open_ended", "没有截止日期，也没有写明长期", advice, severity)
    yield from _uncited(window.cites, provision.references, "期限")
    stated = window.starts is not None or window.ends is not None or window.long_term
    if stated and not window.cites:
        yield Finding("window_uncited", "期限没有注明依据", "请在 window 里写 cites")


def _kind_problems(provision: Provision) -> Iterator[Finding]:
    if provision.kind not in KINDS:
        yield Finding("kind_unknown", f"“{provision.kind}”不是事项种类", f"可用：{'、'.join(KINDS)}")


def _uncited(cites: tuple[str, ...], references: Mapping[str, Reference], what: str) -> Iterator[Finding]:
    for cite in cites:
        if cite not in references:
            yield Finding(
                "cite_unknown", f"{what}引用了不存在的依据“{cite}”", "请在 references 补上，或改正编号"
            )


def operators_for(fact_type: str) -> tuple[str, ...]:
    """Keys of the operators that may be used on a type of fact, for forms and messages."""
    return tuple(key for key, operator in OPERATORS.items() if fact_type in operator.types)
