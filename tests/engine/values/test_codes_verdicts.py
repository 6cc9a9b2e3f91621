"""Code trees and three-valued logic."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhitong.engine.standards import packaged_standards
from zhitong.engine.values import Verdict, all_of, any_of, at_least, negate, within

STANDARDS = packaged_standards()
TREES = [STANDARDS.regions, STANDARDS.industries]
CODES = [st.sampled_from(sorted(tree.entries)) for tree in TREES]
MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("code", "ancestor", "verdict"),
    [
        ("150302", "1503", MET),
        ("1503", "1503", MET),
        ("1503", "150302", UNKNOWN),
        ("1502", "1503", NOT_MET),
        ("15", "", MET),
        ("F5211", "F52", MET),
        ("F", "F52", UNKNOWN),
        ("F51", "F52", NOT_MET),
    ],
)
def test_within(code, ancestor, verdict):
    assert within(code, ancestor) is verdict


@pytest.mark.parametrize("codes", CODES, ids=["regions", "industries"])
def test_tree_laws(codes):
    @given(codes, codes)
    def laws(one, other):
        assert within(one, one) is MET
        forward, backward = within(one, other), within(other, one)
        assert (forward is UNKNOWN) == (backward is MET and one != other)
        assert (forward is NOT_MET) == (backward is NOT_MET)

    laws()


@pytest.mark.parametrize("tree", TREES, ids=["regions", "industries"])
def test_every_code_lies_within_its_ancestors_and_reads_back(tree):
    for entry in tree:
        chain = tree.ancestors(entry.code)
        assert chain[-1] is entry
        assert all(within(entry.code, above.code) is MET for above in chain)
        assert tree.normalise(entry.printed) == (entry.code, None)
        assert entry.parent == "" or entry in tree.children(entry.parent)


def test_written_forms_are_understood_and_wrong_ones_refused():
    regions, industries = TREES
    assert regions.normalise(" １５０３００ ")[0] == "1503"
    assert regions.normalise("150302001000")[0] == "150302001"
    assert industries.normalise("h62")[0] == "H62"
    assert industries.normalise("5211")[0] == "F5211"
    for tree, wrong in ((regions, "999999"), (regions, "海勃"), (industries, "G52"), (industries, "0000")):
        code, problem = tree.normalise(wrong)
        assert code is None
        assert wrong in problem.message
    assert industries.within("52", "F") is MET
    assert industries.within("??", "F") is UNKNOWN


def test_variant_characters_find_the_same_place():
    (entry,) = STANDARDS.regions.named("宝格达音高勒苏木")
    assert entry.name == "宝格达音髙勒苏木"


def test_all_any_and_not_follow_kleene():
    truth = {MET: 1.0, UNKNOWN: 0.5, NOT_MET: 0.0}
    for size in range(4):
        for verdicts in itertools.product(Verdict, repeat=size):
            values = [truth[verdict] for verdict in verdicts]
            assert truth[all_of(verdicts)] == min(values, default=1.0)
            assert truth[any_of(verdicts)] == max(values, default=0.0)
    assert [negate(verdict) for verdict in (MET, UNKNOWN, NOT_MET)] == [NOT_MET, UNKNOWN, MET]


@given(st.lists(st.sampled_from(list(Verdict)), max_size=6), st.integers(0, 7))
def test_at_least_answers_when_every_completion_agrees(verdicts, needed):
    choices = [(True, False) if verdict is UNKNOWN else (verdict is MET,) for verdict in verdicts]
    answers = {sum(completion) >= needed for completion in itertools.product(*choices)}
    expected = Verdict.of(answers.pop() if len(answers) == 1 else None)
    assert at_least(needed, verdicts) is expected
