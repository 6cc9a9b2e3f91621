"""The cases of the packaged packs, and what happens when one is wrong."""

from dataclasses import replace

import pytest

from zhitong.engine.packs import PACKS, list_packs, read_pack
from zhitong.engine.proving.back_ends import compiled, interpreted
from zhitong.engine.proving.cases import run_cases
from zhitong.engine.proving.reference import reference
from zhitong.engine.values import Severity


@pytest.mark.parametrize("back_end", [interpreted, compiled, reference])
@pytest.mark.parametrize("key", [info.key for info in list_packs()])
def test_cases_of_every_pack_hold(key, back_end, standards):
    pack, problems = read_pack(PACKS / key)
    assert [problem.message for problem in problems if problem.severity is Severity.ERROR] == []
    assert run_cases(pack, standards, back_end) == ()


def test_wrong_expectation_is_told_in_words(standards):
    pack = next(pack for info in list_packs() if (pack := read_pack(PACKS / info.key)[0]).cases)
    case = pack.cases[0]
    wrong = tuple(
        replace(
            each,
            verdict="met" if each.verdict != "met" else "not_met",
            window="upcoming",
            low_fen=1,
            high_fen=1,
        )
        for each in case.expectations[:1]
    )
    lost = replace(wrong[0], provision="pack.nowhere")
    failures = run_cases(replace(pack, cases=(replace(case, expectations=(*wrong, lost)),)), standards)
    assert len(failures) >= 3
    assert all(failure.message.startswith(f"案例“{case.title}”") for failure in failures)
