"""The same rules on a Spark cluster: SQL text over the partitioned snapshot, audiences merged by union.

Only the command and the bench import this module; without the extra `spark`, `is_installed` is False.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pyroaring import BitMap

from zhitong.columnar.bits import zeros
from zhitong.columnar.partitions import ROW, facts_of, write_partitions
from zhitong.columnar.roaring import to_bits
from zhitong.columnar.run import Result, Run
from zhitong.columnar.snapshot import Snapshot
from zhitong.columnar.spark_task import ANSWERS, audiences
from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.rules.provision import Provision
from zhitong.engine.sql import Layout, select_text

INSTALLED = all(find_spec(name) for name in ("pyspark", "pandas", "pyarrow"))  # the extra `spark`
if INSTALLED:
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

TABLE = "businesses"
LOCAL = "local[*]"


class SparkFailedError(Exception):
    """The cluster cannot be reached or gave up; the text says why, for the log."""


@dataclass(slots=True)
class Cluster:
    """A running session. `folder` must be seen by driver and workers alike; `seconds` are of the last run."""

    session: Any
    folder: Path | None = None
    seconds: dict[str, float] = field(default_factory=dict)

    def run(self, provisions: Iterable[Provision], snapshot: Snapshot, as_of: date) -> Run:
        """What `columnar.run.run` gives, computed by the cluster."""
        listed = list(provisions)
        alive = [each for each in listed if rule_of_day(each, as_of).is_in_force]
        with tempfile.TemporaryDirectory(prefix="zhitong-", dir=self.folder) as folder:
            started = time.perf_counter()
            facts = {fact for each in alive for fact in facts_of(rule_of_day(each, as_of).condition)}
            columns = write_partitions(snapshot, facts, as_of, Path(folder))
            written = time.perf_counter()
            found = self.audiences(alive, Path(folder), Layout(snapshot.vocabulary, "spark", columns), as_of)
            self.seconds = {"write": written - started, "ask": time.perf_counter() - written}
        nobody = zeros(snapshot.rows)
        bits = {
            each.key: tuple(to_bits(rows, snapshot.rows) for rows in pair)
            for each, pair in zip(alive, found, strict=True)
        }
        results = {
            each.key: Result(each, snapshot, as_of, *bits.get(each.key, (nobody, nobody))) for each in listed
        }
        return Run(snapshot, as_of, results)

    def audiences(
        self, provisions: list[Provision], folder: Path, layout: Layout, as_of: date
    ) -> list[tuple[BitMap, BitMap]]:
        """Rows met and rows unknown per provision, over a folder that is partitioned already."""
        found = [(BitMap(), BitMap()) for _ in provisions]
        if not provisions:
            return found
        try:
            self.session.read.parquet(str(folder)).createOrReplaceTempView(TABLE)
            asked = self.session.sql(select_text(provisions, TABLE, [ROW], layout, as_of))
            answers = asked.mapInArrow(audiences, ANSWERS).collect()
        except (PySparkException, OSError) as error:
            raise SparkFailedError(str(error)) from error
        for number, met, unknown in answers:
            found[number][0].update(BitMap.deserialize(bytes(met)))
            found[number][1].update(BitMap.deserialize(bytes(unknown)))
        return found


def is_installed() -> bool:
    """Whether pyspark and what it needs beside Java are there."""
    return INSTALLED


@contextmanager
def cluster(master: str = LOCAL, folder: Path | None = None) -> Iterator[Cluster]:
    """A session on a master (`spark://host:port`, or `local[*]` for threads of this process)."""
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.files.openCostInBytes": str(128 << 20),  # a file is a task: places stay apart
        "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(1 << 16),
    }
    if "127.0.0.1" in master or master.startswith("local"):
        settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    try:
        builder = SparkSession.builder.master(master).appName("zhitong")
        for key, value in settings.items():
            builder = builder.config(key, value)
        session = builder.getOrCreate()
    except Exception as error:  # pyspark raises whatever its gateway does
        raise SparkFailedError(str(error)) from error
    try:
        yield Cluster(session, folder)
    finally:
        session.stop()
