"""Take-up: what was claimed in a period against what the rules give: missed, undue, underpaid, overpaid.

What the rules cannot tell is 待确认 and never called missed or undue.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from zhitong.columnar.amount_rows import at, in_64_bits, row_amounts
from zhitong.columnar.bits import from_positions, positions
from zhitong.columnar.grouping import grouped
from zhitong.columnar.run import Result, Run

STATES: dict[str, str] = {
    "missed": "应享未享",
    "undue": "不应享而享",
    "underpaid": "少享",
    "overpaid": "多享",
    "right": "相符",
    "unconfirmed": "待确认",
}
MISSED, UNDUE, UNDERPAID, OVERPAID, RIGHT, UNCONFIRMED = STATES
PLACE = {state: place for place, state in enumerate(STATES)}
LINES = {
    "uscc": pl.String,
    "provision": pl.String,
    "state": pl.String,
    "low_fen": pl.Int64,
    "high_fen": pl.Int64,
    "claimed_fen": pl.Int64,
}


@dataclass(frozen=True, slots=True)
class TakeUpSum:
    """One provision and state, within one group of a breakdown (value empty: not known, or everybody)."""

    provision: str
    state: str
    value: str
    businesses: int
    low_fen: int  # what the rules give at least, as far as known
    claimed_fen: int


@dataclass(frozen=True, eq=False)
class TakeUp:
    """One period: `claims` holds uscc, provision and claimed_fen, several lines of one business added up."""

    run: Run
    claims: pl.DataFrame

    def lines(self, provision: str) -> pl.DataFrame:
        """Everybody who claimed or surely could have, in order of row; strangers to the registry last.

        `low_fen` and `high_fen` are what the rules give (empty: not known or open).
        """
        return self._numbered(self.run[provision]).drop("row")

    def all_lines(self) -> Iterator[pl.DataFrame]:
        """The lines provision by provision, so that memory stays bounded."""
        for provision in self.run:
            yield self.lines(provision)

    def sums(self, fact: str = "", length: int = 0) -> list[TakeUpSum]:
        """Businesses and money by provision and state, and by the values of a fact where one is named."""
        grouping = grouped(self.run.snapshot, fact, self.run.as_of, length) if fact else None
        found: list[TakeUpSum] = []
        for result in self.run.values():
            lines = self._numbered(result)
            value = pl.lit("")
            if grouping is not None:
                of_row = pl.Series([*grouping.values, ""], dtype=pl.String)
                places = lines["row"].fill_null(0).to_numpy()
                index = np.where(
                    lines["row"].is_null().to_numpy(), len(grouping.values), grouping.index[places]
                )
                value = pl.lit(of_row.gather(pl.Series(index)))
            table = (
                lines.with_columns(value.alias("value"))
                .group_by("state", "value")
                .agg(pl.len(), pl.col("low_fen").sum(), pl.col("claimed_fen").sum())
                .sort("state", "value")
            )
            found += [TakeUpSum(result.provision.key, *row) for row in table.iter_rows()]
        return found

    def _numbered(self, result: Result) -> pl.DataFrame:
        claimed = self._claimed(result.provision.key)
        known = claimed.filter(pl.col("row").is_not_null())
        rows = known["row"].to_numpy().astype(np.int64)
        others = positions(
            result.met_bits & ~from_positions(rows, result.snapshot.rows), result.snapshot.rows
        )
        states = self._states(result, rows, known["claimed_fen"].to_numpy())
        parts = [
            self._frame(result, rows, states, known["claimed_fen"]),
            self._frame(
                result,
                others,
                np.full(others.size, PLACE[MISSED]),
                pl.zeros(others.size, pl.Int64, eager=True),
            ),
        ]
        strangers = claimed.filter(pl.col("row").is_null()).select(
            "row",
            "uscc",
            pl.lit(result.provision.key).alias("provision"),
            pl.lit(UNCONFIRMED).alias("state"),
            pl.lit(None, pl.Int64).alias("low_fen"),
            pl.lit(None, pl.Int64).alias("high_fen"),
            "claimed_fen",
        )
        return pl.concat([pl.concat(parts).sort("row"), strangers.sort("uscc")])

    def _claimed(self, provision: str) -> pl.DataFrame:
        """Claims of one provision, one line a business, with its row (empty: not in the registry)."""
        mine = self._placed.filter(pl.col("provision") == provision).drop("provision")
        return mine.sort("row", nulls_last=True)

    @cached_property
    def _placed(self) -> pl.DataFrame:
        """All claims with their rows: the registry is searched once."""
        summed = self.claims.group_by("provision", "uscc").agg(pl.col("claimed_fen").sum())
        codes = summed.select(pl.col("uscc").unique())
        registry = pl.DataFrame({"uscc": self.run.snapshot.uscc}).with_row_index("row")
        rows = registry.join(codes, on="uscc", how="inner")
        return summed.join(rows, on="uscc", how="left").select(
            "provision", pl.col("row").cast(pl.Int64), "uscc", "claimed_fen"
        )

    def _states(self, result: Result, rows: np.ndarray, claimed: np.ndarray) -> np.ndarray:
        met, unsure = at(result.met_bits, rows), at(result.unknown_bits, rows)
        amounts = row_amounts(result.rule.amount, rows, result.column)
        over = met & amounts.has_high & (claimed > amounts.high)
        under = met & amounts.has_low & (claimed < amounts.low)
        exact = (
            met & amounts.has_low & amounts.has_high & (amounts.low == claimed) & (amounts.high == claimed)
        )
        return np.select(
            [over, under, exact, ~met & ~unsure],
            [PLACE[state] for state in (OVERPAID, UNDERPAID, RIGHT, UNDUE)],
            default=PLACE[UNCONFIRMED],
        )

    def _frame(
        self, result: Result, rows: np.ndarray, states: np.ndarray, claimed: pl.Series
    ) -> pl.DataFrame:
        amounts = row_amounts(result.rule.amount, rows, result.column)
        entitled = at(result.met_bits, rows)
        low, high = (
            pl.Series(in_64_bits(ends)).set(pl.Series(~(has & entitled)), None)
            for ends, has in ((amounts.low, amounts.has_low), (amounts.high, amounts.has_high))
        )
        return pl.DataFrame(
            {
                "row": pl.Series(rows, dtype=pl.Int64),
                "uscc": result.snapshot.uscc.gather(pl.Series(rows, dtype=pl.UInt32)),
                "provision": pl.Series([result.provision.key], dtype=pl.String).new_from_index(0, rows.size),
                "state": pl.Series(list(STATES), dtype=pl.String).gather(pl.Series(states)),
                "low_fen": low,
                "high_fen": high,
                "claimed_fen": claimed,
            }
        )
