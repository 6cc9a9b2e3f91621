"""What all portions of a matching come to: audiences by union, counts, sums and groups by addition."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl
from pyroaring import BitMap

from zhitong.columnar.breakdown import Share, breakdowns
from zhitong.columnar.grouping import BREAKDOWNS
from zhitong.columnar.run import Result, Run
from zhitong.columnar.sums import AmountSum
from zhitong.engine.rules.provision import Provision
from zhitong.engine.rules.whole import WindowState
from zhitong.engine.values import Verdict

NONE = dict.fromkeys((Verdict.MET, Verdict.UNKNOWN, Verdict.NOT_MET), 0)


@dataclass(slots=True)
class Total:
    """One provision over all rows; rows are counted through all portions.

    `groups` holds, by the name of a breakdown, the figures per value where anybody may get it.
    """

    provision: Provision
    rule_hash: str
    window_state: WindowState
    counts: dict[Verdict, int] = field(default_factory=lambda: dict(NONE))
    amount: AmountSum | None = None
    met: BitMap = field(default_factory=BitMap)
    unknown: BitMap = field(default_factory=BitMap)
    groups: dict[str, dict[str, Share]] = field(default_factory=dict)

    def add(self, result: Result, first: int) -> None:
        """A portion whose first row is the row `first` of the whole."""
        self.met |= result.met.shift(first)
        self.unknown |= result.unknown.shift(first)
        self.amount = added(self.amount, result.amount)
        for verdict, number in result.counts.items():
            self.counts[verdict] += number
        axes = [(fact, length) for _, fact, length in BREAKDOWNS]
        for (name, _, _), shares in zip(BREAKDOWNS, breakdowns(result, axes), strict=True):
            held = self.groups.setdefault(name, {})
            for share in shares:
                held[share.value] = _together(held[share.value], share) if share.value in held else share


@dataclass(slots=True)
class Totals(Mapping[str, Total]):
    """A whole matching by provision key; `uscc[i]` is the business of row `i`."""

    as_of: date
    uscc: pl.Series
    totals: dict[str, Total] = field(default_factory=dict)
    _shas: list[str] = field(default_factory=list)

    def add(self, found: Run, first: int) -> None:
        """The run over a portion."""
        found.amounts()
        self._shas.append(found.snapshot.sha)
        for key, result in found.items():
            if key not in self.totals:
                self.totals[key] = Total(result.provision, result.rule_hash, result.window_state)
            self.totals[key].add(result, first)

    @property
    def rows(self) -> int:
        return self.uscc.len()

    @property
    def snapshot_sha(self) -> str:
        """Tells these facts of these businesses from others, read in portions of the same size."""
        if len(self._shas) == 1:
            return self._shas[0]
        return hashlib.sha256("\n".join(self._shas).encode()).hexdigest()

    def __getitem__(self, key: str) -> Total:
        return self.totals[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.totals)

    def __len__(self) -> int:
        return len(self.totals)


def totals_of(runs: Iterable[tuple[int, Run]], uscc: pl.Series, as_of: date) -> Totals:
    """Runs over portions, each with its first row, put together."""
    found = Totals(as_of, uscc)
    for first, each in runs:
        found.add(each, first)
    return found


def added(one: AmountSum | None, other: AmountSum | None) -> AmountSum | None:
    """Two sums over different rows as one; a rule without figures has none on either side."""
    if one is None or other is None:
        return one or other
    open_above = one.high_fen is None or other.high_fen is None
    return AmountSum(
        one.low_fen + other.low_fen,
        None if open_above else (one.high_fen or 0) + (other.high_fen or 0),
        one.rows + other.rows,
        one.missing + other.missing,
    )


def _together(one: Share, other: Share) -> Share:
    return Share(
        one.value,
        one.rows + other.rows,
        one.met + other.met,
        one.unknown + other.unknown,
        added(one.amount, other.amount),
    )
