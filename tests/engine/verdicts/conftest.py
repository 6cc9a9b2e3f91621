"""A small invented vocabulary, and a maker of provisions."""

from dataclasses import replace
from datetime import date

import pytest

from zhitong.engine.facts import Facts, FactValue, Vocabulary, read_vocabulary
from zhitong.engine.proving.random_rules import provision_of
from zhitong.engine.rules.amounts import Fixed
from zhitong.engine.rules.provision import Window
from zhitong.engine.rules.text import parse_condition
from zhitong.engine.standards import packaged_standards
from zhitong.engine.values import Reference

FACTS = """
kind: {type: choice, label: 主体类型, question: 哪类主体？, options: {enterprise: 企业, sole_trader: 个体户}}
region: {type: code, tree: region, label: 所在地, question: 您在哪个旗县？}
annual_revenue: {type: money, label: 年营业收入, period: year, question: 去年收入多少？, minimum: 0}
employees: {type: count, unit: 人, label: 从业人数, question: 有几个人？, minimum: 0, changeable: true}
graduates_hired: {type: count, unit: 人, label: 招用毕业生, question: 几个？, minimum: 0, changeable: true}
registered_on: {type: date, label: 登记日期, question: 哪天登记的？}
bad_credit: {type: flag, label: 有不良信用记录, question: 有没有不良记录？, sensitivity: sensitive}
taxed: {type: flag, label: 已办税务登记, question: 办了税务登记吗？, changeable: true}
unasked: {type: flag, label: 无法询问的事}
years_registered: {type: count, unit: 年, label: 登记年数, derived: years_registered, inputs: [registered_on]}
"""
AS_OF = date(2026, 11, 24)


@pytest.fixture(scope="session")
def standards():
    return packaged_standards()


@pytest.fixture(scope="session")
def vocabulary(standards) -> Vocabulary:
    found, problems = read_vocabulary(FACTS, standards.trees)
    assert problems == ()
    return found


def rule(text, key="p.one", **changes):
    """A provision of 1,000 yuan a year, valid through 2026 and 2027, with the condition of a text."""
    condition, problems = parse_condition(text)
    assert problems == ()
    window = Window(date(2026, 1, 1), date(2027, 12, 31), cites=("r1",))
    defaults = {
        "title": f"事项{key}",
        "amount": Fixed(100_000, period="year", cites=("r1",)),
        "window": window,
        "references": {"r1": Reference("doc-1", "二/（一）/1", 1), "r2": Reference("doc-2", "第三条")},
    }
    return replace(provision_of(condition, key), **(defaults | changes))


def known(**values):
    """Facts from the register, as of new year."""
    return Facts({key: FactValue(value, "register", date(2026, 1, 1)) for key, value in values.items()})
