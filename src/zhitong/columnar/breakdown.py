"""Rows told apart by region, industry, size or kind, and what a result is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhitong.columnar.amounts import AmountSum
from zhitong.columnar.bits import Bits, count, ones
from zhitong.columnar.columns import NumberColumn, known_bits
from zhitong.columnar.leaves import rows_with
from zhitong.columnar.run import Result
from zhitong.columnar.snapshot import Snapshot

UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Share:
    """One group of a breakdown: its value (a code, an option; empty: not known) and its figures."""

    value: str
    rows: int
    met: int
    unknown: int
    amount: AmountSum | None


def breakdown(result: Result, fact: str, length: int = 0) -> tuple[Share, ...]:
    """The result by the values of a fact, in order of value; `length` cuts codes (region 4: league and
    city, 6: banner and county; industry 1: section). The groups add up to the whole."""
    return tuple(
        Share(
            value,
            count(members),
            count(result.met_bits & members),
            count(result.unknown_bits & members),
            result.amount_of(result.met_bits & members),
        )
        for value, members in groups(result.snapshot, fact, result.as_of, length)
    )


def groups(snapshot: Snapshot, fact: str, as_of: date, length: int = 0) -> Iterator[tuple[str, Bits]]:
    """Every value of a fact that occurs, with its rows; '' where it is not known."""
    column = snapshot.column(fact, as_of)
    if isinstance(column, NumberColumn):
        raise ValueError(f"{fact} is a number: break down by a code, a choice or a flag")
    found: dict[str, list[int]] = {}
    for index, value in enumerate(column.values):
        text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
        found.setdefault(text[:length] if length else text, []).append(index)
    for value in sorted(found):
        yield value, rows_with(column, found[value])
    nothing = known_bits(column) ^ ones(snapshot.rows)
    if nothing.any():
        yield UNKNOWN, nothing
