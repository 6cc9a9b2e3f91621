"""What a Spark worker does with its part of the answers: TRUE and NULL become Roaring bitmaps."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from pyroaring import BitMap

try:
    import pyarrow as pa
except ImportError:  # the extra `spark` is not installed
    pa = None

ANSWERS = "provision int, met binary, unknown binary"


def audiences(batches: Iterator[Any]) -> Iterator[Any]:
    """Record batches of `row, p0, p1, …` to one row per provision: its number, met rows, unknown rows."""
    met: list[BitMap] = []
    unknown: list[BitMap] = []
    for batch in batches:
        rows = batch.column(0).to_numpy().astype(np.uint32)
        columns = batch.columns[1:]
        met = met or [BitMap() for _ in columns]
        unknown = unknown or [BitMap() for _ in columns]
        for place, column in enumerate(columns):
            yes = column.fill_null(False).to_numpy(zero_copy_only=False)
            met[place] |= BitMap(memoryview(rows[yes]))
            if column.null_count:
                unknown[place] |= BitMap(memoryview(rows[column.is_null().to_numpy(zero_copy_only=False)]))
    yield pa.RecordBatch.from_arrays(
        [
            pa.array(range(len(met)), pa.int32()),
            pa.array([found.serialize() for found in met], pa.binary()),
            pa.array([found.serialize() for found in unknown], pa.binary()),
        ],
        names=["provision", "met", "unknown"],
    )
