"""The table of operators as the documentation prints it."""

from collections.abc import Iterator

from zhitong.engine.rules.operators import OPERATORS

_VALUES = {
    "token": "one option, yes/no or code",
    "tokens": "options or codes, by commas",
    "quantity": "number with unit",
    "quantities": "two numbers, `A and B`",
    "date": "day",
    "code": "one code",
    "codes": "codes, by commas",
    "duration": "time",
    "dates": "two days, `A and B`",
    "span": "time and day, `6个月 of 2024-12-31`",
    "share_of": "share of a fact, `15% of employees`",
    "growth_over": "share over a fact, `10% over annual_revenue`",
    "sum_with": "number with further facts, `5万元 with heat_bill`",
    "none": "–",
}
_TYPES = ("money", "count", "share", "date", "code", "flag", "choice")


def table_rows() -> Iterator[str]:
    """One Markdown row per operator, in the order of the registry."""
    for key, operator in OPERATORS.items():
        types = ", ".join(name for name in _TYPES if name in operator.types)
        words = operator.wording.format(fact="…", operand="□", others="△")
        yield f"| `{key}` | {_VALUES[operator.operand]} | {types} | {words} |"
