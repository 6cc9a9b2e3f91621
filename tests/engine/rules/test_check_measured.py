"""What the checker says of tests over several facts and over spans of days, word for word."""

import pytest

from zhitong.engine.rules.check import check_condition
from zhitong.engine.rules.json_form import condition_from_json, condition_to_json
from zhitong.engine.rules.text import parse_condition, print_condition
from zhitong.engine.values import Reference

REFERENCES = {"r1": Reference("doc", "一")}
MIXED = "条件：“年营业收入”与“月销售额”的单位或时间口径不同，请换成同一单位、同一时间口径的要素。"
TWICE = "条件：同一个要素写了两次，与自己相比没有意义，请换成另一个要素。"
BACKWARDS = "条件：2024-12-31 晚于 2024-01-01，没有日子能在两者之间，请把早的写在前面。"
MONTHS = "条件：运算 within_months_after 的值“2年”单位不对，请改成“6个月”这样的写法。"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("new_hires share_of_at_least 15% of employees", []),
        ("annual_revenue grown_by_at_least 10% over last_revenue", []),
        ("annual_revenue sum_at_least 500万元 per year with last_revenue", []),
        ("registered_on between_dates 2024-01-01 and 2024-12-31", []),
        ("registered_on within_months_after 6个月 of 2024-01-31", []),
        (
            "new_hires share_of_at_least 15% of monthly_sales",
            ["条件：“新招人数”是数量，“月销售额”却是金额，请换成同一类要素。"],
        ),
        ("annual_revenue share_of_at_least 15% of monthly_sales", [MIXED]),
        ("employees share_of_at_least 15% of employees", [TWICE]),
        (
            "new_hires share_of_at_least 15人 of employees",
            ["条件：“15人”不是比例，请改成“15%”这样的写法，不写 per。"],
        ),
        (
            "new_hires share_of_at_least 15% of employes",
            ["条件：要素“employes”不在要素表里，是不是想写“employees”。"],
        ),
        ("registered_on between_dates 2024-12-31 and 2024-01-01", [BACKWARDS]),
        ("registered_on within_months_after 2年 of 2024-12-31", [MONTHS]),
        ("employees at_most $most_people", ["条件：所写的参数不在参数表里，请改写成数或日期。"]),
    ],
)
def test_message_says_where_and_what_to_do(text, messages, vocabulary):
    condition, problems = parse_condition(f"{text} [r1]")
    assert problems == ()
    assert print_condition(condition) == f"{text} [r1]\n"
    assert condition_from_json(condition_to_json(condition)) == (condition, ())
    assert [one.message for one in check_condition(condition, vocabulary, REFERENCES)] == messages
