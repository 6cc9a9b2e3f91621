"""What a change of one provision would do before it is signed: who gains, who loses, what it costs."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import polars as pl
from pyroaring import BitMap

from zhitong.columnar.amount_rows import row_amounts
from zhitong.columnar.amounts import has_number
from zhitong.columnar.bits import Bits, count, from_positions, positions, zeros
from zhitong.columnar.cache import LeafCache
from zhitong.columnar.cube import Cube, cube
from zhitong.columnar.grouping import BREAKDOWNS
from zhitong.columnar.roaring import to_bitmap
from zhitong.columnar.run import Result, Run, run
from zhitong.columnar.snapshot import Snapshot
from zhitong.columnar.sums import AmountSum
from zhitong.engine.packs import Pack
from zhitong.engine.rules.provision import Provision


@dataclass(frozen=True, slots=True)
class Effect:
    """One group: who surely gets it before and after, who gains and loses, who gets more or less than
    before (of those who surely get it both times), and both sums."""

    value: str
    before: int
    after: int
    gained: int
    lost: int
    amount_before: AmountSum | None
    amount_after: AmountSum | None
    raised: int = 0
    lowered: int = 0


@dataclass(frozen=True, slots=True)
class Budget:
    """A budget line against the cost: `within` only if it is enough whoever turns out to qualify,
    `over` if those who surely qualify are already too many, else `unknown`."""

    line_fen: int
    state: Literal["within", "over", "unknown"]
    sure_fen: int | None  # what those who surely get it cost at least
    most_fen: int | None  # what it can come to with everybody who may qualify; None: not bounded or not known


@dataclass(frozen=True, eq=False)
class WhatIf:
    """A provision as it is (None: a new one) and as it might be, over the same businesses and day."""

    before: Result | None
    after: Result
    budget_fen: int | None = None

    @property
    def gained_bits(self) -> Bits:
        """Surely entitled after, not surely before."""
        gained: Bits = self.after.met_bits & ~self._met_before
        return gained

    @property
    def lost_bits(self) -> Bits:
        """Surely entitled before, not surely after."""
        lost: Bits = self._met_before & ~self.after.met_bits
        return lost

    @property
    def raised_bits(self) -> Bits:
        """Entitled both times, and no end of the amount lower, one higher."""
        return self._amount_changes[0]

    @property
    def lowered_bits(self) -> Bits:
        """Entitled both times, and no end of the amount higher, one lower."""
        return self._amount_changes[1]

    @property
    def gained(self) -> BitMap:
        """Rows of those who gain."""
        return to_bitmap(self.gained_bits)

    @property
    def lost(self) -> BitMap:
        """Rows of those who lose."""
        return to_bitmap(self.lost_bits)

    @property
    def raised(self) -> BitMap:
        """Rows of those who get more."""
        return to_bitmap(self.raised_bits)

    @property
    def lowered(self) -> BitMap:
        """Rows of those who get less."""
        return to_bitmap(self.lowered_bits)

    @property
    def budget(self) -> Budget | None:
        """The budget line and whether it is enough; None where none was given."""
        return None if self.budget_fen is None else against_budget(self.after, self.budget_fen)

    def businesses(self, rows: BitMap, first: int = 0, most: int | None = None) -> list[str]:
        """Codes of the businesses in these rows, in order of row, a page at a time."""
        page = list(rows[first : len(rows) if most is None else first + most])
        return self.after.snapshot.uscc.gather(pl.Series(page, dtype=pl.UInt32)).to_list()

    def total(self) -> Effect:
        """Everybody as one group."""
        return Effect(
            "",
            count(self._met_before),
            count(self.after.met_bits),
            count(self.gained_bits),
            count(self.lost_bits),
            self.before.amount if self.before else None,
            self.after.amount,
            count(self.raised_bits),
            count(self.lowered_bits),
        )

    def breakdown(self, fact: str, length: int = 0) -> tuple[Effect, ...]:
        """Effects by the values of a fact, where anybody is entitled; the groups add up to the total."""
        return self._effects(cube(self.after.snapshot, ((fact, length),), self.after.as_of))[0]

    def breakdowns(self) -> dict[str, tuple[Effect, ...]]:
        """By county, section of industry, size and kind: `region`, `industry`, `size`, `kind`."""
        axes = [(fact, length) for _, fact, length in BREAKDOWNS]
        effects = self._effects(cube(self.after.snapshot, axes, self.after.as_of))
        return {name: each for (name, _, _), each in zip(BREAKDOWNS, effects, strict=True)}

    def _effects(self, groups: Cube) -> list[tuple[Effect, ...]]:
        """Effects along each axis. Where the amount stays the rule, only those who gain and lose are
        looked at: what is after is what was before, and they."""
        before, after = self.before, self.after
        gained, lost = groups.figures(after, self.gained_bits), groups.counts(self.lost_bits)
        was = groups.entitled(before) if before else groups.counts(self._met_before)
        if before and before.rule.amount == after.rule.amount:
            lost = groups.figures(before, self.lost_bits)
            is_now = was + gained + -lost
        else:
            is_now = groups.entitled(after)
        raised, lowered = groups.counts(self.raised_bits), groups.counts(self.lowered_bits)
        has_sums = [each is not None and has_number(each.rule.amount) for each in (before, after)]
        found = []
        for place, axis in enumerate(groups.axes):
            along = [each.along(groups.shape, place) for each in (was, is_now, gained, lost, raised, lowered)]
            counts = [each.every for each in along]
            sums = [
                each.sums() if has else [None] * len(axis.values)
                for each, has in zip(along, has_sums, strict=False)
            ]
            columns = (axis.values, *counts[:4], *sums, *counts[4:])
            found.append(tuple(Effect(*each) for each in zip(*columns, strict=True) if each[1] or each[2]))
        return found

    @property
    def _met_before(self) -> Bits:
        return zeros(self.after.snapshot.rows) if self.before is None else self.before.met_bits

    @cached_property
    def _amount_changes(self) -> tuple[Bits, Bits]:
        rows = self.after.snapshot.rows
        if self.before is None or self.before.rule.amount == self.after.rule.amount:
            return zeros(rows), zeros(rows)
        places = positions(self.before.met_bits & self.after.met_bits, rows)
        old, new = (row_amounts(each.rule.amount, places, each.column) for each in (self.before, self.after))
        moved = new.compared(old)
        return from_positions(places[moved > 0], rows), from_positions(places[moved < 0], rows)


def what_if(
    pack: Pack,
    changed: Provision,
    snapshot: Snapshot,
    budget: int | None = None,
    *,
    as_of: date,
    cache: LeafCache | None = None,
) -> WhatIf:
    """The provision of this key in the pack against the changed one: conditions, amount or window.

    `budget` is the budget line in fen; without one the changed provision's own counts. A provision whose
    window is not open on the day is nobody's on either side, so a window that is opened, prolonged or cut
    short is a change like any other. With a cache of leaves kept between calls, only what changed is read.
    """
    present = pack.provisions.get(changed.key)
    listed = [] if present is None else [present]
    return effect_of(run(listed, snapshot, as_of, cache), changed, cache, budget)


def effect_of(
    present: Run, changed: Provision, cache: LeafCache | None = None, budget: int | None = None
) -> WhatIf:
    """The same against a run that is there already."""
    after = run([changed], present.snapshot, present.as_of, cache)[changed.key]
    if budget is None and changed.budget is not None:
        budget = changed.budget.fen
    return WhatIf(present.get(changed.key), after, budget)


def against_budget(result: Result, line_fen: int) -> Budget:
    """Whether a budget line is enough for a result; what is not known never makes it enough."""
    sure = result.amount
    if sure is None:
        return Budget(line_fen, "unknown", None, None)
    possible = result.amount_of(result.met_bits | result.unknown_bits)
    most = None if possible is None or possible.missing else possible.high_fen
    if sure.low_fen > line_fen:
        return Budget(line_fen, "over", sure.low_fen, most)
    return Budget(
        line_fen, "within" if most is not None and most <= line_fen else "unknown", sure.low_fen, most
    )
