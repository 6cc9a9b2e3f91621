"""The smallest things: verdicts, bands, quantities, code trees, problems, references."""

from zhitong.engine.values.bands import Band
from zhitong.engine.values.codes import CodeEntry, CodeTree, plain_name, within
from zhitong.engine.values.dates import (
    DateRange,
    add_months,
    full_months_between,
    full_years_between,
    parse_date,
    print_date,
)
from zhitong.engine.values.money import parse_money, print_money
from zhitong.engine.values.problems import Problem, Severity
from zhitong.engine.values.references import Reference
from zhitong.engine.values.shares import parse_share, print_share
from zhitong.engine.values.verdict import Verdict, all_of, any_of, at_least, negate

__all__ = [
    "Band",
    "CodeEntry",
    "CodeTree",
    "DateRange",
    "Problem",
    "Reference",
    "Severity",
    "Verdict",
    "add_months",
    "all_of",
    "any_of",
    "at_least",
    "full_months_between",
    "full_years_between",
    "negate",
    "parse_date",
    "parse_money",
    "parse_share",
    "plain_name",
    "print_date",
    "print_money",
    "print_share",
    "within",
]
