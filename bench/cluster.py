"""The embedded engine beside Spark: `python -m bench.cluster [ROWS] [RULES] [ROUNDS]`.

`ZHITONG_SPARK_MASTER` names the cluster (`make spark`), else Spark runs in threads of this process. Ends
with 1 if a single audience differs.
"""

import os
import sys
import time

from bench.measuring import AS_OF
from bench.rows import synthetic_rows
from bench.rules import pack, rules
from zhitong.columnar.run import Run, run
from zhitong.columnar.snapshot import snapshot_of
from zhitong.columnar.spark import LOCAL, cluster
from zhitong.engine.standards import packaged_standards


def main(rows: int = 291_000, wanted: int = 40, rounds: int = 3) -> int:
    """The number of provisions whose audiences differ."""
    source, standards = pack(), packaged_standards()
    snapshot, problems = snapshot_of(
        synthetic_rows(rows, source.vocabulary, standards), source.vocabulary, standards
    )
    assert snapshot is not None, problems
    asked = rules(source, wanted)
    for number in range(rounds):
        started = time.perf_counter()
        here = run(asked, snapshot, AS_OF)
        print(f"embedded {number + 1}: {time.perf_counter() - started:.2f} s")
    differing = 0
    with cluster(os.environ.get("ZHITONG_SPARK_MASTER", LOCAL)) as spark:
        cores = spark.session.sparkContext.defaultParallelism
        for number in range(rounds):
            differing = differing_in(here, spark.run(asked, snapshot, AS_OF))
            seconds = spark.seconds
            speed = rows * wanted / seconds["ask"] / cores / 1e6
            print(
                f"spark {number + 1} on {cores} cores: partitions written {seconds['write']:.2f} s, asked"
                f" {seconds['ask']:.2f} s, {speed:.3f} million pairs per second and core,"
                f" {differing} of {wanted} differ",
                flush=True,
            )
    return differing


def differing_in(one: Run, other: Run) -> int:
    """Provisions of which met or unknown rows are not the same."""
    return sum(one[key].met != other[key].met or one[key].unknown != other[key].unknown for key in one)


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:4])) else 0)
