"""Facts that follow from other facts, over all rows at once; the same answers as `engine.facts.derived`.

Tables by industry: all rows whose industry leaves the same lines of a table possible are answered
together, in packed bits.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import TypeVar

import numpy as np

from zhitong.columnar.bits import Bits, Pair, all_of, negate, ones, unpack, zeros
from zhitong.columnar.columns import (
    Column,
    IndexedColumn,
    NumberColumn,
    days,
    empty_numbers,
    flag_column,
    known_bits,
    number_column,
)
from zhitong.columnar.leaves import Bounds, rows_with, within_bounds
from zhitong.engine.standards import CLASSES, ScaleRow, Standards

Get = Callable[[str], Column]
Span = tuple[list[Pair], Bits]
T = TypeVar("T")
INDIVIDUALS = frozenset({"sole_trader", "family_farm"})


def derived_column(rule: str, get: Get, rows: int, standards: Standards, as_of: date) -> Column:
    """The column of one derived fact; `rule` as in the vocabulary, `get` gives the columns it looks at."""
    return RULES[rule](get, rows, standards, as_of)


def _size_class(get: Get, rows: int, standards: Standards, as_of: date) -> Column:
    (small, medium, large), fits = _size_span(get, rows, standards)
    steps = (small.false & fits, small.true & medium.false, medium.true & large.false, large.true)
    return IndexedColumn(steps, CLASSES, rows)


def _is_micro_small(get: Get, rows: int, standards: Standards, as_of: date) -> Column:
    (_, medium, _), _ = _size_span(get, rows, standards)
    company = _one_of(get("kind"), ("enterprise",))
    pair = all_of([company, negate(medium)], ones(rows))
    return flag_column(pair.true, pair.false, rows)


def _small_low_profit(get: Get, rows: int, standards: Standards, as_of: date) -> Column:
    rule = standards.small_low_profit
    if as_of not in rule.days:
        return flag_column(zeros(rows), zeros(rows), rows)
    parts = [_one_of(get("kind"), rule.kinds), negate(_one_of(get("restricted_industry"), (True,)))]
    parts += [negate(_reaches(_numbers(get(name)), limit + 1)) for name, limit in rule.limits.items()]
    pair = all_of(parts, ones(rows))
    return flag_column(pair.true, pair.false, rows)


def _above_quota_level(get: Get, rows: int, standards: Standards, as_of: date) -> Column:
    kind, revenue = get("kind"), _numbers(get("annual_revenue"))
    person = _one_of(kind, INDIVIDUALS)
    nobody = known_bits(kind) ^ ones(rows)
    true, false = zeros(rows), zeros(rows)
    for lines, members in _groups(get("industry"), standards.above_scale.candidates, rows):
        asked = [(line, individual) for line in lines for individual in (True, False)]
        answers = {each: _reaches_line(*each, revenue) for each in asked}
        both = _unanimous(answers.values(), rows)
        own = {
            individual: _unanimous((answers[line, individual] for line in lines), rows)
            for individual in (True, False)
        }
        for bits, side in ((true, "true"), (false, "false")):
            chosen = (person.true & getattr(own[True], side)) | (person.false & getattr(own[False], side))
            bits |= members & (chosen | (nobody & getattr(both, side)))
    return flag_column(true, false, rows)


def _reaches_line(line: ScaleRow | None, individual: bool, revenue: NumberColumn) -> Pair:
    if line is None or (individual and not line.individual_ok):
        return Pair(zeros(revenue.rows), ones(revenue.rows))
    if line.minimum_fen is None:
        return Pair(zeros(revenue.rows), zeros(revenue.rows))
    return _reaches(revenue, line.minimum_fen)


def _months(get: Get, rows: int, standards: Standards, as_of: date, per: int) -> Column:
    registered = _numbers(get("registered_on"))
    start = registered.low.astype(np.int64).astype("datetime64[D]")
    month = start.astype("datetime64[M]")
    day = (start - month.astype("datetime64[D]")).astype(np.int64) + 1
    gone = (as_of.year - 1970) * 12 + as_of.month - 1 - month.astype(np.int64)
    month_end = monthrange(as_of.year, as_of.month)[1]
    gone -= np.minimum(day, month_end) > as_of.day
    known = unpack(registered.known_low, rows) & (registered.low <= days(as_of))
    return number_column(np.where(known, gone // per, 0), known)


def _size_span(get: Get, rows: int, standards: Standards) -> Span:
    """Per class above micro: surely reached, surely not; and the rows some line of the table fits."""
    figures = {
        threshold.fact: _numbers(get(threshold.fact))
        for row in standards.sizes.rows.values()
        for threshold in row.thresholds
    }
    reached = {
        (key, step): all_of(
            [_reaches(figures[each.fact], each.bounds[step]) for each in row.thresholds], ones(rows)
        )
        for key, row in standards.sizes.rows.items()
        for step in range(3)
    }
    steps = [Pair(zeros(rows), zeros(rows)) for _ in range(3)]
    fits = zeros(rows)
    for lines, members in _groups(get("industry"), standards.sizes.candidates, rows):
        if None in lines:
            continue
        fits |= members
        for step, pair in enumerate(steps):
            found = _unanimous((reached[key, step] for key in lines if key is not None), rows)
            np.bitwise_or(pair.true, members & found.true, out=pair.true)
            np.bitwise_or(pair.false, members & found.false, out=pair.false)
    return steps, fits


def _unanimous(pairs: Iterable[Pair], rows: int) -> Pair:
    """True where all say yes, false where all say no."""
    true, false = ones(rows), ones(rows)
    for pair in pairs:
        true &= pair.true
        false &= pair.false
    return Pair(true, false)


def _groups(
    industry: Column, candidates: Callable[[str], frozenset[T]], rows: int
) -> Iterable[tuple[frozenset[T], Bits]]:
    """Rows by the lines of a table their industry leaves possible; an unknown industry leaves all."""
    if isinstance(industry, NumberColumn):
        return
    groups: dict[frozenset[T], list[int]] = {}
    for index, value in enumerate((*industry.values, "")):
        groups.setdefault(candidates(str(value)), []).append(index)
    for lines, indexes in groups.items():
        yield lines, rows_with(industry, indexes)


def _reaches(column: NumberColumn, bound: int) -> Pair:
    """At least `bound`, where an unknown lower end counts as zero."""
    pair = within_bounds(column, Bounds(bound, None))
    if bound > 0:
        return pair
    return Pair(pair.true | (column.known_low ^ ones(column.rows)), pair.false)


def _one_of(column: Column, values: Iterable[object]) -> Pair:
    if isinstance(column, NumberColumn):
        return Pair(zeros(column.rows), zeros(column.rows))
    wanted = [index for index, value in enumerate(column.values) if value in tuple(values)]
    true = rows_with(column, wanted)
    return Pair(true, known_bits(column) ^ true)


def _numbers(column: Column) -> NumberColumn:
    return column if isinstance(column, NumberColumn) else empty_numbers(column.rows)


RULES: dict[str, Callable[[Get, int, Standards, date], Column]] = {
    "size_class": _size_class,
    "is_micro_small": _is_micro_small,
    "small_low_profit": _small_low_profit,
    "years_registered": partial(_months, per=12),
    "operating_months": partial(_months, per=1),
    "above_quota_level": _above_quota_level,
}
