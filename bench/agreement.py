"""Random rules and businesses through every back end: `python -m bench.agreement [PAIRS] [FIRST_SEED]`.

Prints the pairs tried and every disagreement with the yardstick; ends with 1 if there was any. Databases
take part where they can be had: SQLite always, DuckDB if installed, PostgreSQL if
`ZHITONG_TEST_POSTGRES` is set.
"""

import sys
import time
from datetime import date, timedelta

from bench.databases import available
from zhitong.columnar.back_end import columnar
from zhitong.engine.packs import PACKS, read_pack
from zhitong.engine.proving.agreement import random_disagreements
from zhitong.engine.proving.back_ends import BackEnd, compiled, interpreted
from zhitong.engine.proving.reference import reference

RULES, BUSINESSES = 100, 250
FIRST_DAY = date(2023, 1, 1)

BACK_ENDS: dict[str, BackEnd] = {
    "interpreted": interpreted,
    "compiled": compiled,
    "columnar": columnar,
    **available(),
}


def main(pairs: int = 1_000_000, first_seed: int = 1) -> int:
    """The number of disagreements over about so many pairs per back end, each seed as of another day."""
    pack, _ = read_pack(PACKS / "china")
    assert pack is not None
    seeds = range(first_seed, first_seed + max(1, pairs // (RULES * BUSINESSES)))
    disagreeing = 0
    for name, back_end in BACK_ENDS.items():
        started, tried = time.perf_counter(), 0
        for seed in seeds:
            day = FIRST_DAY + timedelta(days=seed * 37 % 1500)
            count, found = random_disagreements(
                reference, back_end, pack.vocabulary, day, seeds=(seed,), rules=RULES, businesses=BUSINESSES
            )
            tried += count
            disagreeing += len(found)
            for one in found[:3]:
                print(f"{name} seed {seed} as of {day}\n{one.rule}{one.facts}\n{one.first} {one.second}")
        print(
            f"{name}: {tried:,} pairs in {time.perf_counter() - started:.0f} s, {disagreeing} disagreements"
        )
    return disagreeing


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:3])) else 0)
