"""Money and shares: exact in, exact out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhitong.engine.values import parse_money, parse_share, print_money, print_share


@given(st.integers(-(10**17), 10**17))
def test_money_survives_print_and_parse(fen):
    assert parse_money(print_money(fen)) == (fen, None)


@given(st.integers(-(10**12), 10**12))
def test_shares_survive_print_and_parse(share):
    assert parse_share(print_share(share)) == (share, None)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("500万元", 500_000_000),
        ("３亿元", 30_000_000_000),
        ("1,200元", 120_000),
        ("0.01元", 1),
        ("1.5 万", 1_500_000),
        ("2千万元", 2_000_000_000),
        ("人民币10万元", 10_000_000),
        ("100万元人民币", 100_000_000),
        ("-5元", -500),
    ],
)
def test_written_amounts(text, fen):
    assert parse_money(text) == (fen, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("500", "money_without_unit"),
        ("5百", "money_unit_unknown"),
        ("很多钱", "money_unreadable"),
        ("", "money_unreadable"),
        ("0.001元", "money_below_fen"),
        ("1" * 60 + "元", "money_unreadable"),
    ],
)
def test_unusable_amounts_say_how_to_write_them(text, code):
    fen, problem = parse_money(text)
    assert fen is None
    assert problem.code == code
    assert problem.message.endswith("。")


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "0元"),
        (500_000_000, "500万元"),
        (12_000_000_000, "1.2亿元"),
        (500_000_100, "5000001元"),
        (1_234_567, "12345.67元"),
        (1_000_000, "1万元"),
        (999_900, "9999元"),
    ],
)
def test_printed_amounts(fen, text):
    assert print_money(fen) == text


@pytest.mark.parametrize(("text", "share"), [("50%", 5000), ("０.5％", 50), ("5‰", 50), ("百分之12", 1200)])
def test_written_shares(text, share):
    assert parse_share(text) == (share, None)


@pytest.mark.parametrize("text", ["50", "33.333%", "半"])
def test_unusable_shares(text):
    share, problem = parse_share(text)
    assert share is None
    assert "请写成" in problem.message
