"""Only what changed: a few rules over all rows, or all rules over a few rows; equal to a full run."""

import hashlib
from collections.abc import Iterable
from functools import partial

import numpy as np
import numpy.typing as npt
import polars as pl
from pyroaring import BitMap

from zhitong.columnar.amount_rows import RowAmounts, at, row_amounts
from zhitong.columnar.bits import Bits, Flags, bytes_for, unpack
from zhitong.columnar.cache import LeafCache
from zhitong.columnar.columns import Column
from zhitong.columnar.patching import PatchedColumns, rows_of
from zhitong.columnar.run import Result, Run, run
from zhitong.columnar.snapshot import KEY, Snapshot, snapshot_of
from zhitong.columnar.sums import AmountSum
from zhitong.engine.rules.amounts import Amount
from zhitong.engine.rules.hash import rule_hash
from zhitong.engine.rules.provision import Provision
from zhitong.engine.values import Problem

Places = npt.NDArray[np.int64]


def rerun(before: Run, provisions: Iterable[Provision], cache: LeafCache | None = None) -> Run:
    """The run of these provisions over the same snapshot and day; rules that did not change keep their
    result, changed ones read only their new leaves."""
    listed = list(provisions)
    kept = dict(before)
    changed = [each for each in listed if each.key not in kept or kept[each.key].rule_hash != rule_hash(each)]
    found = run(changed, before.snapshot, before.as_of, cache)
    return Run(
        before.snapshot,
        before.as_of,
        {each.key: found.get(each.key) or _relabelled(kept[each.key], each) for each in listed},
    )


def with_businesses(before: Run, table: pl.DataFrame) -> tuple[Run | None, tuple[Problem, ...]]:
    """The run with the rows of `table` put in place of those with the same code, or added behind.

    The table has one whole row per changed business, columns as for a snapshot. Nobody is taken out:
    a closed business is a changed one.
    """
    old = before.snapshot
    few, problems = snapshot_of(table, old.vocabulary, old.standards)
    if few is None:
        return None, problems
    places = _places(old.uscc, few.uscc)
    rows = int(max(old.rows, places.max(initial=-1) + 1))
    snapshot = Snapshot(
        old.vocabulary,
        old.standards,
        pl.concat([old.uscc, few.uscc.filter(pl.Series(places >= old.rows))]),
        PatchedColumns(old, few, places, rows),
        identity=hashlib.sha256(f"{old.cache_key}+{few.sha}".encode()).hexdigest(),
    )
    found = run([result.provision for result in before.values()], few, before.as_of)
    patch = Patch(before, snapshot, places)
    results = {key: patch.put(result, found[key]) for key, result in before.items()}
    return Run(snapshot, before.as_of, results), problems


class Patch:
    """Puts the results of a few rows in place among many; `places[i]` is where row `i` of the few goes.

    Only bits that turn are touched: a rule none of whose bits turns keeps its arrays. Counts, audiences
    and sums that were asked for before are carried over by their difference.
    """

    def __init__(self, before: Run, snapshot: Snapshot, places: Places) -> None:
        self._snapshot, self._places = snapshot, places
        self._old = places < before.snapshot.rows  # the others are new
        self._were_rows = rows_of(before.snapshot, places[self._old])
        self._amounts: dict[Amount, tuple[RowAmounts, RowAmounts]] = {}

    def put(self, many: Result, few: Result) -> Result:
        """The result over all rows, those of the few replaced."""
        turned = [self._turned(*each) for each in self._sides(many, few)]
        bits = [
            self._xored(each[0], flips) for each, flips in zip(self._sides(many, few), turned, strict=True)
        ]
        whole = Result(many.provision, self._snapshot, many.as_of, *bits)
        for name, flips in zip(("met", "unknown"), turned, strict=True):
            if name in many.__dict__:
                whole.__dict__[name] = many.__dict__[name] ^ BitMap(flips.astype(np.uint32))
        if "amount" in many.__dict__:
            self._carry_amount(many, few, whole)
        return whole

    @staticmethod
    def _sides(many: Result, few: Result) -> tuple[tuple[Bits, Bits], tuple[Bits, Bits]]:
        return (many.met_bits, few.met_bits), (many.unknown_bits, few.unknown_bits)

    def _turned(self, many: Bits, few: Bits) -> Places:
        turned: Places = self._places[self._were(many) != unpack(few, self._places.size)]
        return turned

    def _were(self, many: Bits) -> Flags:
        """The bits of the few as they were; new rows had none."""
        if self._old.all():
            return at(many, self._places)
        were = np.zeros(self._places.size, dtype=np.bool_)
        were[self._old] = at(many, self._places[self._old])
        return were

    def _xored(self, many: Bits, turned: Places) -> Bits:
        size = bytes_for(self._snapshot.rows)
        if not turned.size and size == many.size:
            return many
        whole = np.zeros(size, dtype=np.uint8) if size > many.size else np.empty_like(many)
        whole[: many.size] = many
        np.bitwise_xor.at(whole, turned >> 3, (1 << (turned & 7)).astype(np.uint8))
        return whole

    def _carry_amount(self, many: Result, few: Result, whole: Result) -> None:
        """The sum with the part of the few taken out and put in anew; added up again when asked for where
        the only open end might have gone."""
        total, amount = many.amount, many.rule.amount
        if total is None:
            whole.__dict__["amount"] = None
            return
        if amount not in self._amounts:
            self._amounts[amount] = (
                row_amounts(amount, np.arange(self._were_rows.rows), partial(_column, self._were_rows, many)),
                row_amounts(amount, np.arange(self._places.size), few.column),
            )
        was, now = self._amounts[amount]
        out = sum_of(was, self._were(many.met_bits)[self._old])
        new = sum_of(now, unpack(few.met_bits, self._places.size))
        high: int | None = None
        if new.high_fen is not None:
            if total.high_fen is None or out.high_fen is None:
                return
            high = total.high_fen - out.high_fen + new.high_fen
        whole.__dict__["amount"] = AmountSum(
            total.low_fen - out.low_fen + new.low_fen,
            high,
            total.rows - out.rows + new.rows,
            total.missing - out.missing + new.missing,
        )


def _column(rows: Snapshot, result: Result, key: str) -> Column:
    return rows.column(key, result.as_of)


def sum_of(amounts: RowAmounts, chosen: Flags) -> AmountSum:
    """The sum over the chosen of these rows, exact beyond 64 bits too."""
    there = chosen & amounts.computed
    is_open = bool((there & ~amounts.has_high).any())
    low, high = (
        int(numbers[there & has].sum(dtype=object))
        for numbers, has in ((amounts.low, amounts.has_low), (amounts.high, amounts.has_high))
    )
    rows = int(there.sum())
    return AmountSum(low, None if is_open else high, rows, int(chosen.sum()) - rows)


def _places(old: pl.Series, few: pl.Series) -> Places:
    """Where each changed business stands; new ones behind the last, in their order."""
    known = pl.DataFrame({KEY: old}).with_row_index("place")
    changed = pl.DataFrame({KEY: few}).with_row_index("row")
    both = known.join(changed, on=KEY, how="inner")  # hashes the shorter side
    found = np.full(few.len(), -1, dtype=np.int64)
    found[both["row"].to_numpy()] = both["place"].to_numpy()
    new = found < 0
    found[new] = old.len() + np.arange(int(new.sum()))
    return found


def _relabelled(result: Result, provision: Provision) -> Result:
    """The same bits under a provision whose words, not whose rule, may have changed."""
    if result.provision is provision:
        return result
    return Result(provision, result.snapshot, result.as_of, result.met_bits, result.unknown_bits)
