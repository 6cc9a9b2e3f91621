"""A run: every provision over every row of a snapshot, as of a day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pyroaring import BitMap

from zhitong.columnar.bits import Bits, count, ones, unknown, zeros
from zhitong.columnar.cache import LeafCache
from zhitong.columnar.columns import Column
from zhitong.columnar.evaluate import evaluate
from zhitong.columnar.roaring import to_bitmap
from zhitong.columnar.snapshot import Snapshot
from zhitong.columnar.sums import AmountSum, amount_sum, amount_sums
from zhitong.engine.rules.hash import rule_hash
from zhitong.engine.rules.of_day import RuleOfDay, rule_of_day
from zhitong.engine.rules.provision import Provision
from zhitong.engine.rules.whole import WindowState
from zhitong.engine.values import Verdict


@dataclass(frozen=True, eq=False)
class Result:
    """One provision over all rows. Outside its window nobody matches and nobody is unknown."""

    provision: Provision
    snapshot: Snapshot
    as_of: date
    met_bits: Bits
    unknown_bits: Bits

    @property
    def rule(self) -> RuleOfDay:
        """The provision as it stands that day."""
        return rule_of_day(self.provision, self.as_of)

    @cached_property
    def met(self) -> BitMap:
        """Row numbers of the businesses that surely get it."""
        return to_bitmap(self.met_bits)

    @cached_property
    def unknown(self) -> BitMap:
        """Row numbers of the businesses of which it cannot be told."""
        return to_bitmap(self.unknown_bits)

    @cached_property
    def counts(self) -> dict[Verdict, int]:
        """How many of each verdict; they add up to the rows of the snapshot."""
        met, unsure = count(self.met_bits), count(self.unknown_bits)
        return {
            Verdict.MET: met,
            Verdict.UNKNOWN: unsure,
            Verdict.NOT_MET: self.snapshot.rows - met - unsure,
        }

    @cached_property
    def rule_hash(self) -> str:
        """The hash of the rule as receipts carry it."""
        return rule_hash(self.provision)

    @property
    def window_state(self) -> WindowState:
        return self.rule.window_state

    @cached_property
    def amount(self) -> AmountSum | None:
        """The sum over those who surely get it; None where the document gives no figure."""
        return self.amount_of(self.met_bits)

    def amount_of(self, rows_set: Bits) -> AmountSum | None:
        """The sum over any set of rows."""
        return amount_sum(self.rule.amount, rows_set, self.column)

    def column(self, key: str) -> Column:
        """The column of a fact as of the day of the run."""
        return self.snapshot.column(key, self.as_of)

    def verdict(self, row: int) -> Verdict:
        """The verdict of one row."""
        if row in self.met:
            return Verdict.MET
        return Verdict.UNKNOWN if row in self.unknown else Verdict.NOT_MET


@dataclass(frozen=True, eq=False)
class Run(Mapping[str, Result]):
    """Results by provision key, over one snapshot and one day."""

    snapshot: Snapshot
    as_of: date
    results: dict[str, Result] = field(default_factory=dict)

    def amounts(self, threads: int = 2) -> dict[str, AmountSum | None]:
        """`Result.amount` of every provision, all in one go, and remembered there."""
        missing = [result for result in self.results.values() if "amount" not in result.__dict__]
        asked = [(result.rule.amount, result.met_bits) for result in missing]
        sums = amount_sums(asked, lambda key: self.snapshot.column(key, self.as_of), threads)
        for result, total in zip(missing, sums, strict=True):
            result.__dict__["amount"] = total  # where the cached property keeps it
        return {key: result.amount for key, result in self.results.items()}

    def __getitem__(self, key: str) -> Result:
        return self.results[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)


def run(
    provisions: Iterable[Provision],
    snapshot: Snapshot,
    as_of: date,
    cache: LeafCache | None = None,
    threads: int = 2,
) -> Run:
    """All provisions over all rows; with a cache, leaves evaluated before are not evaluated again."""
    listed = list(provisions)
    alive = [rule for each in listed if (rule := rule_of_day(each, as_of)).is_in_force]
    pairs = evaluate([rule.condition for rule in alive], snapshot, as_of, cache, threads)
    everything, nobody = ones(snapshot.rows), zeros(snapshot.rows)
    found = {
        rule.provision.key: Result(rule.provision, snapshot, as_of, pair.true, unknown(pair, everything))
        for rule, pair in zip(alive, pairs, strict=True)
    }
    results = {
        each.key: found.get(each.key) or Result(each, snapshot, as_of, nobody, nobody) for each in listed
    }
    return Run(snapshot, as_of, results)
