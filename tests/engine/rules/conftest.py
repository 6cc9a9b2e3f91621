"""A small invented vocabulary with a fact of every type."""

import pytest

from zhitong.engine.facts import Vocabulary, read_vocabulary
from zhitong.engine.proving.strategies import conditions
from zhitong.engine.standards import packaged_standards

FACTS = """
kind: {type: choice, label: 主体类型, options: {enterprise: 企业, sole_trader: 个体户, cooperative: 合作社}}
region: {type: code, tree: region, label: 所在地}
industry: {type: code, tree: industry, label: 所属行业}
annual_revenue: {type: money, label: 年营业收入, period: year, minimum: 0}
monthly_sales: {type: money, label: 月销售额, period: month, minimum: 0}
last_revenue: {type: money, label: 上年营业收入, period: year, minimum: 0}
loan_wanted: {type: money, label: 想贷款金额}
new_hires: {type: count, unit: 人, label: 新招人数, minimum: 0}
employees: {type: count, unit: 人, label: 从业人数, minimum: 0, changeable: true}
growth: {type: share, label: 增长率}
registered_on: {type: date, label: 登记日期}
bad_credit: {type: flag, label: 有不良信用记录}
taxed: {type: flag, label: 已办税务登记, changeable: true}
"""


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    found, problems = read_vocabulary(FACTS, packaged_standards().trees)
    assert problems == ()
    return found


@pytest.fixture(scope="session")
def any_condition(vocabulary):
    """The strategy for random trees, built once."""
    return conditions(vocabulary)
