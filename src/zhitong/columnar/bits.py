"""Packed bits, one per business, and Kleene's logic over them.

A verdict over all rows is a `Pair` of two bit arrays: *surely true* and *surely false*; unknown is
neither. Bits lie as in Arrow and Roaring: row `i` is bit `i % 8` of byte `i // 8`. Bits behind the
last row are 0 in both arrays.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pair:
    """Surely true, surely false; never both for the same row."""

    true: Bits
    false: Bits


def bytes_for(rows: int) -> int:
    """Bytes that hold `rows` bits."""
    return (rows + 7) // 8


def pack(flags: Flags) -> Bits:
    """One bit per flag, little end first."""
    return np.packbits(flags, bitorder="little")


def unpack(bits: Bits, rows: int) -> Flags:
    """The first `rows` bits as flags."""
    return np.unpackbits(bits, count=rows, bitorder="little").view(np.bool_)


def zeros(rows: int) -> Bits:
    """No row."""
    return np.zeros(bytes_for(rows), dtype=np.uint8)


def ones(rows: int) -> Bits:
    """Every row, and nothing behind the last."""
    bits = np.full(bytes_for(rows), 0xFF, dtype=np.uint8)
    if rows % 8:
        bits[-1] = (1 << rows % 8) - 1
    return bits


def count(bits: Bits) -> int:
    """How many bits are set."""
    whole = bits.size // 8 * 8
    counted = int(np.bitwise_count(bits[:whole].view(np.uint64)).sum()) if whole else 0
    return counted + int(np.bitwise_count(bits[whole:]).sum())


def positions(bits: Bits, rows: int) -> npt.NDArray[np.int64]:
    """The rows whose bit is set, ascending."""
    return np.flatnonzero(unpack(bits, rows))


def from_positions(rows_set: npt.NDArray[np.integer], rows: int) -> Bits:
    """Bits set at the given rows."""
    flags = np.zeros(rows, dtype=np.bool_)
    flags[rows_set] = True
    return pack(flags)


def negate(pair: Pair) -> Pair:
    """NOT: unknown stays unknown."""
    return Pair(pair.false, pair.true)


def threshold(parts: Sequence[Bits], needed: int, everything: Bits) -> Bits:
    """Rows set in at least `needed` of the parts."""
    if needed <= 0:
        return everything
    if needed > len(parts):
        return np.zeros_like(everything)
    if needed == 1:
        return _fold(np.bitwise_or, parts)
    if needed == len(parts):
        return _fold(np.bitwise_and, parts)
    reached = [np.zeros_like(everything) for _ in range(needed)]
    for seen, part in enumerate(parts):
        for level in range(min(seen, needed - 1), 0, -1):
            reached[level] |= reached[level - 1] & part
        reached[0] |= part
    return reached[needed - 1]


def at_least(needed: int, parts: Sequence[Pair], everything: Bits) -> Pair:
    """Met where `needed` are surely met; not met where too few could still be."""
    return Pair(
        threshold([part.true for part in parts], needed, everything),
        threshold([part.false for part in parts], len(parts) - needed + 1, everything),
    )


def all_of(parts: Sequence[Pair], everything: Bits) -> Pair:
    """ALL: of nothing, met."""
    return at_least(len(parts), parts, everything)


def any_of(parts: Sequence[Pair], everything: Bits) -> Pair:
    """ANY: of nothing, not met."""
    return at_least(1, parts, everything)


def unknown(pair: Pair, everything: Bits) -> Bits:
    """Rows that are neither surely true nor surely false."""
    neither: Bits = (pair.true | pair.false) ^ everything
    return neither


def _fold(operation: np.ufunc, parts: Sequence[Bits]) -> Bits:
    if len(parts) == 1:
        return parts[0]
    folded: Bits = operation(parts[0], parts[1])
    for part in parts[2:]:
        operation(folded, part, out=folded)
    return folded
