"""One leaf over one column: what is surely true and what surely false.

Numbers and dates are compared as the operator's closed description says; every other fact has few
distinct values, so the operator itself is asked once per value and the answer looked up per row.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np

from zhitong.columnar.bits import Bits, Flags, Pair, bytes_for, negate, ones, pack, zeros
from zhitong.columnar.columns import (
    CodedColumn,
    Codes,
    Column,
    IndexedColumn,
    NumberColumn,
    Numbers,
    days,
    known_bits,
)
from zhitong.columnar.linear import linear_bits
from zhitong.engine.rules.nodes import Leaf, Operand, Quantity, is_named
from zhitong.engine.rules.operators import OPERATORS, Bare, Columnar, Operator, Setting, judge
from zhitong.engine.rules.operators.elapsed import earliest_start, latest_start
from zhitong.engine.rules.operators.linear import form_of
from zhitong.engine.rules.operators.spans import first_and_last
from zhitong.engine.values import Verdict

BLOCK = 1 << 16  # rows per stretch: the comparison's flags stay in the processor's cache

MOST_RUNS = 6  # up to so many comparisons beat looking every code up in a table
COMPARE: dict[str, Callable[[Numbers, int], Flags]] = {">=": np.greater_equal, "<=": np.less_equal}
MONTHS = {"years": 12, "months": 1}


@dataclass(frozen=True, slots=True)
class Bounds:
    """A test of a number as `low <= value <= high`; None is open."""

    low: int | None
    high: int | None


def leaf_bits(
    leaf: Leaf,
    column: Column,
    *,
    as_of: date,
    bare: Bare | None,
    dates: bool,
    others: Sequence[Column] = (),
) -> Pair:
    """The verdict of one leaf over every row; `dates` says that the numbers of the column are days,
    `others` are the columns of the further facts a leaf names."""
    operator = OPERATORS[leaf.operator]
    if is_named(leaf.operand):
        return Pair(zeros(column.rows), zeros(column.rows))
    if operator.columnar.test == "linear":
        return linear_bits(form_of(operator.columnar, leaf.operand), [column, *others])
    if not isinstance(column, NumberColumn):
        return _looked_up(leaf, operator, column, Setting(as_of, bare))
    if operator.columnar.test == "known":
        somehow = known_bits(column)
        pair = Pair(somehow, somehow ^ ones(column.rows))
    elif ("date" in operator.types) is not dates or "code" in operator.types:
        return Pair(zeros(column.rows), zeros(column.rows))
    else:
        pair = within_bounds(column, bounds_of(leaf, operator.columnar, as_of))
    return negate(pair) if operator.columnar.negated else pair


def bounds_of(leaf: Leaf, test: Columnar, as_of: date) -> Bounds:
    """A comparison, a range or a time gone by, as closed bounds on whole numbers."""
    operand = leaf.operand
    if test.test in ("ahead", "span"):
        first, last = first_and_last(test, operand, as_of)
        return Bounds(days(first), days(last))
    if test.test == "elapsed" and isinstance(operand, Quantity):
        months = operand.amount * MONTHS[test.unit]
        if test.symbol == ">=":
            return Bounds(None, days(latest_start(as_of, months)))
        return Bounds(days(earliest_start(as_of, months)), None)
    if test.test == "between" and isinstance(operand, tuple):
        return Bounds(_number(operand[0]), _number(operand[1]))
    bound = _number(operand)
    return {
        ">=": Bounds(bound, None),
        ">": Bounds(bound + 1, None),
        "<=": Bounds(None, bound),
        "<": Bounds(None, bound - 1),
        "=": Bounds(bound, bound),
    }[test.symbol]


def within_bounds(column: NumberColumn, bounds: Bounds) -> Pair:
    """Surely inside, surely outside; an unknown end settles nothing."""
    if bounds.high is None and bounds.low is not None:
        ends = (column.low, column.known_low), (column.high, column.known_high)
        return _compared(*ends, ">=", bounds.low)
    if bounds.low is None and bounds.high is not None:
        ends = (column.high, column.known_high), (column.low, column.known_low)
        return _compared(*ends, "<=", bounds.high)
    if bounds.low is None:
        everything = ones(column.rows)
        return Pair(everything, everything ^ everything)
    above = within_bounds(column, Bounds(bounds.low, None))
    below = within_bounds(column, Bounds(None, bounds.high))
    return Pair(above.true & below.true, above.false | below.false)


def _compared(sure: tuple[Numbers, Bits], doubt: tuple[Numbers, Bits], symbol: str, bound: int) -> Pair:
    """True where the sure end holds; false where the other end does not."""
    true: Bits = _scan(sure[0], symbol, bound) & sure[1]
    if doubt[0] is sure[0] and doubt[1] is sure[1]:
        return Pair(true, true ^ sure[1])
    return Pair(true, ~_scan(doubt[0], symbol, bound) & doubt[1])


def _number(operand: object) -> int:
    if isinstance(operand, Quantity):
        return operand.amount
    assert isinstance(operand, date)
    return days(operand)


def _scan(values: Numbers, symbol: str, bound: int) -> Bits:
    compare = COMPARE[symbol]
    return _packed(values.size, lambda start: compare(values[start : start + BLOCK], bound))


def _looked_up(leaf: Leaf, operator: Operator, column: CodedColumn | IndexedColumn, setting: Setting) -> Pair:
    if isinstance(column, CodedColumn) and operator.columnar.test == "within" and setting.bare is not None:
        met, not_met = _below(column, leaf.operand, setting.bare)
        pair = Pair(rows_with(column, met), rows_with(column, not_met))
        return negate(pair) if operator.columnar.negated else pair
    verdicts = [judge(operator, value, leaf.operand, setting) for value in (*column.values, None)]
    return Pair(
        rows_with(column, [index for index, verdict in enumerate(verdicts) if verdict is Verdict.MET]),
        rows_with(column, [index for index, verdict in enumerate(verdicts) if verdict is Verdict.NOT_MET]),
    )


def _below(column: CodedColumn, operand: Operand, bare: Bare) -> tuple[list[int], list[int]]:
    """Values surely at or below one of the codes asked for, and surely below none.

    Values are bare and in order: what lies below a code is one stretch, what lies above it its prefixes.
    """
    values = [str(value) for value in column.values]
    met: set[int] = set()
    open_: set[int] = {len(values)}
    for word in operand if isinstance(operand, tuple) else (operand,):
        asked = bare(word) if isinstance(word, str) else None
        if asked is None:
            open_.update(range(len(values)))
            continue
        first = bisect_left(values, asked)
        met.update(range(first, bisect_left(values, asked + chr(0x10FFFF), first)))
        for length in range(1, len(asked)):
            place = bisect_left(values, asked[:length])
            if place < len(values) and values[place] == asked[:length]:
                open_.add(place)
    return sorted(met), [place for place in range(len(values)) if place not in met and place not in open_]


def rows_with(column: CodedColumn | IndexedColumn, wanted: list[int]) -> Bits:
    """Rows whose value is one of `values[k]`; `len(values)` stands for unknown."""
    if isinstance(column, IndexedColumn):
        found = zeros(column.rows)
        for index in wanted:
            found |= (
                column.bits[index] if index < len(column.bits) else known_bits(column) ^ ones(column.rows)
            )
        return found
    runs = _runs(wanted)
    if len(runs) > MOST_RUNS:
        table = np.zeros(len(column.values) + 1, dtype=np.bool_)
        table[wanted] = True
        return _packed(column.rows, lambda start: table[column.codes[start : start + BLOCK]])
    found = zeros(column.rows)
    for first, length in runs:
        found |= _packed(column.rows, partial(_in_run, column.codes, first, length))
    return found


def _in_run(codes: Codes, first: int, length: int, start: int) -> Flags:
    """Codes from `first` on; below it the subtraction wraps to large numbers."""
    part = codes[start : start + BLOCK]
    if length == 1:
        same: Flags = part == first
        return same
    inside: Flags = part - part.dtype.type(first) < length
    return inside


def _runs(wanted: list[int]) -> list[tuple[int, int]]:
    """Ascending numbers as (first, how many); values are in order, so a subtree of codes is one run."""
    runs: list[tuple[int, int]] = []
    for index in wanted:
        if runs and sum(runs[-1]) == index:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((index, 1))
    return runs


def _packed(rows: int, flags_from: Callable[[int], Flags]) -> Bits:
    """Bits of a test made block by block."""
    found = np.empty(bytes_for(rows), dtype=np.uint8)
    for start in range(0, rows, BLOCK):
        part = pack(flags_from(start))
        found[start // 8 : start // 8 + part.size] = part
    return found
