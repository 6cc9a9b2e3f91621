"""What a result is made of, by region, industry, size or kind."""

from dataclasses import dataclass

from zhitong.columnar.amounts import has_number
from zhitong.columnar.cube import cube
from zhitong.columnar.run import Result
from zhitong.columnar.sums import AmountSum


@dataclass(frozen=True, slots=True)
class Share:
    """One group of a breakdown: its value (a code, an option, yes or no; empty: not known) and figures."""

    value: str
    rows: int
    met: int
    unknown: int
    amount: AmountSum | None


def breakdown(result: Result, fact: str, length: int = 0) -> tuple[Share, ...]:
    """The result by the values of a fact, in order of value; `length` cuts codes (region 4: league and
    city, 6: banner and county; industry 1: section). Groups without rows are left out; the others add
    up to the whole."""
    groups = cube(result.snapshot, ((fact, length),), result.as_of)
    entitled = groups.entitled(result)
    sums: list[AmountSum] | list[None] = [None] * len(entitled.every)
    if has_number(result.rule.amount):
        sums = entitled.sums()
    columns = (
        groups.axes[0].values,
        groups.rows().every,
        entitled.every,
        groups.counts(result.unknown_bits).every,
        sums,
    )
    return tuple(Share(*each) for each in zip(*columns, strict=True) if each[1])
