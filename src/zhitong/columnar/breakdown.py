"""What a result is made of, by region, industry, size or kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhitong.columnar.amounts import has_number
from zhitong.columnar.cube import Axis, cube
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
    return breakdowns(result, ((fact, length),))[0]


def breakdowns(result: Result, axes: Sequence[Axis]) -> list[tuple[Share, ...]]:
    """`breakdown` by several facts in one pass over the rows."""
    groups = cube(result.snapshot, axes, result.as_of)
    everybody, entitled = groups.rows(), groups.entitled(result)
    unsure = groups.counts(result.unknown_bits)
    found = []
    for place, axis in enumerate(groups.axes):
        rows, met, unknown = (each.along(groups.shape, place) for each in (everybody, entitled, unsure))
        sums: list[AmountSum] | list[None] = [None] * len(axis.values)
        if has_number(result.rule.amount):
            sums = met.sums()
        columns = (axis.values, rows.every, met.every, unknown.every, sums)
        found.append(tuple(Share(*each) for each in zip(*columns, strict=True) if each[1]))
    return found
