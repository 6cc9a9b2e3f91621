"""What a measure is."""

from dataclasses import dataclass

from zhitong.engine.documents.measures.units import ResponsibleUnit


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with its responsible units; `number` is the nearest running number, in Arabic digits."""

    path: str
    number: int | None
    start: int
    end: int
    responsible: tuple[ResponsibleUnit, ...]
    responsible_raw: str
    open_ended: bool
    cites: tuple[str, ...] = ()
    notes: tuple[tuple[int, int], ...] = ()
