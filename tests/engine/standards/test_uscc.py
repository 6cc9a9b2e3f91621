"""Credit codes: what is valid, and what is said about the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn.uscc import calc_check_digit

from zhitong.engine.standards import check_uscc, demo_uscc, is_demo, kind_of_uscc
from zhitong.engine.standards.uscc import ALPHABET

DEMO = "92150302DEM0000148"


def with_check_digit(seventeen):
    return seventeen + calc_check_digit(seventeen)


@pytest.mark.parametrize(
    "text", [DEMO, "92150302dem0000148", "９２１５０３０２DEM0000148", " 92150302-DEM000014-8\n"]
)
def test_written_forms_of_one_code(text):
    assert check_uscc(text) == (DEMO, None)


@pytest.mark.parametrize("prefix", ["91", "92", "93", "N1", "N2", "N3", "Y1", "A1", "12", "52"])
def test_every_department_of_the_standard_is_accepted(prefix):
    code = with_check_digit(f"{prefix}150302MA0ABCDE1")
    assert check_uscc(code) == (code, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "是空的"),
        ("150302600012345", "15位旧注册号"),
        ("9215030", "有7位，应为18位"),
        ("92150302DEM0000149", "校验码不符"),
        ("92150302DEM00O0148", "是否应为“0”"),
        ("95150302DEM0000148", "的开头“95”"),
        ("9215A302DEM0000148", "第3至8位"),
        ("92150302示例DEM01482", "第9位“示”"),
    ],
)
def test_unusable_codes_are_explained(text, words):
    code, problem = check_uscc(text)
    assert code is None
    assert words in problem.message


@given(st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(place, character):
    code = DEMO[:place] + character + DEMO[place + 1 :]
    assert (check_uscc(code)[0] is not None) == (code == DEMO)


@pytest.mark.parametrize("place", range(17))
def test_two_swapped_neighbours_are_noticed(place):
    code = DEMO[:place] + DEMO[place + 1] + DEMO[place] + DEMO[place + 2 :]
    assert (check_uscc(code)[0] is not None) == (code == DEMO)


@given(st.lists(st.integers(1, 3_000_000), unique=True, max_size=50))
def test_demo_codes_are_valid_unique_and_recognised(numbers):
    codes = {demo_uscc("92", "150302", number) for number in numbers}
    assert len(codes) == len(numbers)
    assert all(check_uscc(code) == (code, None) and is_demo(code) for code in codes)


def test_kinds_by_the_first_two_characters():
    assert kind_of_uscc(DEMO) == "sole_trader"
    assert kind_of_uscc("91" + DEMO[2:]) == "enterprise"
    assert kind_of_uscc("N1" + DEMO[2:]) is None
    assert not is_demo("91350100M000100Y43")
