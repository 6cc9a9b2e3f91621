"""Three values and how they combine (Kleene's strong logic)."""

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """符合 / 不符合 / 待确认. Unknown is never yes and never no."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, answer: bool | None) -> "Verdict":
        """True is met, False is not met, None is unknown."""
        if answer is None:
            return cls.UNKNOWN
        return cls.MET if answer else cls.NOT_MET


def negate(verdict: Verdict) -> Verdict:
    """NOT: unknown stays unknown."""
    if verdict is Verdict.UNKNOWN:
        return verdict
    return Verdict.NOT_MET if verdict is Verdict.MET else Verdict.MET


def at_least(needed: int, verdicts: Iterable[Verdict]) -> Verdict:
    """Met when `needed` are surely met; not met when too few could still be."""
    met = unknown = 0
    for verdict in verdicts:
        met += verdict is Verdict.MET
        unknown += verdict is Verdict.UNKNOWN
    if met >= needed:
        return Verdict.MET
    return Verdict.UNKNOWN if met + unknown >= needed else Verdict.NOT_MET


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """ALL: of nothing, met."""
    listed = list(verdicts)
    return at_least(len(listed), listed)


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """ANY: of nothing, not met."""
    return at_least(1, verdicts)
