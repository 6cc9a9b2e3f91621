"""The whole registry as one table, a row per business, columns by fact key: what a batch run reads."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from zhitong.portal.businesses.blocks import Moment, one_moment
from zhitong.portal.businesses.merging import Merger
from zhitong.portal.businesses.models import Status
from zhitong.portal.businesses.vocabulary import vocabulary

ENDED = (Status.CLOSED.value, Status.REVOKED.value)
STRETCH = 100_000  # businesses at a time: some 70 MB of JSON while it is read


def stretches(first: int, last: int, size: int = STRETCH) -> list[tuple[int, int]]:
    """The numbers `first` to `last` in stretches; always cut at the same places."""
    return [(start, start + size - 1) for start in range(first - (first - 1) % size, last + 1, size)]


def living(frame: pl.DataFrame) -> pl.DataFrame:
    """Businesses that had ended are no longer 经营主体 and are left out."""
    if "registration_status" not in frame.columns:
        return frame
    return frame.filter(~pl.col("registration_status").is_in(ENDED).fill_null(False))


def registry_frame(as_of: date) -> tuple[list[int], pl.DataFrame]:
    """Numbers of the businesses and, in the same order, the table of their facts as of a day, all of one
    moment. Values the vocabulary does not allow count as unknown."""
    with one_moment() as now:
        frame = pl.concat([*_frames(now, Merger(vocabulary(), as_of))], how="diagonal")
    return frame["business"].to_list(), frame.drop("business")


def _frames(now: Moment, merger: Merger) -> Iterator[pl.DataFrame]:
    yield pl.DataFrame(schema={"business": pl.Int64, "uscc": pl.String})
    for first, last in stretches(*now.ends()):
        block = now.block(first, last)
        yield living(merger.table(block.businesses, block.sheets))
