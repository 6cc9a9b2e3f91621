"""Audiences: packed bits to Roaring bitmaps and back, container by container.

A bitset container of the portable Roaring format is 8,192 bytes of packed bits as they lie here,
so a dense audience is copied, not built number by number.
"""

import struct

import numpy as np
from pyroaring import BitMap

from zhitong.columnar.bits import Bits, bytes_for, from_positions

CONTAINER_ROWS = 65536
CONTAINER_BYTES = CONTAINER_ROWS // 8
ARRAY_LIMIT = 4096
COOKIE = 12346  # portable format without run containers


def to_bitmap(bits: Bits) -> BitMap:
    """The rows whose bit is set, as a Roaring bitmap."""
    padded = -bits.size % CONTAINER_BYTES
    table = (np.pad(bits, (0, padded)) if padded else bits).reshape(-1, CONTAINER_BYTES)
    cards = np.bitwise_count(table.view(np.uint64)).sum(axis=1)
    keys = np.flatnonzero(cards)
    if keys.size == 0:
        return BitMap()
    offset = 8 + 8 * keys.size
    heads, offsets, bodies = [], [], []
    for key in keys:
        card = int(cards[key])
        if card > ARRAY_LIMIT:
            body = table[key].tobytes()
        else:
            body = (
                np.flatnonzero(np.unpackbits(table[key], bitorder="little").view(np.bool_))
                .astype("<u2")
                .tobytes()
            )
        heads.append(struct.pack("<HH", int(key), card - 1))
        offsets.append(struct.pack("<I", offset))
        bodies.append(body)
        offset += len(body)
    return BitMap.deserialize(b"".join([struct.pack("<II", COOKIE, keys.size), *heads, *offsets, *bodies]))


def to_bits(bitmap: BitMap, rows: int) -> Bits:
    """The bitmap as packed bits over `rows` rows; members behind the last row are dropped."""
    members = np.frombuffer(bitmap.to_array(), dtype=np.uint32)
    if members.size == 0:
        return np.zeros(bytes_for(rows), dtype=np.uint8)
    return from_positions(members[members < rows], rows)
