"""What a change of one provision would do before it is signed: who gains, who loses, what it costs."""

from dataclasses import dataclass

import polars as pl
from pyroaring import BitMap

from zhitong.columnar.bits import Bits, count
from zhitong.columnar.breakdown import grouped, sums_by
from zhitong.columnar.cache import LeafCache
from zhitong.columnar.roaring import to_bitmap
from zhitong.columnar.run import Result, Run, run
from zhitong.columnar.sums import AmountSum
from zhitong.engine.rules.provision import Provision


@dataclass(frozen=True, slots=True)
class Effect:
    """One group: who surely gets it before and after, who gains and loses, and both sums."""

    value: str
    before: int
    after: int
    gained: int
    lost: int
    amount_before: AmountSum | None
    amount_after: AmountSum | None


@dataclass(frozen=True, eq=False)
class WhatIf:
    """A provision as it is (None: a new one) and as it might be, over the same businesses and day."""

    before: Result | None
    after: Result

    @property
    def gained_bits(self) -> Bits:
        """Surely entitled after, not surely before."""
        if self.before is None:
            return self.after.met_bits
        gained: Bits = self.after.met_bits & ~self.before.met_bits
        return gained

    @property
    def lost_bits(self) -> Bits:
        """Surely entitled before, not surely after."""
        if self.before is None:
            nobody: Bits = self.after.met_bits ^ self.after.met_bits
            return nobody
        lost: Bits = self.before.met_bits & ~self.after.met_bits
        return lost

    @property
    def gained(self) -> BitMap:
        """Rows of those who gain."""
        return to_bitmap(self.gained_bits)

    @property
    def lost(self) -> BitMap:
        """Rows of those who lose."""
        return to_bitmap(self.lost_bits)

    def businesses(self, rows: BitMap, first: int = 0, most: int | None = None) -> list[str]:
        """Codes of the businesses in these rows, in order of row, a page at a time."""
        page = list(rows[first : len(rows) if most is None else first + most])
        return self.after.snapshot.uscc.gather(pl.Series(page, dtype=pl.UInt32)).to_list()

    def total(self) -> Effect:
        """Everybody as one group."""
        before = self.before
        return Effect(
            "",
            count(before.met_bits) if before else 0,
            count(self.after.met_bits),
            count(self.gained_bits),
            count(self.lost_bits),
            before.amount if before else None,
            self.after.amount,
        )

    def breakdown(self, fact: str, length: int = 0) -> tuple[Effect, ...]:
        """Effects by the values of a fact, where anybody is entitled; the groups add up to the total."""
        grouping = grouped(self.after.snapshot, fact, self.after.as_of, length)
        nobody = [0] * len(grouping.values)
        before = self.before
        columns = (
            grouping.values,
            grouping.counts(before.met_bits) if before else nobody,
            grouping.counts(self.after.met_bits),
            grouping.counts(self.gained_bits),
            grouping.counts(self.lost_bits),
            sums_by(before, grouping) if before else [None] * len(nobody),
            sums_by(self.after, grouping),
        )
        return tuple(Effect(*each) for each in zip(*columns, strict=True) if each[1] or each[2])


def what_if(present: Run, changed: Provision, cache: LeafCache | None = None) -> WhatIf:
    """The provision as changed against the present run; a window that is over is judged as on the run's
    day, so a prolonged window is a change like any other."""
    after = run([changed], present.snapshot, present.as_of, cache)[changed.key]
    return WhatIf(present.get(changed.key), after)
