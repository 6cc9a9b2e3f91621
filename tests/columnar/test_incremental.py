"""Changed rules, what-if and changed businesses give what a full run gives."""

import random
from dataclasses import replace

import pytest

from tests.columnar.random_worlds import TODAY, random_facts, random_provision
from zhitong.columnar.bits import count, pack
from zhitong.columnar.breakdown import breakdown
from zhitong.columnar.cache import LeafCache
from zhitong.columnar.grouping import BREAKDOWNS, grouped
from zhitong.columnar.incremental import rerun, with_businesses
from zhitong.columnar.run import run
from zhitong.columnar.snapshot import snapshot_of
from zhitong.columnar.table import table_of
from zhitong.columnar.what_if import effect_of
from zhitong.engine.rules.amounts import Fixed
from zhitong.engine.rules.nodes import All


@pytest.fixture(params=range(2))
def rng(request):
    return random.Random(request.param)


@pytest.fixture
def world(rng, vocabulary, standards):
    """Businesses, provisions and how they become a snapshot."""
    businesses = {f"B{row:04d}": _plain(random_facts(rng, vocabulary)) for row in range(150)}
    provisions = [random_provision(rng, vocabulary, f"p{number}") for number in range(25)]

    def snapshot(known):
        found, problems = snapshot_of(table_of(known.items(), vocabulary), vocabulary, standards)
        assert found is not None, problems
        return found

    return businesses, provisions, snapshot


def test_a_changed_rule_reuses_what_did_not_change(rng, world, vocabulary):
    businesses, provisions, snapshot = world
    cache = LeafCache()
    before = run(provisions, snapshot(businesses), TODAY, cache)
    changed = [*provisions[5:], *(random_provision(rng, vocabulary, f"p{number}") for number in range(5))]
    after = rerun(before, changed, cache)
    _equal(after, run(changed, before.snapshot, TODAY))
    assert all(after[each.key].met_bits is before[each.key].met_bits for each in provisions[5:])
    hits = cache.hits
    _equal(run(changed, snapshot(businesses), TODAY, cache), after)
    assert cache.hits > hits  # an equal snapshot read anew finds its leaves


def test_a_cache_without_room_changes_nothing(world):
    businesses, provisions, snapshot = world
    small = LeafCache(limit_bytes=100)
    _equal(run(provisions, snapshot(businesses), TODAY, small), run(provisions, snapshot(businesses), TODAY))
    assert len(small) <= 2


def test_changed_and_new_businesses(rng, world, vocabulary):
    businesses, provisions, snapshot = world
    before = run(provisions, snapshot(businesses), TODAY)
    for _ in range(2):
        names = [*rng.sample(sorted(businesses), 20), *(f"N{rng.randrange(10**6)}" for _ in range(7))]
        rng.shuffle(names)
        few = {name: _plain(random_facts(rng, vocabulary)) for name in names}
        businesses |= few
        after, _ = with_businesses(before, table_of(few.items(), vocabulary))
        full = run(provisions, snapshot(businesses), TODAY)
        assert after.snapshot.uscc.to_list() == full.snapshot.uscc.to_list()
        _equal(after, full)
        before = after


def test_what_was_asked_before_is_carried_over_change_after_change(rng, world, vocabulary):
    """Nothing is read in between: counts, audiences and sums go from difference to difference."""
    businesses, provisions, snapshot = world
    many = [replace(each, key=f"{each.key}+", condition=All(())) for each in provisions]
    provisions = [*provisions, *many]
    after = run(provisions, snapshot(businesses), TODAY)
    after.amounts()
    _equal(after, after)
    for number in range(3):
        few = {name: _plain(random_facts(rng, vocabulary)) for name in rng.sample(sorted(businesses), 12)}
        few |= {f"N{number}": _plain(random_facts(rng, vocabulary))}
        businesses |= few
        after, _ = with_businesses(after, table_of(few.items(), vocabulary))
    carried = {key for key, result in after.items() if "amount" in result.__dict__}
    assert len(carried) > len(many) // 2
    assert all("met" in result.__dict__ for result in after.values())
    _equal(after, run(provisions, snapshot(businesses), TODAY))


def test_a_rule_nobody_turns_under_keeps_its_bits(world, vocabulary):
    businesses, provisions, snapshot = world
    before = run(provisions, snapshot(businesses), TODAY)
    same = {"B0003": businesses["B0003"]}
    after, _ = with_businesses(before, table_of(same.items(), vocabulary))
    assert all(after[key].met_bits is before[key].met_bits for key in before)
    _equal(after, before)


def test_a_bad_changed_row_is_refused(world, vocabulary):
    businesses, provisions, snapshot = world
    before = run(provisions, snapshot(businesses), TODAY)
    after, problems = with_businesses(before, table_of([("B0001", {"employees": -1})], vocabulary))
    assert after is None
    assert "第1行" in problems[0].message


def test_what_if_counts_gains_losses_and_cost(rng, world, vocabulary):
    businesses, provisions, snapshot = world
    present = run(provisions, snapshot(businesses), TODAY)
    for old in provisions:
        changed = replace(random_provision(rng, vocabulary, old.key), amount=Fixed(100))
        effect = effect_of(present, changed, LeafCache())
        was, now = set(present[old.key].met), set(run([changed], present.snapshot, TODAY)[old.key].met)
        assert (set(effect.gained), set(effect.lost)) == (now - was, was - now)
        codes = present.snapshot.uscc.to_list()
        assert effect.businesses(effect.gained, 1, 3) == [codes[row] for row in sorted(now - was)][1:4]
        total = effect.total()
        assert (total.before, total.after, total.gained, total.lost) == (
            len(was), len(now), len(now - was), len(was - now),
        )  # fmt: skip
        for fact, length in (("region", 4), ("industry", 1), ("size_class", 0), ("kind", 0)):
            parts = effect.breakdown(fact, length)
            for name in ("before", "after", "gained", "lost"):
                assert sum(getattr(part, name) for part in parts) == getattr(total, name)
            assert sum(part.amount_after.low_fen for part in parts) == total.amount_after.low_fen


def test_every_group_is_what_asking_for_its_rows_gives(rng, world, vocabulary):
    """One pass for all breakdowns, only gains and losses looked at: the same as each group on its own."""
    businesses, provisions, snapshot = world
    provisions = [replace(each, condition=All(())) if rng.random() < 0.5 else each for each in provisions]
    present = run(provisions, snapshot(businesses), TODAY)
    for old in provisions:
        new = random_provision(rng, vocabulary, old.key)
        changed = replace(old, condition=new.condition) if rng.random() < 0.5 else new
        effect = effect_of(present, changed)
        for name, fact, length in BREAKDOWNS:
            parts = effect.breakdowns()[name]
            assert parts == effect.breakdown(fact, length)
            grouping = grouped(present.snapshot, fact, TODAY, length)
            for part in parts:
                rows = pack(grouping.index == grouping.values.index(part.value))
                assert part.amount_before == effect.before.amount_of(effect.before.met_bits & rows)
                assert part.amount_after == effect.after.amount_of(effect.after.met_bits & rows)
                assert part.after == count(effect.after.met_bits & rows)


def test_breakdowns_add_up(world):
    businesses, provisions, snapshot = world
    for result in run(provisions, snapshot(businesses), TODAY).values():
        parts = breakdown(result, "industry", 1)
        assert sum(part.rows for part in parts) == len(businesses)
        assert sum(part.met for part in parts) == count(result.met_bits)
        if result.amount is not None:
            assert sum(part.amount.low_fen for part in parts) == result.amount.low_fen
            assert sum(part.amount.missing for part in parts) == result.amount.missing
            highs = [part.amount.high_fen for part in parts]
            assert result.amount.high_fen == (None if None in highs else sum(highs))


def _plain(facts):
    return {key: known.value for key, known in facts.items()}


def _equal(one, other):
    assert list(one) == list(other)
    for key in one:
        assert one[key].met == other[key].met, key
        assert one[key].unknown == other[key].unknown, key
        assert one[key].counts == other[key].counts
        assert one[key].amount == other[key].amount, (key, one[key].provision.amount)
