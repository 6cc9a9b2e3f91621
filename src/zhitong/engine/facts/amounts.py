"""What a number, a band or nothing leaves possible."""

import math

from zhitong.engine.facts.known import Value
from zhitong.engine.values import Band


def interval(value: Value | None) -> tuple[float, float]:
    """Smallest and largest possible amount; unknown is anything from zero up.

    Only for facts that cannot be negative: money and counts of the standards.
    """
    if isinstance(value, Band):
        return (
            0 if value.low is None else value.low,
            math.inf if value.high is None else value.high,
        )
    return (value, value) if isinstance(value, int) else (0, math.inf)
