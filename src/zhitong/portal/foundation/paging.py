"""One page of a long list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of page `number` (from 1) of `total` rows in all, `size` rows a page."""

    rows: Sequence[Row]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def has_previous(self) -> bool:
        """Whether a page lies before."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Whether a page follows."""
        return self.number < self.pages

    @property
    def first(self) -> int:
        """Number of the first row on this page, 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Number of the last row on this page."""
        return (self.number - 1) * self.size + len(self.rows)


def bounds(number: int, size: int, total: int) -> tuple[int, int, int]:
    """The page number put into range, and the slice of rows it shows."""
    kept = min(max(1, number), max(1, -(-total // size)))
    return kept, (kept - 1) * size, kept * size
