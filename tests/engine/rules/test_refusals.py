"""Every refusal word for word: where it is and what to do."""

from dataclasses import replace
from datetime import date

import pytest

from zhitong.engine.facts import read_vocabulary
from zhitong.engine.proving.random_rules import provision_of
from zhitong.engine.rules.amounts import Tier, Tiers
from zhitong.engine.rules.check import check_condition, check_provision
from zhitong.engine.rules.nodes import Quantity
from zhitong.engine.rules.parameters import Parameter, ParameterValue
from zhitong.engine.rules.provision import Window
from zhitong.engine.rules.text import parse_condition
from zhitong.engine.values import Reference

REFERENCES = {"r1": Reference("doc", "第一条")}
ALWAYS = "这个条件总是成立，等于没有写，请核对数值，或删去这一行。"
NEVER = "这个条件永远不成立，请核对数值。"


def messages(text, vocabulary):
    condition, problems = parse_condition(text)
    assert problems == ()
    return [one.message for one in check_condition(condition, vocabulary, REFERENCES)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        # unit and period mixed up
        (
            "employees at_least 10户 [r1]",
            "条件：“10户”的单位是“户”，要素“从业人数”的单位是“人”，请改成同一单位。",
        ),
        ("employees at_least 10 [r1]", "条件：“10”没有单位，要素“从业人数”的单位是“人”，请改成同一单位。"),
        (
            "annual_revenue at_least 500人 per year [r1]",
            "条件：“年营业收入”是金额，“500人”却是数量，请改成“500万元”这样的写法。",
        ),
        (
            "annual_revenue at_least 500万元 per month [r1]",
            "条件：“500万元”按每月计，“年营业收入”按每年计，请换算后改成 per year，或换用相应的要素。",
        ),
        (
            "annual_revenue at_least 500万元 [r1]",
            "条件：“500万元”没有写期间，“年营业收入”按每年计，请在后面写 per year。",
        ),
        # without clause
        ("employees at_least 10人", "条件：这个条件没有注明依据，请在行末写上依据编号，如 [r1]。"),
        ("employees at_least 10人 [r9]", "条件：引用了不存在的依据“r9”，请在 references 补上，或改正编号。"),
        # what does not exist
        ("employes at_least 10人 [r1]", "条件：要素“employes”不在要素表里，是不是想写“employees”。"),
        ("region within 9999 [r1]", "条件：行政区划“9999”不在代码表中，请核对代码。"),
        (
            "kind is firm [r1]",
            "条件：“主体类型”没有“firm”这个选项，可用：enterprise（企业）、sole_trader（个体户）、cooperative（合作社）。",
        ),
        # always, never, against itself
        ("employees at_least 0人 [r1]", f"条件：{ALWAYS}"),
        ("employees less_than 0人 [r1]", f"条件：{NEVER}"),
        ("new_hires share_of_at_least 0% of employees [r1]", f"条件：{ALWAYS}"),
        ("new_hires sum_at_least 0人 with employees [r1]", f"条件：{ALWAYS}"),
        ("new_hires sum_at_most -1人 with employees [r1]", f"条件：{NEVER}"),
        ("new_hires fallen_by_at_least 101% over employees [r1]", f"条件：{NEVER}"),
        (
            "all:\n  employees at_least 10人 [r1]\n  employees less_than 10人 [r1]",
            "条件：关于“从业人数”的几个条件互相矛盾，不可能同时符合，请核对数值，或改用“任一”。",
        ),
        (
            "any:\n  employees at_least 10人 [r1]\n  employees less_than 10人 [r1]",
            "条件：关于“从业人数”的几个条件合起来总有一个成立，等于没有写，请核对数值，或改用“同时”。",
        ),
        ("any:", "条件：“任一”下面没有条件，永远不成立，请补上条件。"),
        (
            "all:\n  taxed is yes [r1]\n  at_least 3:\n    bad_credit is yes [r1]",
            "条件/同时/2：只有1项，永远到不了3项，请核对项数。",
        ),
        (
            "registered_on months_until_at_most 13000个月 [r1]",
            "条件：“13000个月”不合常理，请写 0 到 100 年之间的时间。",
        ),
    ],
)
def test_condition(text, message, vocabulary):
    assert messages(text, vocabulary) == [message]


@pytest.mark.parametrize(
    "text",
    [
        "new_hires share_of_at_least 1% of employees [r1]",
        "new_hires share_of_at_most 100% of employees [r1]",
        "new_hires sum_at_least 1人 with employees [r1]",
        "new_hires sum_at_most 0人 with employees [r1]",
        "new_hires fallen_by_at_least 100% over employees [r1]",
        "annual_revenue grown_by_at_least 10% over last_revenue [r1]",
        "registered_on months_until_at_most 0个月 [r1]",
    ],
)
def test_tests_that_may_go_either_way_pass(text, vocabulary):
    assert messages(text, vocabulary) == []


def of_provision(vocabulary, **changes):
    given = {"window": Window(None, None, long_term=True, cites=("r1",)), "references": REFERENCES}
    base = replace(provision_of(parse_condition("taxed is yes [r1]")[0], "p.one"), **(given | changes))
    return [one.message for one in check_provision(base, vocabulary)]


@pytest.mark.parametrize(
    ("tiers", "message"),
    [
        ((Tier(0, 1), Tier(0, 2)), "第2档与上一档起点相同，请改正起点。"),
        ((Tier(0, 1), Tier(9, 2), Tier(5, 3)), "第3档的起点低于上一档，请按起点从小到大排列。"),
        ((Tier(100, 1),), "第一档以下没有写明给多少，如果确实没有，请加一档 {from: 0, value: 0元} 写明。"),
        ((), "分档表是空的，请至少写一档。"),
    ],
)
def test_table_with_gap_or_overlap(tiers, message, vocabulary):
    found = of_provision(vocabulary, amount=Tiers("employees", tiers, cites=("r1",)))
    assert found == [f"p.one 金额：{message}"]


def value(starts, ends, **changes):
    given = {"reference": Reference("law", "一"), "inclusive": True} | changes
    return ParameterValue(starts, ends, Quantity(10, "10人"), **given)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ((), "没有数值，请至少写一个带起止日期和条款的数值。"),
        ((value(date(2025, 1, 1), date(2024, 1, 1)),), "的截止日期早于开始日期，请改正起止日期。"),
        (
            (value(None, date(2024, 12, 31)), value(date(2024, 12, 31), None)),
            "有两个数值的日期重叠，请按先后排列并改正起止日期。",
        ),
        (
            (value(None, date(2024, 12, 31)), value(date(2025, 1, 2), None)),
            "在2024年12月31日之后、2025年1月2日之前没有数值，请补上这一段的数值和条款。",
        ),
        ((value(None, None, inclusive=None),), "没有写明界限本身算不算，请写 inclusive: true 或 false。"),
        (
            (value(None, None, reference=Reference("law", "")),),
            "有数值没有注明条款，请写 document 和 clause。",
        ),
    ],
)
def test_threshold_without_validity_inclusivity_or_clause(values, message, vocabulary):
    condition = parse_condition("employees at_most $most [r1]")[0]
    parameters = {"most": Parameter("most", "人数上限", values)}
    found = of_provision(vocabulary, condition=condition, parameters=parameters)
    assert f"p.one 参数：参数“人数上限”{message}" in found


def test_derived_facts_that_go_in_a_circle():
    flag = {"type": "flag", "derived": "is_micro_small"}
    content = {"a": flag | {"label": "甲", "inputs": ["b"]}, "b": flag | {"label": "乙", "inputs": ["a"]}}
    _, problems = read_vocabulary({"facts": content})
    assert problems[0].message == "推算要素“甲”绕了一圈又依赖自己（甲→乙→甲），请去掉其中一个依赖。"


def test_window_without_end(vocabulary):
    window = Window(date(2024, 1, 1), None, cites=("r1",))
    assert of_provision(vocabulary, window=window) == [
        "p.one 期限：没有截止日期，也没有写明长期，"
        "请写明截止日期；文件写明长期有效的写 long_term: true；文件没有写的在 note 中说明。"
    ]
