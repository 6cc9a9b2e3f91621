"""Leaf bits kept between runs: a changed rule reads only the columns of its changed leaves."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from zhitong.columnar.bits import Pair

DEFAULT_BYTES = 512 * 1024 * 1024


class LeafCache:
    """Least recently used first out; keys are (snapshot, day, leaf). Safe between threads."""

    def __init__(self, limit_bytes: int = DEFAULT_BYTES) -> None:
        self._limit = limit_bytes
        self._held = 0
        self._pairs: OrderedDict[Hashable, Pair] = OrderedDict()
        self._lock = Lock()
        self.hits = 0
        self.misses = 0

    def get(self, key: Hashable) -> Pair | None:
        """The bits computed before, or None."""
        with self._lock:
            pair = self._pairs.get(key)
            if pair is None:
                self.misses += 1
                return None
            self.hits += 1
            self._pairs.move_to_end(key)
            return pair

    def put(self, key: Hashable, pair: Pair) -> None:
        """Keeps the bits and lets go of the longest unused ones beyond the limit."""
        size = _size(pair)
        with self._lock:
            if key in self._pairs or size > self._limit:
                return
            self._pairs[key] = pair
            self._held += size
            while self._held > self._limit:
                self._held -= _size(self._pairs.popitem(last=False)[1])

    def __len__(self) -> int:
        return len(self._pairs)


def _size(pair: Pair) -> int:
    return pair.true.nbytes + pair.false.nbytes
