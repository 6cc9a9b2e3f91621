"""The same rules as somebody would write them as Polars expressions: null is unknown."""

from datetime import date
from functools import reduce
from operator import and_, or_

import numpy as np
import polars as pl

from zhitong.columnar.bits import unpack
from zhitong.columnar.columns import CodedColumn, Column, IndexedColumn, NumberColumn
from zhitong.columnar.leaves import bounds_of
from zhitong.columnar.snapshot import Snapshot
from zhitong.engine.facts import Vocabulary
from zhitong.engine.rules.amounts import Amount, Ceiling, Fixed, NotStated, PerUnit, Rate, Tiers
from zhitong.engine.rules.nodes import All, AtLeast, Condition, Judgement, Leaf, Not
from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.rules.operators import OPERATORS
from zhitong.engine.rules.provision import Provision

NEVER = pl.lit(None, dtype=pl.Boolean)


def questions(provisions: list[Provision], as_of: date, vocabulary: Vocabulary) -> list[pl.Expr]:
    """Per rule: met, unknown, and the sum of amounts where met."""
    found = []
    for number, provision in enumerate(provisions):
        verdict = expression(rule_of_day(provision, as_of).condition, as_of, vocabulary)
        found += [verdict.sum().alias(f"met{number}"), verdict.null_count().alias(f"unknown{number}")]
        amount = _amount(rule_of_day(provision, as_of).amount)
        if amount is not None:
            found.append(pl.when(verdict).then(amount).sum().alias(f"sum{number}"))
    return found


def expression(condition: Condition, as_of: date, vocabulary: Vocabulary) -> pl.Expr:
    """Three-valued: Polars' own and, or and not are Kleene's."""
    match condition:
        case Leaf():
            return _leaf(condition, as_of, vocabulary)
        case Judgement():
            return NEVER
        case Not(part):
            return ~expression(part, as_of, vocabulary)
        case AtLeast(needed, parts):
            inner = [expression(part, as_of, vocabulary) for part in parts]
            surely = pl.sum_horizontal(part.fill_null(False).cast(pl.UInt8) for part in inner) >= needed
            possibly = pl.sum_horizontal(part.fill_null(True).cast(pl.UInt8) for part in inner) >= needed
            return pl.when(surely).then(True).when(~possibly).then(False)
    joined = and_ if isinstance(condition, All) else or_
    return reduce(joined, [expression(part, as_of, vocabulary) for part in condition.parts])


def _leaf(leaf: Leaf, as_of: date, vocabulary: Vocabulary) -> pl.Expr:
    test, column = OPERATORS[leaf.operator].columnar, pl.col(leaf.fact)
    words = [str(word) for word in (leaf.operand if isinstance(leaf.operand, tuple) else (leaf.operand,))]
    definition = vocabulary[leaf.fact]
    bare = vocabulary.trees[definition.tree].bare if definition.tree else str
    if test.test == "known":
        found = column.is_not_null()
    elif test.test in ("same", "member"):
        found = (
            column if leaf.operand is True else ~column if leaf.operand is False else _one_of(column, words)
        )
    elif test.test == "within":
        found = reduce(or_, [column.cat.starts_with(bare(word)) for word in words])
    else:
        bounds = bounds_of(leaf, test, as_of)
        column = column.to_physical()
        if bounds.low is None:
            found = column <= bounds.high
        elif bounds.high is None:
            found = column >= bounds.low
        else:
            found = column.is_between(bounds.low, bounds.high)
    return ~found if test.negated else found


def _one_of(column: pl.Expr, words: list[str]) -> pl.Expr:
    return reduce(or_, [column == word for word in words])


def _amount(amount: Amount) -> pl.Expr | None:
    """The lower end, as the run's sums count it."""
    if isinstance(amount, NotStated | Ceiling):
        return None
    if isinstance(amount, Fixed):
        return pl.lit(0 if amount.comparator == "<=" else amount.fen, dtype=pl.Int64)
    if amount.of is None or isinstance(amount, Tiers):
        return pl.lit(0, dtype=pl.Int64)
    column = pl.col(amount.of)
    found = column * amount.fen if isinstance(amount, PerUnit) else _share(column, amount)
    floor = amount.floor_fen if isinstance(amount, Rate) else None
    if amount.comparator == "<=":
        found = found * 0
    return found.clip(floor, amount.cap_fen) if (floor, amount.cap_fen) != (None, None) else found


def _share(column: pl.Expr, amount: Rate) -> pl.Expr:
    return (2 * column * amount.share + 10_000) // 20_000


def frame_for(snapshot: Snapshot, as_of: date) -> pl.DataFrame:
    """The same facts, derived ones included, in the types in which Polars is fastest."""
    return pl.DataFrame(
        {key: _series(snapshot.column(key, as_of), snapshot.is_date(key)) for key in snapshot.vocabulary}
    )


def _series(column: Column, is_date: bool) -> pl.Series:
    if isinstance(column, NumberColumn):
        known = pl.Series(unpack(column.known_low, column.rows))
        series = pl.Series(column.low).set(~known, None)
        return series.cast(pl.Date) if is_date else series.cast(pl.Int64)
    if isinstance(column, IndexedColumn) and set(column.values) <= {True, False}:
        flags = {
            value: unpack(bits, column.rows) for value, bits in zip(column.values, column.bits, strict=True)
        }
        nobody = np.zeros(column.rows, dtype=np.bool_)
        yes, no = flags.get(True, nobody), flags.get(False, nobody)
        return pl.Series(yes).set(pl.Series(~yes & ~no), None)
    codes = column.codes if isinstance(column, CodedColumn) else _codes(column)
    words = pl.Series([str(value) for value in column.values])
    return words.cast(pl.Enum(words)).extend_constant(None, 1).gather(pl.Series(codes))


def _codes(column: IndexedColumn) -> np.ndarray:
    codes = np.full(column.rows, len(column.values), dtype=np.uint32)
    for place, bits in enumerate(column.bits):
        codes[unpack(bits, column.rows)] = place
    return codes
