"""A value known only as a range stays a range."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Band:
    """A closed interval of whole numbers, in the unit of its fact; None means unbounded."""

    low: int | None
    high: int | None

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"band {self.low}..{self.high} is empty")
