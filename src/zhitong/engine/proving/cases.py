"""The cases of a pack through any back end: `run_cases(pack, standards, back_end)`."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhitong.engine.facts import with_derived
from zhitong.engine.packs import Case, Expectation, Pack
from zhitong.engine.proving.back_ends import Answer, BackEnd, interpreted
from zhitong.engine.rules.provision import Provision
from zhitong.engine.rules.whole import window_state
from zhitong.engine.standards import Standards
from zhitong.engine.values import print_money


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that came out otherwise, in one Chinese sentence."""

    case: str
    provision: str
    message: str


def run_cases(pack: Pack, standards: Standards, back_end: BackEnd = interpreted) -> tuple[Failure, ...]:
    """Every expectation that a back end does not meet; empty when all is well."""
    failures: list[Failure] = []
    for case in pack.cases:
        failures += _run_case(case, pack, standards, back_end)
    return tuple(failures)


def _run_case(case: Case, pack: Pack, standards: Standards, back_end: BackEnd) -> list[Failure]:
    facts = with_derived(case.facts, pack.vocabulary, standards, case.as_of)
    known = [each for each in case.expectations if each.provision in pack.provisions]
    provisions = [pack.provisions[each.provision] for each in known]
    answers = back_end(provisions, [facts], case.as_of, pack.vocabulary)[0]
    failures = [
        Failure(case.key, each.provision, f"案例“{case.title}”所指的事项“{each.provision}”不存在。")
        for each in case.expectations
        if each.provision not in pack.provisions
    ]
    for expectation, provision, answer in zip(known, provisions, answers, strict=True):
        for said in _differences(case, expectation, provision, answer):
            message = f"案例“{case.title}”中“{provision.title}”{said}。"
            failures.append(Failure(case.key, provision.key, message))
    return failures


def _differences(case: Case, wanted: Expectation, provision: Provision, answer: Answer) -> Sequence[str]:
    found = []
    if answer.verdict != wanted.verdict:
        found.append(f"应为 {wanted.verdict}，实为 {answer.verdict.value}")
    state = window_state(provision.window, case.as_of)
    if wanted.window and state != wanted.window:
        found.append(f"时间状态应为 {wanted.window}，实为 {state}")
    asked = (wanted.low_fen, wanted.high_fen)
    if asked != (None, None) and answer.amount is not None and answer.amount != asked:
        found.append(f"金额应为{_range(asked)}，实为{_range(answer.amount)}")
    return found


def _range(ends: tuple[int | None, int | None]) -> str:
    low, high = ("不限" if end is None else print_money(end) for end in ends)
    return low if low == high else f"{low}至{high}"
