"""What one change costs against a full run: a rule, a threshold, some businesses."""

import time
from collections.abc import Callable
from dataclasses import replace

import polars as pl

from bench.measuring import AS_OF
from bench.rules import shifted
from zhitong.columnar.cache import LeafCache
from zhitong.columnar.incremental import rerun, with_businesses
from zhitong.columnar.run import Run, run
from zhitong.columnar.snapshot import Snapshot
from zhitong.columnar.what_if import effect_of
from zhitong.engine.rules.provision import Provision
from zhitong.engine.values import Verdict

CHANGED = 10_000
BY = (("region", 6), ("industry", 1), ("size_class", 0))


def increments(rules: list[Provision], snapshot: Snapshot, rows: pl.DataFrame) -> list[tuple[str, float]]:
    """Each step with its seconds; every result is used, so nothing is left to be done later."""
    cache = LeafCache(1 << 30)
    assert snapshot.cache_key
    full, seconds = _timed(lambda: _used(run(rules, snapshot, AS_OF, cache)))
    found = [("all rules, all businesses, filling the cache", seconds)]
    found.append(
        ("the same again from the cache", _timed(lambda: _used(run(rules, snapshot, AS_OF, cache)))[1])
    )
    figures = [number for number, each in enumerate(rules) if shifted(each.condition, 2.0) != each.condition]
    one = rules[figures[0]]
    changed = [
        replace(each, condition=shifted(each.condition, 1.7)) if each is one else each for each in rules
    ]
    found.append(("one changed rule", _timed(lambda: _used(rerun(full, changed, cache)))[1]))
    other = replace(one, condition=shifted(one.condition, 0.6))

    def slider() -> object:
        effect = effect_of(full, other, cache)
        return effect.total(), [
            effect.breakdown(*by) for by in (("region", 6), ("industry", 1), ("size_class", 0))
        ]

    found.append(("what-if of one threshold, by county, section and size", _timed(slider)[1]))
    few = rows.sample(CHANGED, seed=3).with_columns(pl.col("annual_revenue") * 2)
    found.append((f"{CHANGED:,} changed businesses, all rules", _timed(lambda: _used_after(full, few))[1]))
    return found


def _used(found: Run) -> Run:
    for result in found.values():
        assert result.counts[Verdict.MET] >= 0
    return found


def _used_after(full: Run, few: pl.DataFrame) -> Run:
    after, problems = with_businesses(full, few)
    assert after is not None, problems
    return _used(after)


def _timed(way: Callable[[], Run] | Callable[[], object]) -> tuple[Run, float]:
    start = time.perf_counter()
    result = way()
    return result, time.perf_counter() - start  # type: ignore[return-value]
