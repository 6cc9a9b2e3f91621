"""Conditions over a snapshot: every distinct leaf once, then bitwise algebra block by block."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import numpy as np

from zhitong.columnar.bits import Bits, Pair, bytes_for, ones
from zhitong.columnar.cache import LeafCache
from zhitong.columnar.leaves import leaf_bits
from zhitong.columnar.plan import LeafKey, Plan, compile_plan, execute
from zhitong.columnar.snapshot import Snapshot
from zhitong.engine.rules.nodes import Condition, Leaf

BLOCK_BYTES = 1 << 15  # of bits per operand; a few dozen operands fit into a core's own cache


def evaluate(
    conditions: Sequence[Condition],
    snapshot: Snapshot,
    as_of: date,
    cache: LeafCache | None = None,
    threads: int = 2,
) -> list[Pair]:
    """The verdict of every condition for every row."""
    plan = compile_plan(conditions)
    with ThreadPoolExecutor(max_workers=threads) as pool:
        for key in sorted({fact for leaf in plan.leaves.values() for fact in leaf.facts}):
            snapshot.column(key, as_of)  # derived columns are computed once, before leaves ask for them
        bits = dict(
            zip(
                plan.leaves,
                pool.map(lambda leaf: _leaf(leaf, snapshot, as_of, cache), plan.leaves.items()),
                strict=True,
            )
        )
        everything = ones(snapshot.rows)
        results = [Pair(np.empty_like(everything), np.empty_like(everything)) for _ in plan.roots]
        starts = range(0, bytes_for(snapshot.rows), BLOCK_BYTES)
        list(pool.map(lambda start: _block(plan, bits, everything, results, start), starts))
    return results


def _leaf(item: tuple[LeafKey, Leaf], snapshot: Snapshot, as_of: date, cache: LeafCache | None) -> Pair:
    key, leaf = item
    cached = None if cache is None else cache.get((snapshot.cache_key, as_of, key))
    if cached is not None:
        return cached
    pair = leaf_bits(
        leaf,
        snapshot.column(leaf.fact, as_of),
        as_of=as_of,
        bare=snapshot.bare(leaf.fact),
        dates=snapshot.is_date(leaf.fact),
        others=[snapshot.column(fact, as_of) for fact in leaf.facts[1:]],
    )
    if cache is not None:
        cache.put((snapshot.cache_key, as_of, key), pair)
    return pair


def _block(plan: Plan, bits: dict[LeafKey, Pair], everything: Bits, results: list[Pair], start: int) -> None:
    part = slice(start, start + BLOCK_BYTES)
    leaves = {key: Pair(pair.true[part], pair.false[part]) for key, pair in bits.items()}
    for result, found in zip(results, execute(plan, leaves, everything[part]), strict=True):
        result.true[part] = found.true
        result.false[part] = found.false
