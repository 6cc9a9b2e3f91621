"""Only what changed: a few rules over all rows, or all rules over a few rows; equal to a full run."""

import hashlib
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import polars as pl

from zhitong.columnar.bits import Bits, bytes_for, unpack
from zhitong.columnar.cache import LeafCache
from zhitong.columnar.patching import PatchedColumns
from zhitong.columnar.run import Result, Run, run
from zhitong.columnar.snapshot import KEY, Snapshot, snapshot_of
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
    patch = BitPatch(places, rows)
    results = {
        key: Result(
            result.provision,
            snapshot,
            before.as_of,
            patch.put(result.met_bits, found[key].met_bits),
            patch.put(result.unknown_bits, found[key].unknown_bits),
        )
        for key, result in before.items()
    }
    return Run(snapshot, before.as_of, results), problems


class BitPatch:
    """Puts the bits of a few rows in place among many; `places[i]` is where row `i` of the few goes."""

    def __init__(self, places: Places, rows: int) -> None:
        self._order = np.argsort(places)
        ordered = places[self._order]
        self._bit = (1 << (ordered & 7)).astype(np.uint8)
        self._bytes, self._starts = np.unique(ordered >> 3, return_index=True)
        self._keep = ~np.bitwise_or.reduceat(self._bit, self._starts)
        self._size = bytes_for(rows)

    def put(self, many: Bits, few: Bits) -> Bits:
        """A copy of `many` with the bits of `few`."""
        patched = np.zeros(self._size, dtype=np.uint8)
        patched[: many.size] = many
        flags = unpack(few, self._order.size)[self._order]
        new = np.bitwise_or.reduceat(np.where(flags, self._bit, 0).astype(np.uint8), self._starts)
        patched[self._bytes] = (patched[self._bytes] & self._keep) | new
        return patched


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
