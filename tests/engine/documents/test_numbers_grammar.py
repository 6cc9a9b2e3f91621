"""Numbers, quantities and dates: what is read, where it stands, and back again."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhitong.engine.documents.figures.dates import find_days, years_on
from zhitong.engine.documents.figures.numbers import han_integer, plain, print_han, share
from zhitong.engine.documents.figures.quantities import find_quantities
from zhitong.engine.documents.text.squeezing import squeeze


@given(st.integers(0, 10**12 - 1))
def test_a_numeral_is_read_back_as_it_was_printed(number):
    assert han_integer(print_han(number)) == number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("8.2万", 82000),
        ("1,000", 1000),
        ("两", 2),
        ("十四", 14),
        ("二百三十", 230),
        ("一亿零一万", 100010000),
        ("甲", None),
    ],
)
def test_plain_numbers(words, value):
    assert plain(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("百分之三十", "30"),
        ("万分之五", "0.05"),
        ("千分之三", "0.3"),
        ("三分之一", "33.33"),
        ("四分之三", "75"),
        ("三十", None),
    ],
)
def test_shares_are_in_per_cent(words, value):
    assert share(words) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8.2万户以上", (82000, None, "户", ">=")),
        ("总投资2万亿元", (20000, None, "亿元", "=")),
        ("不少于 3500 户", (3500, None, "户", ">=")),
        ("１，０００万元", (1000, None, "万元", "=")),
        ("5%—20%", (5, 20, "%", "=")),
        ("5万—10万元", (5, 10, "万元", "=")),
        ("16—24周岁", (16, 24, "周岁", "=")),
        ("控制在1%以内", (1, None, "%", "<=")),
        ("10万元及以下", (10, None, "万元", "<=")),
        ("500家左右", (500, None, "家", "~")),
        ("最高50万元", (50, None, "万元", "<=")),
        ("两次以上", (2, None, "次", ">=")),
        ("实现翻番", (2, None, "倍", "=")),
        ("7个工作日内", (7, None, "工作日", "<=")),
        ("提高5个百分点", (5, None, "个百分点", "=")),
    ],
)
def test_quantities(text, expected):
    (found,) = find_quantities(squeeze(text).text)

    assert (found.value, found.high, found.unit, found.comparator) == expected


@pytest.mark.parametrize(
    "text", ["2025年底", "国发〔2009〕36号", "第3名", "一次性补贴", "“一条龙”之外的人民"]
)
def test_what_is_not_a_quantity(text):
    assert [one for one in find_quantities(text) if not one.han] == []


def test_several_amounts_keep_their_places():
    text = "分别给予100万元、50万元和30万元"

    assert [text[one.start : one.end] for one in find_quantities(text)] == ["100万元", "50万元", "30万元"]


def test_per_unit_amounts():
    assert [one.per for one in find_quantities("补贴100元/亩，每人每月500元")] == ["/亩", "每人每月"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("到2025年底", "2025-12-31"), ("2023年12月31日前", "2023-12-31"), ("“十四五”末", "2025-12-31"),
        ("2023—2025年", "2025-12-31"), ("二〇二五年六月一日", "2025-06-01"), ("2024年2月", "2024-02-29"),
        ("2026.01.09", "2026-01-09"), ("2025年上半年", "2025-06-30"),
    ],
)  # fmt: skip
def test_dates_end_on_their_last_day(text, last):
    (found,) = find_days(text)

    assert found.last.isoformat() == last


@pytest.mark.parametrize("text", ["2023年2月30日", "1899年", "第12条", "3500户"])
def test_impossible_dates_are_none(text):
    assert find_days(text) == ()


def test_a_term_of_years_ends_the_day_before():
    assert years_on(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert years_on(date(2099, 5, 1), 5) == date(2104, 4, 30)


@given(st.text(alphabet="一二十百千万亿〇两0123456789.,%户元年月日至—第（） \n", max_size=40))
def test_no_text_breaks_the_grammar_and_offsets_lead_back(text):
    copy = squeeze(text)

    for one in [*find_quantities(copy.text), *find_days(copy.text)]:
        start, end = copy.back(one.start, one.end)
        assert squeeze(text[start:end]).text.replace(",", "，") == copy.text[one.start : one.end].replace(
            ",", "，"
        )
